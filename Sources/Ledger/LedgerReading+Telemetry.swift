// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities
import Transcript

extension LedgerReading {
    /// Rows of telemetry after a minute of pump time, in their order, at most `limit` (1 to ``Ledger/eventLimit``), with a
    /// wall clock at or after `since` and before `until`. Throws ``LedgerError/corrupt(file:reason:)``,
    /// ``LedgerError/storage(call:code:message:)``.
    public func telemetry(
        after minute: Int64 = -1, since: Instant? = nil, until: Instant? = nil, limit: Int = 1_000
    ) throws(LedgerError) -> [TelemetryMinute] {
        try reading("read telemetry") { db in
            try db.rows(
                """
                SELECT * FROM telemetry WHERE minute > ? AND wall_ns >= ? AND wall_ns < ? ORDER BY minute LIMIT ?
                """,
                [
                    minute, since?.nanoseconds ?? .min, until?.nanoseconds ?? .max,
                    min(max(limit, 1), Ledger.eventLimit),
                ]
            ).map { try TelemetryMinute($0, file: file) }
        }
    }
}

extension TelemetryMinute {
    init(_ row: Row, file: String) throws {
        let name: String = row["state"]
        guard let state = PumpState(name: name) else {
            throw LedgerError.corrupt(file: file, reason: "there is no pump state \(name)")
        }
        var pressure: PressureRange?
        if let mean = row["mean_pa"] as Int64? {
            pressure = PressureRange(
                lowest: Pressure(pascals: row["lowest_pa"]), mean: Pressure(pascals: mean),
                highest: Pressure(pascals: row["highest_pa"]))
        }
        self.init(
            minute: row["minute"], minutes: row["minutes"], wall: Instant(nanoseconds: row["wall_ns"]), state: state,
            rate: FlowRate(picolitersPerDay: row["rate_pl_per_day"]),
            forwardVolume: Volume(picoliters: row["forward_pl"]), reverseVolume: Volume(picoliters: row["reverse_pl"]),
            remaining: (row["remaining_pl"] as Int64?).map(Volume.init(picoliters:)), pressure: pressure)
    }

    func write(_ db: Database) throws {
        try db.run(
            """
            INSERT OR REPLACE INTO telemetry (
                minute, minutes, wall_ns, state, rate_pl_per_day, forward_pl, reverse_pl, remaining_pl, lowest_pa,
                mean_pa, highest_pa)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                minute, minutes, wall.nanoseconds, state.name, rate.picolitersPerDay, forwardVolume.picoliters,
                reverseVolume.picoliters, remaining?.picoliters, pressure?.lowest.pascals, pressure?.mean.pascals,
                pressure?.highest.pascals,
            ])
    }

    /// Takes in the row after it: its end is the other's, its pressures those of both, weighed by their time.
    func joined(with next: TelemetryMinute) -> TelemetryMinute {
        var joined = next
        joined.minute = minute
        joined.minutes = next.minute + next.minutes - minute
        switch (pressure, next.pressure) {
        case (let left?, let right?):
            let sum = left.mean.pascals * minutes + right.mean.pascals * next.minutes
            joined.pressure = PressureRange(
                lowest: min(left.lowest, right.lowest), mean: Pressure(pascals: sum / (minutes + next.minutes)),
                highest: max(left.highest, right.highest))
        case (let only?, nil): joined.pressure = only
        default: break
        }
        return joined
    }
}
