// SPDX-License-Identifier: Apache-2.0

/// A time of the pump clock's day, in whole minutes.
public struct TimeOfDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// From 00:00: 0 to 1439.
    public let minutes: Int

    /// Reads `"06:30"`, 00:00 to 23:59; nil for anything else.
    public init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 5, digits[2] == UInt8(ascii: ":"),
            [0, 1, 3, 4].allSatisfy({ (0x30...0x39).contains(digits[$0]) })
        else { return nil }
        let hour = Int(digits[0] - 0x30) * 10 + Int(digits[1] - 0x30)
        let minute = Int(digits[3] - 0x30) * 10 + Int(digits[4] - 0x30)
        guard hour < 24, minute < 60 else { return nil }
        minutes = hour * 60 + minute
    }

    public static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }

    public var description: String {
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
