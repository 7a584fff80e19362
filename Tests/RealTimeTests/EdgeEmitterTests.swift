// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import RealTime

@Suite("The edge emitter")
struct EdgeEmitterTests {
    private static let profile = MotionProfile(cruise: 400, acceleration: 20_000)

    private static func stroke(_ pulses: Int64, sequence: Int64 = 1, due: Instant = .zero) -> Stroke {
        Stroke(
            sequence: sequence, pulses: StepCount(pulses: pulses), volume: .zero, due: due,
            latestStart: due + .millisecond * 500)
    }

    /// Makes every edge exactly when it is due.
    private func play(_ emitter: inout EdgeEmitter, limit: Int = 1_000) -> [Instant] {
        var edges: [Instant] = []
        while emitter.isMoving, edges.count < limit {
            let moment = emitter.nextEdge
            guard emitter.mayLeave(at: moment) else { break }
            emitter.edgeLeft(at: moment)
            edges.append(moment)
        }
        return edges
    }

    @Test("A stroke makes its pulses, with a ramp up and down and never faster than the cruise")
    func ramp() {
        var emitter = EdgeEmitter(profile: Self.profile, lateEdgeBound: .millisecond, made: StepCount(pulses: 7))
        emitter.take(Self.stroke(40), at: .zero)
        let edges = play(&emitter)
        #expect(edges.count == 40 && emitter.made == StepCount(pulses: 47))
        let intervals = zip(edges.dropFirst(), edges).map { ($0 - $1).nanoseconds }
        #expect(intervals.min() == 2_500_000)
        #expect(intervals.first! > intervals[5] && intervals.last! > intervals[20])
        #expect(emitter.report == nil)
    }

    @Test("A stroke joined to one in motion continues it without a stop")
    func joined() {
        var emitter = EdgeEmitter(profile: Self.profile, lateEdgeBound: .millisecond, made: .zero)
        emitter.take(Self.stroke(40), at: .zero)
        var edges = play(&emitter, limit: 20)
        emitter.take(Self.stroke(40, sequence: 2), at: edges.last!)
        edges += play(&emitter)
        #expect(edges.count == 80)
        #expect(edges[41] - edges[40] == .nanosecond * 2_500_000)
    }

    @Test("A first edge beyond its bound is refused, one within is not")
    func refused() {
        var emitter = EdgeEmitter(profile: Self.profile, lateEdgeBound: .millisecond, made: .zero)
        emitter.take(Self.stroke(40), at: .zero)
        holds(!emitter.mayLeave(at: .zero + .millisecond * 501))
        #expect(emitter.report == RigInputs.MotionReport(stroke: 1, end: .refused, lateness: .millisecond * 501))
        holds(!emitter.isMoving && emitter.made == .zero)
        emitter.take(Self.stroke(40, sequence: 2), at: .zero)
        holds(emitter.mayLeave(at: .zero + .millisecond * 500))
    }

    @Test("An edge late beyond the bound ends the stroke and says which and by how much")
    func lateEdge() {
        var emitter = EdgeEmitter(profile: Self.profile, lateEdgeBound: .millisecond, made: .zero)
        emitter.take(Self.stroke(40), at: .zero)
        _ = play(&emitter, limit: 10)
        let due = emitter.nextEdge
        holds(emitter.mayLeave(at: due + .millisecond))
        holds(!emitter.mayLeave(at: due + .millisecond * 2))
        #expect(emitter.report == RigInputs.MotionReport(stroke: 1, end: .lateEdge, lateness: .millisecond * 2))
        #expect(emitter.made == StepCount(pulses: 10))
    }

    @Test("A halt leaves nothing to come")
    func halt() {
        var emitter = EdgeEmitter(profile: Self.profile, lateEdgeBound: .millisecond, made: .zero)
        emitter.take(Self.stroke(40), at: .zero)
        _ = play(&emitter, limit: 10)
        emitter.halt()
        holds(!emitter.isMoving && emitter.nextEdge == .distantFuture)
        holds(!emitter.mayLeave(at: .zero + .hour))
    }
}

extension Duration {
    fileprivate static var nanosecond: Duration { Duration(nanoseconds: 1) }
}
