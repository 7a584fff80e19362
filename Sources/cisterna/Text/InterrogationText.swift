// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// The committed prescription as it is shown, without the document itself.
struct InterrogationText {
    let reply: InterrogateReply
    let style: TextStyle

    var lines: [String] {
        var lines = [style.bold(reply.pump)]
        lines.append("  " + StatusText.field("rig", "\(reply.rigName), digest \(reply.rigDigest.prefix(12))"))
        guard reply.revision > 0 else {
            return lines + ["  " + StatusText.field("program", "none committed")] + limits
        }
        var origin = "revision \(reply.revision)"
        if let name = reply.operator { origin += ", by \(name)" }
        if let time = reply.committedAt { origin += ", \(time)" }
        lines.append("  " + StatusText.field("program", origin))
        if let file = reply.fileName { lines.append("  " + StatusText.field("file", file)) }
        if !reply.figures.isEmpty {
            lines += ["", style.bold("What follows")] + ReviewText.figures(reply.figures)
        }
        return lines + limits
    }

    private var limits: [String] {
        guard !reply.limits.isEmpty else { return [] }
        let rows = reply.limits.map { [$0.name, $0.text] }
        return ["", style.bold("Limits")] + TextTable(heading: nil, rows: rows).lines(.plain)
    }
}
