// SPDX-License-Identifier: Apache-2.0
import Therapy

/// A time in UTC, to the millisecond.
public struct ReportTime: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Since 1970-01-01 00:00 UTC, without leap seconds.
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Reads RFC 3339 with any offset from UTC: `2026-11-21T14:27:05.123Z`, `2026-11-21T15:27:05+01:00`. What is finer
    /// than a millisecond is cut off. Nil for anything else, and for a day that no calendar has.
    public init?(_ text: String) {
        guard let (body, offset) = Self.splitOffset(text) else { return nil }
        let parts = body.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts[0].count == 19, let civil = CivilTime(String(parts[0])) else { return nil }
        var fraction: Int64 = 0
        if parts.count == 2 {
            let digits = parts[1]
            guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
            fraction = Int64((digits + "00").prefix(3)) ?? 0
        }
        milliseconds = (civil.seconds - offset) * 1_000 + fraction
    }

    /// Seconds since 1970-01-01 00:00 UTC, as time axes count.
    public var seconds: Double { Double(milliseconds) / 1_000 }

    /// To the second, rounded down: `2026-11-21 14:27:05Z`.
    public var description: String { CivilTime(seconds: Self.floor(milliseconds, by: 1_000)).description + "Z" }

    /// RFC 3339 with milliseconds: `2026-11-21T14:27:05.123Z`.
    public var text: String {
        let seconds = Self.floor(milliseconds, by: 1_000)
        let rest = String(1_000 + milliseconds - seconds * 1_000).dropFirst()
        return CivilTime(seconds: seconds).description.split(separator: " ").joined(separator: "T") + ".\(rest)Z"
    }

    /// The day in UTC: `2026-11-21`.
    public var day: String { String(description.prefix(10)) }

    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    private static func floor(_ number: Int64, by size: Int64) -> Int64 {
        (number - ((number % size) + size) % size) / size
    }

    /// The offset from UTC in seconds, and what stands before it.
    private static func splitOffset(_ text: String) -> (Substring, Int64)? {
        if text.last == "Z" || text.last == "z" { return (text.dropLast(), 0) }
        let offset = text.suffix(6)
        guard text.count > 6, let sign = offset.first, sign == "+" || sign == "-" else { return nil }
        let halves = offset.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ $0.count == 2 && $0.allSatisfy({ ("0"..."9").contains($0) }) })
        else {
            return nil
        }
        guard let hours = Int64(halves[0]), let minutes = Int64(halves[1]), hours < 24, minutes < 60 else { return nil }
        return (text.dropLast(6), (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60))
    }
}

extension ReportTime: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = ReportTime(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "“\(text)” is no time; write for example “2026-11-21T14:27:05.123Z”")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
