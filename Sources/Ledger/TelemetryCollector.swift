// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// Makes rows of a minute from the snapshots that pass. Rows wait for a commit that is made anyway: one of their own for
/// each minute would wear out a card.
struct TelemetryCollector {
    /// Minutes that are over and not on disk.
    private(set) var rows: [TelemetryMinute] = []
    /// Minutes that were given up since the last commit.
    private(set) var lost: Int64 = 0
    private var current: TelemetryMinute?
    private var lastSample: Instant?
    private var lowest = Int64.max
    private var highest = Int64.min
    private var sum: Int64 = 0
    private var samples: Int64 = 0

    /// How many minutes may wait: so much telemetry a crash may lose.
    private static let patience = 10
    /// A disk that takes nothing for an hour loses the oldest.
    private static let limit = 60

    var isDue: Bool { rows.count >= Self.patience }

    mutating func sample(_ snapshot: PumpSnapshot, at now: LedgerTime) {
        let minute = DeliveredMinute.minute(of: snapshot.therapy.pumpTime)
        if let current, current.minute != minute { finish(current) }
        if let pressure = snapshot.pressure, pressure.at != lastSample {
            lastSample = pressure.at
            lowest = min(lowest, pressure.pressure.pascals)
            highest = max(highest, pressure.pressure.pascals)
            sum += pressure.pressure.pascals
            samples += 1
        }
        current = TelemetryMinute(
            minute: minute, wall: now.wall, state: snapshot.state, rate: snapshot.state.mayMove ? snapshot.rate : .zero,
            forwardVolume: snapshot.account.forwardVolume, reverseVolume: snapshot.account.reverseVolume,
            remaining: snapshot.account.fillNumber > 0 ? snapshot.account.remaining : nil)
    }

    /// The rows are on disk.
    mutating func wrote() { (rows, lost) = ([], 0) }

    private mutating func finish(_ row: TelemetryMinute) {
        var row = row
        if samples > 0 {
            row.pressure = TelemetryMinute.PressureRange(
                lowest: Pressure(pascals: lowest), mean: Pressure(pascals: sum / samples),
                highest: Pressure(pascals: highest))
        }
        (lowest, highest, sum, samples) = (.max, .min, 0, 0)
        if rows.count == Self.limit {
            rows.removeFirst()
            lost += 1
        }
        rows.append(row)
    }
}
