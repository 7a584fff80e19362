// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// A machine's examination as lines to read: a table, the latencies as bars, a summary.
struct DoctorText {
    let reply: DoctorReply
    let style: TextStyle

    /// The longest bar, in characters.
    private static let barLength: Int64 = 40

    var lines: [String] {
        let width = reply.findings.map(\.check.count).max() ?? 0
        return reply.findings.flatMap { lines($0, width: width) } + [""] + latency + ["", summary]
    }

    /// Mark, name and text; what belongs to them below the text.
    private func lines(_ finding: FindingMessage, width: Int) -> [String] {
        let mark = Self.mark(finding.verdict)
        let padded = mark + String(repeating: " ", count: 4 - mark.count)
        let name = finding.check + String(repeating: " ", count: max(0, width - finding.check.count))
        let margin = String(repeating: " ", count: 2 + 4 + 2 + width + 2)
        let texts = finding.text.split(whereSeparator: \.isNewline)
        var lines = ["  \(coloured(padded, finding.verdict))  \(name)  \(texts.first ?? "")"]
        lines += texts.dropFirst().map { margin + "  " + $0 }
        if let remedy = finding.remedy { lines.append(margin + "-> " + style.bold(remedy)) }
        return lines
    }

    private static func mark(_ verdict: VerdictWord) -> String {
        switch verdict {
        case .good: "ok"
        case .notice: "note"
        case .bad: "BAD"
        case .unknown: "?"
        }
    }

    private func coloured(_ text: String, _ verdict: VerdictWord) -> String {
        switch verdict {
        case .good: style.good(text)
        case .notice: style.urgent(text, .medium)
        case .bad: style.urgent(text, .high)
        case .unknown: style.urgent(text, .low)
        }
    }

    private var latency: [String] {
        let latency = reply.latency
        let bound = "an edge may be \(Self.end(latency.lateEdgeBoundNanoseconds)) late"
        guard latency.wakeUps > 0 else { return ["Wake-ups by lateness: none measured; \(bound)"] }
        let source = latency.source == .record ? "since the daemon's start" : "measured now"
        let most = latency.bands.map(\.count).max() ?? 1
        var last: Int64 = 0
        let rows = latency.bands.map { band -> [String] in
            let name = band.upToNanoseconds.map { "to \(Self.end($0))" } ?? "above \(Self.end(last))"
            last = band.upToNanoseconds ?? last
            // What is there at all is seen.
            let length = band.count == 0 ? 0 : max(1, (band.count * Self.barLength + most / 2) / most)
            return [
                name, Self.right("\(band.count)", "\(most)".count), Self.right(Self.percent(band.shareMicro), 9),
                String(repeating: "#", count: Int(length)),
            ]
        }
        return ["Wake-ups by lateness: \(latency.wakeUps) \(source); \(bound)"]
            + TextTable(heading: nil, rows: rows).lines(style).map(Self.trimmed)
    }

    private var summary: String {
        func count(_ verdict: VerdictWord) -> Int { reply.findings.filter { $0.verdict == verdict }.count }
        let notes = count(.notice)
        let text =
            "\(reply.findings.count) checks: \(count(.good)) ok, \(notes) \(notes == 1 ? "note" : "notes"), "
            + "\(count(.bad)) bad, \(count(.unknown)) not to be found out."
        return count(.bad) > 0 ? style.urgent(text, .high) : style.bold(text)
    }

    /// Whole milliseconds where they are whole.
    private static func end(_ nanoseconds: Int64) -> String {
        nanoseconds % 1_000_000 == 0 ? "\(nanoseconds / 1_000_000) ms" : "\(nanoseconds / 1_000) us"
    }

    /// `99.950 %`, from parts per million.
    private static func percent(_ micro: Int64) -> String {
        let thousandths = (micro + 5) / 10
        let rest = "\(thousandths % 1_000)"
        return "\(thousandths / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest) %"
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// A row without a bar ends where its figures end.
    private static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line = line.dropLast() }
        return String(line)
    }
}
