// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// `[reservoir]`: what was filled in, and where warnings begin. Volumes count the residual in.
public struct Reservoir: Hashable, Sendable {
    /// `capacity`, above 0 to 1 L.
    public let capacity: Volume
    /// `fill-volume`, at most the capacity.
    public let fill: Volume
    /// `residual`, default 0: what cannot be drawn.
    public let residual: Volume
    /// `fill-date`, required, like `"2026-11-21"`: identifies the fill.
    public let fillDate: CalendarDate?
    /// `stability`, up to 3650 days, no default: how long the mixture keeps after its fill.
    public let stability: Duration?
    /// `low-reservoir`, default 2 mL: where the warning begins.
    public let lowReservoir: Volume
    /// `reserve`, default as `low-reservoir`: what a refill should find, from which its date is computed.
    public let reserve: Volume

    init(reading table: DocumentTable) {
        let volumes = Volume(picoliters: 1)...Volume(picoliters: 1_000_000_000_000)
        capacity = table.quantity("capacity", within: volumes)
        fill = table.quantity("fill-volume", within: volumes)
        residual = table.quantity("residual", default: .zero, within: .zero...volumes.upperBound)
        let date = table.text("fill-date")
        fillDate = CalendarDate(date)
        if !date.isEmpty, fillDate == nil {
            table.report("“\(date.prefix(40))” is no date; a day is written like “2026-11-21”", at: "fill-date")
        }
        stability = table.optional("stability", within: Duration.hour ... .day * 3_650)
        lowReservoir = table.quantity("low-reservoir", default: Volume(picoliters: 2_000_000_000), within: volumes)
        reserve = table.quantity("reserve", default: lowReservoir, within: volumes)
    }

    /// The bounds that hold between keys. Call it only where each key is sound.
    func check(_ table: DocumentTable) {
        if fill > capacity { table.report("\(fill) exceeds the capacity, \(capacity)", at: "fill-volume") }
        if residual >= fill { table.report("\(residual) is all of the fill, \(fill), or more", at: "residual") }
        for (key, threshold) in [("low-reservoir", lowReservoir), ("reserve", reserve)] {
            if threshold <= residual {
                table.report(
                    "\(threshold) is not above the residual, \(residual), which cannot be drawn: it would never be seen",
                    at: key)
            } else if threshold >= fill {
                table.report("\(threshold) is not below the fill, \(fill)", at: key)
            }
        }
    }

    /// The last day on which the mixture keeps.
    public var expiryDate: CalendarDate? {
        guard let stability else { return nil }
        return fillDate?.adding(days: stability.nanoseconds / Duration.day.nanoseconds)
    }
}
