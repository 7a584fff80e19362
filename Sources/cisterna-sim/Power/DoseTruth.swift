// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What was truly given, and when, by true time.
struct DoseTruth {
    struct Bolus {
        let request: String
        let ordered: Volume
        let kind: BolusOrder.Kind
        let startedAt: Int64
        var endedAt: Int64?
        var delivered: Volume = .zero
    }

    /// By the record's number.
    private(set) var boluses: [Int64: Bolus] = [:]
    private var started: [String: Int64] = [:]
    private var demands: [Int64] = []

    /// A bolus that the core accepted; what is wrong with it, or nil.
    mutating func start(
        _ order: BolusOrder, request: String, by rules: DemandRules?, at time: Int64
    ) -> String? {
        defer {
            boluses[order.identifier] = Bolus(
                request: request, ordered: order.volume, kind: order.kind, startedAt: time)
            started[request] = order.identifier
            if order.kind == .demand { demands.append(order.identifier) }
        }
        if let before = started[request] {
            return "request \(request) started bolus \(order.identifier) after bolus \(before)"
        }
        guard boluses[order.identifier] == nil else { return "bolus \(order.identifier) started twice" }
        return order.kind == .demand ? lockout(by: rules, at: time) : nil
    }

    private func lockout(by rules: DemandRules?, at time: Int64) -> String? {
        guard let rules else { return "a demand bolus started that is not prescribed" }
        if let last = demands.last.flatMap({ boluses[$0] }) {
            let from = rules.lockoutIsFromEnd ? last.endedAt ?? time : last.startedAt
            if time - from < rules.lockout.nanoseconds {
                return "a lockout of \(rules.lockout) was \(Duration(nanoseconds: time - from)) long"
            }
        }
        let day = demands.filter { boluses[$0].map { time - $0.startedAt < Duration.day.nanoseconds } ?? false }
        guard day.count < rules.perDay else { return "\(day.count + 1) demands in 24 hours, \(rules.perDay) allowed" }
        return nil
    }

    /// What the core says of the bolus under way.
    mutating func deliver(_ number: Int64, _ volume: Volume) {
        boluses[number]?.delivered = volume
    }

    mutating func end(_ number: Int64, delivered: Volume?, at time: Int64) {
        guard boluses[number] != nil, boluses[number]?.endedAt == nil else { return }
        boluses[number]?.endedAt = time
        if let delivered { boluses[number]?.delivered = delivered }
    }

    /// The process is gone: whatever ran has ended.
    mutating func endAll(at time: Int64) {
        for number in boluses.keys where boluses[number]?.endedAt == nil { boluses[number]?.endedAt = time }
    }
}
