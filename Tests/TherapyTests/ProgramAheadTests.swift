// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing
import Therapy

@Suite("The program ahead")
struct ProgramAheadTests {
    private static func program(_ mode: DeliveryProgram.Mode, rate: String = "0.05 mL/day") throws -> DeliveryProgram {
        DeliveryProgram(
            revision: 1, mode: mode, rate: try FlowRate(parsing: rate), maximumRate: try FlowRate(parsing: "24 mL/day"),
            fillNumber: 1, fill: try Volume(parsing: "20 mL"), residual: .zero,
            lowReservoir: try Volume(parsing: "2 mL"))
    }

    @Test("BR-D07: 0.395 mL at 0.2 mL/day take 47.4 h, then the program follows")
    func bridge() throws {
        var program = try Self.program(.simpleContinuous)
        let isThere = program.bridge.append(
            until: try Volume(parsing: "0.395 mL"), rate: try FlowRate(parsing: "0.2 mL/day"))
        #expect(isThere)
        let rates = ProgramAhead.rates(
            of: program, FlexSchedule(), from: TherapyState(), at: .zero, for: .hour * 72)
        #expect(
            rates == [
                RateSegment(rate: try FlowRate(parsing: "0.2 mL/day"), for: .minute * (474 * 6)),
                RateSegment(rate: try FlowRate(parsing: "0.05 mL/day"), for: .minute * (246 * 6)),
            ])
    }

    @Test("Periodic doses alternate with the background; the whole span is there, without a gap")
    func periodic() throws {
        var program = try Self.program(.periodicBolus)
        program.periodic = PeriodicDose(
            rate: try FlowRate(parsing: "1 mL/day"), duration: .minute * 30, interval: .hour * 6)
        let rates = ProgramAhead.rates(of: program, FlexSchedule(), from: TherapyState(), at: .zero, for: .day)
        #expect(rates.map(\.duration).reduce(.zero, +) == .day)
        let spans = Array(repeating: [Duration.minute * 30, .minute * 330], count: 4).flatMap { $0 }
        #expect(rates.map(\.duration) == spans)
        #expect(rates.first?.rate == (try FlowRate(parsing: "1.05 mL/day")))
    }

    @Test("A staircase rises each interval and ends at its ceiling")
    func staircase() throws {
        var program = try Self.program(.staircase, rate: "0 mL/day")
        program.staircase = Staircase(
            start: try FlowRate(parsing: "0.1 mL/day"), step: try FlowRate(parsing: "0.1 mL/day"), interval: .hour * 2,
            ceiling: try FlowRate(parsing: "0.3 mL/day"), limit: .hour * 12)
        let rates = ProgramAhead.rates(of: program, FlexSchedule(), from: TherapyState(), at: .zero, for: .hour * 12)
        #expect(rates.map(\.rate.description) == ["0.1 mL/day", "0.2 mL/day", "0.3 mL/day"])
        let spans: [Duration] = [.hour * 2, .hour * 2, .hour * 8]
        #expect(rates.map(\.duration) == spans)
    }

    @Test("BR-W04: a bridge counts as it is, what follows by its own rate, with and without demand boluses")
    func reserve() throws {
        var program = try Self.program(.simpleContinuous)
        let isThere = program.bridge.append(
            until: try Volume(parsing: "0.4 mL"), rate: try FlowRate(parsing: "0.2 mL/day"))
        #expect(isThere)
        func days(_ volume: String, beside extra: String = "0 mL/day") throws -> Duration? {
            ProgramAhead.time(
                until: try Volume(parsing: volume), of: program, FlexSchedule(), from: TherapyState(), at: .zero,
                beside: try FlowRate(parsing: extra))
        }
        #expect(try days("0.2 mL") == .day)
        #expect(try days("0.4 mL") == .day * 2)
        #expect(try days("1.4 mL") == .day * 22)
        #expect(try days("1.4 mL", beside: "0.15 mL/day") == .day * 7)
    }
}
