// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@Suite("At a full dose window")
struct DoseLimitTests {
    /// 12 mL/day of 500 ug/mL are 250 ug an hour.
    static func program(safe: String, revision: Int64 = 1) -> DeliveryProgram {
        var program = DeliveryProgram.therapy(.simpleContinuous, "12 mL/day", revision: revision)
            .ceiling(.hour, micrograms: 50)
        program.safeRate = try! FlowRate(parsing: safe)
        return program
    }

    @Test("BR-D05: background that fills a window drops to the safe rate until somebody resumes or commits")
    func safeRate() throws {
        for commits in [false, true] {
            var pump = BenchPump(Self.program(safe: "0.1 mL/day"), restoring: .path(of: 500_000))
            pump.run(.minute * 20)
            #expect(pump.core.isAtSafeRate == true)
            #expect(pump.core.state == .delivering)
            #expect(pump.count(of: .doseLimited(.hour, slot: 0)) == 1)
            #expect(pump.microliters() == 100)
            #expect(pump.core.snapshot().rate.description == "0.1 mL/day")
            #expect(pump.single("5 uL", .minute) == .conditionStands(.doseLimit))
            pump.run(.hour * 3)
            #expect(pump.core.isAtSafeRate == true)
            #expect(pump.core.conditions.isPresent(.doseLimit))
            // From the first minutes' leaving the window on: 0.1 mL/day are 12 uL in 3 h.
            #expect((105...113).contains(pump.microliters()))
            #expect(
                (commits ? pump.commit(Self.program(safe: "0 mL/day", revision: 2)) : pump.apply(.resume)) == .accepted)
            #expect(pump.core.isAtSafeRate == false && !pump.core.conditions.lists(.doseLimit))
            let before = pump.core.account.forwardVolume
            pump.run(.minute * 5)
            #expect((40...42).contains(pump.microliters(since: before)))
        }
    }

    @Test("BR-D05: a safe rate of zero rests; resuming at once delivers nothing beyond the window")
    func zero() {
        var pump = BenchPump(Self.program(safe: "0 mL/day"), restoring: .path(of: 500_000))
        pump.run(.minute * 15)
        let before = pump.core.account.forwardVolume
        for _ in 0..<30 {
            pump.apply(.resume)
            pump.run(.minute)
        }
        #expect(pump.core.account.forwardVolume == before)
        #expect(pump.core.isAtSafeRate == true)
    }

    @Test("BR-D05: the safe rate is itself subject to the windows, and what it waits for is forfeited")
    func safeRateWaits() {
        // The safe rate alone would bring 83 ug an hour.
        var pump = BenchPump(Self.program(safe: "4 mL/day"), restoring: .path(of: 500_000))
        for _ in 0..<12 { pump.run(.hour) }
        #expect(pump.forfeits.contains(.doseLimit))
        // 50 ug an hour at most, whole buckets less.
        #expect((900...1_200).contains(pump.microliters()))
    }

    @Test("BR-D05: a bolus under way ends limited when the background fills the window after all")
    func bolus() {
        var pump = BenchPump()
        pump.commit(
            .therapy(.flex).ceiling(.hour, micrograms: 20),
            FlexSchedule([(minute: 0, rate: FlowRate(picolitersPerDay: 960_000_000))])!)
        pump.apply(.resume)
        // Nobody knows the time, and so of no background.
        #expect(pump.single("30 uL", .minute * 50) == .accepted)
        pump.apply(.setClock(0))
        pump.run(.hour)
        #expect(pump.bolusEnds.map(\.1) == [.limited])
        #expect(pump.core.isAtSafeRate == true)
    }

    @Test("BR-D11: windows go on across a restart, and what may have been delivered before a crash counts")
    func crash() throws {
        let program = Self.program(safe: "0 mL/day")
        var account = Account()
        var path = Restoration.path(of: 500_000).therapy.path
        var windows = DoseWindows(at: .zero)
        // 90 uL may have been delivered: 45 ug.
        let uncertain = try Volume(parsing: "90 uL")
        account.countUncertain(steps: StepCount(pulses: 7_200), volume: uncertain)
        path.widen(by: uncertain)
        windows.count(from: .zero, to: uncertain, of: path, through: DeadVolume())
        var restoration = Restoration(account: account, isRestart: true)
        restoration.therapy.path = path
        var pump = BenchPump(restoring: restoration, windows: windows)
        pump.commit(program)
        pump.apply(.resume)
        pump.run(.minute * 30)
        #expect(pump.core.isAtSafeRate == true)
        #expect((9...10).contains(pump.microliters(since: uncertain)))
    }

    @Test("Refilling delivers nothing; it begins when stopped only, and takes a commit")
    func refilling() {
        var pump = BenchPump(Self.program(safe: "0 mL/day"))
        #expect(pump.apply(.beginRefill) == .notInState(.delivering))
        #expect(pump.apply(.endRefill) == .notInState(.delivering))
        pump.apply(.stop(.operatorCall))
        #expect(pump.apply(.beginRefill) == .accepted)
        #expect(pump.core.state == .refilling)
        #expect(pump.apply(.resume) == .notInState(.refilling))
        #expect(pump.single("5 uL", .minute) == .notInState(.refilling))
        #expect(pump.commit(Self.program(safe: "0 mL/day", revision: 2)) == .accepted)
        #expect(pump.apply(.declarePath(isFree: true)) == .accepted)
        let before = pump.core.account.forwardVolume
        pump.run(.day)
        #expect(pump.core.account.forwardVolume == before)
        #expect(pump.apply(.endRefill) == .accepted)
        #expect(pump.core.state == .stopped)
    }

    @Test("BR-D07: boluses are refused while a bridge runs; a stop does not shorten it")
    func bridge() throws {
        var program = DeliveryProgram.therapy(.simpleContinuous, "0.5 mL/day").demand("5 uL", .minute, lockout: .minute)
        let isThere = program.bridge.append(
            until: try Volume(parsing: "20 uL"), rate: try FlowRate(parsing: "2 mL/day"))
        #expect(isThere)
        var pump = BenchPump(program)
        pump.run(.minute * 5)
        #expect(pump.single("5 uL", .minute) == .bridgeActive)
        #expect(pump.press() == .bridgeActive)
        pump.apply(.stop(.operatorCall))
        pump.run(.hour)
        pump.apply(.resume)
        #expect(pump.core.snapshot().rate.description == "2 mL/day")
        pump.run(.minute * 12)
        #expect(pump.count(of: .bridgeEnded) == 1)
        #expect(pump.single("5 uL", .minute) == .accepted)
        // Declared free, there is nothing left to bridge.
        var other = BenchPump(program)
        other.apply(.stop(.operatorCall))
        other.apply(.declarePath(isFree: true))
        other.apply(.resume)
        #expect(other.core.snapshot().rate.description == "0.5 mL/day")
    }

    @Test("BR-D07: a bridge whose last stroke was owed and not made goes on after a stop")
    func bridgeOwed() throws {
        var program = DeliveryProgram.therapy(.simpleContinuous, "0.5 mL/day")
        let isThere = program.bridge.append(
            until: try Volume(parsing: "20.2 uL"), rate: try FlowRate(parsing: "2 mL/day"))
        #expect(isThere)
        var pump = BenchPump(program)
        while pump.count(of: .bridgeEnded) == 0 { pump.run(.second) }
        pump.apply(.stop(.operatorCall))
        #expect(pump.core.account.forwardVolume < (try Volume(parsing: "20.2 uL")))
        pump.apply(.resume)
        #expect(pump.core.snapshot().rate.description == "2 mL/day")
    }

    @Test("BR-S04: another mixture waits for the stroke in motion to end")
    func mixtureInMotion() {
        var pump = BenchPump(Self.program(safe: "0 mL/day"), restoring: .path(of: 500_000))
        while pump.strokes.isEmpty { pump.run(.millisecond * 10) }
        let richer = DeliveryProgram.therapy(.simpleContinuous, "12 mL/day", concentration: 2_000_000, revision: 2)
        #expect(pump.commit(richer) == .bolusActive)
        #expect(pump.commit(Self.program(safe: "0 mL/day", revision: 2)) == .accepted)
        pump.run(.second)
        #expect(pump.commit(richer) == .accepted)
    }
}
