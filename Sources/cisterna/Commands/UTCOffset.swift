// SPDX-License-Identifier: Apache-2.0

/// A fixed offset east of UTC, as a clock keeps it.
struct UTCOffset: Equatable, CustomStringConvertible {
    /// From -14 to 14 hours, in whole minutes.
    let seconds: Int64

    static let utc = UTCOffset()

    private init() { seconds = 0 }

    /// Nil for one that no clock keeps.
    init?(seconds: Int64) {
        guard abs(seconds) <= 14 * 3_600, seconds % 60 == 0 else { return nil }
        self.seconds = seconds
    }

    /// Reads `+01:00`, `-03:30` or `Z`.
    init?(_ text: String) {
        if text == "Z" {
            self.init(seconds: 0)
            return
        }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let sign = text.first, sign == "+" || sign == "-", text.count == 6, text.dropFirst(3).first == ":" else {
            return nil
        }
        guard digits.count == 4, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        guard let hours = Int64(digits.prefix(2)), let minutes = Int64(digits.suffix(2)), minutes < 60 else {
            return nil
        }
        self.init(seconds: (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60))
    }

    /// `UTC+01:00`.
    var description: String {
        let minutes = abs(seconds) / 60
        let two = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
        return "UTC\(seconds < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
