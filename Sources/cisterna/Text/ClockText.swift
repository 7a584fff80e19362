// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// The pump clock, as it is shown.
enum ClockText {
    /// What it shows, and how far it is from civil time.
    static func parts(_ clock: ClockMessage) -> [String] {
        guard clock.known, let shows = clock.shows else {
            guard let offset = clock.offsetSeconds.flatMap(UTCOffset.init(seconds:)) else {
                return ["never set: cisterna clock set"]
            }
            return ["unknown, last at \(offset): cisterna clock set"]
        }
        let weekday = clock.weekday.map { "\($0) " } ?? ""
        let offset = clock.offsetSeconds.flatMap(UTCOffset.init(seconds:)).map { " \($0)" } ?? ""
        return ["\(weekday)\(shows)\(offset)", difference(clock)]
    }

    /// One sentence.
    static func now(_ clock: ClockMessage) -> String {
        guard clock.known, let shows = clock.shows else { return "It is unknown now." }
        return "It shows \(shows) now, \(difference(clock))."
    }

    static func difference(_ clock: ClockMessage) -> String {
        switch clock.aheadSeconds {
        case nil: "how far from civil time is not known"
        case 0?: "as civil time"
        case let ahead?:
            "\(Shown.seconds(Int64(clamping: ahead.magnitude))) \(ahead > 0 ? "ahead of" : "behind") civil time"
        }
    }
}
