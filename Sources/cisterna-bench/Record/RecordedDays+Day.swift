// SPDX-License-Identifier: Apache-2.0
import Daemon
import Ledger
import PumpCore
import Quantities
import SimulatedRig

extension RecordedDays {
    /// What a day consists of, for whoever reads the figures.
    static let dayText = """
        background; a commit at each event, a look each second, telemetry a row a minute, room each minute; 3 demand \
        boluses of 10 uL in 5 min; one visit: stop, self-test, cover opened and closed, acknowledged, resume after 5 min; \
        a check of all pages and entries and a snapshot with its own check; a refill when 3 mL are left
        """

    /// A day from midnight of pump time to midnight.
    ///
    /// - Parameter snapshot: Runs the check and the snapshot that it is given.
    func day(_ snapshot: (() throws -> Void) throws -> Void) throws {
        let midnight = pump.now
        if pump.core.state != .delivering { try resume() }
        try snapshot { try checkAndCopy() }
        try pass(until: midnight + .hour * 8)
        try visit()
        for hour: Int64 in [10, 14, 18] {
            try pass(until: midnight + .hour * hour)
            try demand()
        }
        try pass(until: midnight + .day)
    }

    /// What the record's upkeep does once a day.
    private func checkAndCopy() throws {
        note(LedgerEvent(checked: try verify()))
        let path = try LedgerSnapshots(folder: folder).take(keeping: 3)
        let mark = try KeptValue(SnapshotMark.name, encoding: SnapshotMark(at: pump.snapshot().therapy.pumpTime))
        try keep([mark], LedgerEvent(snapshot: path))
    }

    /// Somebody looks after the rig.
    private func visit() throws {
        pump.stop(.operatorCall)
        try wake()
        let standstill = Standstill(at: pump.snapshot().therapy.pumpTime, clocks())
        try keep(
            [KeptValue(Standstill.name, encoding: standstill)], LedgerEvent(kind: "standstill", payload: [:]))
        if pump.core.account.remaining < Volume(picoliters: 3_000_000_000) {
            try prescribe(fill: pump.core.account.fillNumber + 1)
        }
        try expect(pump.apply(.selfTest(SelfTestReport(failed: []))), "a self-test")
        pump.truth.set(.cover, asserted: true)
        try pass(until: pump.now + .minute)
        pump.truth.set(.cover, asserted: false)
        try pass(until: pump.now + .minute)
        try request("io.cisterna.Pump.Acknowledge", "\"condition\":\"cover-open\",") { _ in
            try expect(pump.apply(.acknowledge(.coverOpen)), "an acknowledgement")
            try wake()
            return "\"listed\":false"
        }
        try pass(until: pump.now + .minute * 3)
        try resume()
    }

    /// Delivers from now on.
    func begin() throws { try resume() }

    private func resume() throws {
        try request("io.cisterna.Pump.Resume", "\"revision\":1,") { _ in
            try expect(move(.resume), "to resume")
            return ""
        }
        try ledger.keep(
            [KeptValue(name: Standstill.name, value: nil)], event: LedgerEvent(kind: "standstill-ended"), at: clocks())
    }

    /// The patient's request: intent on disk, order on disk, reservation on disk, and then the core.
    private func demand() throws {
        guard let rules = pump.core.program?.demand else { throw RecordBenchError("the therapy has no demand bolus") }
        try request("io.cisterna.Patient.RequestBolus", "") { id in
            let number = try ledger.beginBolus(
                volume: rules.volume, duration: rules.duration, kind: .demand, requestId: id, at: clocks())
            let order = BolusOrder(
                identifier: number, volume: rules.volume, duration: rules.duration, kind: .demand)
            try expect(move(.bolus(order)), "a demand bolus")
            return "\"bolusId\":\(number),\"expectedSeconds\":300,\"volumeNanoliters\":10000"
        }
    }
}
