// SPDX-License-Identifier: Apache-2.0

/// A line that was set, as the kernel's tracepoint `gpio:gpio_value` told of it.
struct LineEvent: Sendable, Equatable {
    /// CLOCK_MONOTONIC in nanoseconds, to the microsecond.
    let time: Int64
    /// The kernel's number of the line.
    let line: Int
    /// The electrical level.
    let isHigh: Bool
    /// The task that set it, as `cis-realtime`.
    let task: String
    /// Its number: the process's, in a thread that is the first.
    let thread: Int32

    /// Reads `    cis-realtime-512   [000] d..1.   123.456789: gpio_value: 1016 set 1`; nil for any other line.
    init?(_ text: Substring) {
        guard let marker = text.range(of: ": gpio_value: ") else { return nil }
        let words = text[marker.upperBound...].split(separator: " ")
        guard words.count >= 3, let line = Int(words[0]), words[1] == "set" else { return nil }
        let head = text[..<marker.lowerBound].split(separator: " ")
        guard let stamp = head.last, let task = head.first, let time = Self.nanoseconds(stamp) else { return nil }
        self.time = time
        self.line = line
        isHigh = words[2] != "0"
        let dash = task.lastIndex(of: "-") ?? task.endIndex
        self.task = String(task[..<dash])
        thread = Int32(task[dash...].dropFirst()) ?? 0
    }

    private static func nanoseconds(_ stamp: Substring) -> Int64? {
        let parts = stamp.split(separator: ".")
        guard parts.count == 2, let seconds = Int64(parts[0]), let fraction = Int64(parts[1]) else { return nil }
        var scale: Int64 = 1_000_000_000
        for _ in parts[1] { scale /= 10 }
        return seconds * 1_000_000_000 + fraction * scale
    }
}
