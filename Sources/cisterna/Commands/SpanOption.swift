// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Foundation
import Quantities
import Report

/// From when to when.
struct SpanOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "From this on: \"2026-11-21T14:00:00Z\", or so long ago: \"3 days\".", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Up to this, in the same ways.", valueName: "time"))
    var until: String?

    /// - Throws: ``BadQuantity`` for what is no time, ``Misuse`` for a span that holds none.
    func resolved(now: ReportTime = .now) throws -> (since: ReportTime?, until: ReportTime?) {
        let from = try since.map { try Self.time($0, of: "--since", now: now) }
        let to = try until.map { try Self.time($0, of: "--until", now: now) }
        if let from, let to, from >= to { throw Misuse(message: "--since has to lie before --until") }
        return (from, to)
    }

    /// The span as a call takes it.
    func parameters(limit: Int64? = nil, now: ReportTime = .now) throws -> SpanParameters {
        let span = try resolved(now: now)
        return SpanParameters(since: span.since?.text, until: span.until?.text, limit: limit)
    }

    static func time(_ text: String, of option: String, now: ReportTime) throws(BadQuantity) -> ReportTime {
        if let time = ReportTime(text) { return time }
        if let span = try? Duration(parsing: text.hasSuffix(" ago") ? String(text.dropLast(4)) : text) {
            return ReportTime(milliseconds: now.milliseconds - span.nanoseconds / 1_000_000)
        }
        let hasNoZone = ReportTime(text + "Z") != nil
        throw BadQuantity(
            argument: "\(option) \"\(text)\"",
            message: hasNoZone
                ? "a time needs its offset from UTC: \(text)Z or \(text)+01:00"
                : "a time is written 2026-11-21T14:00:00Z, with its offset from UTC, or as how long ago: \"2 h\", \"3 days\""
        )
    }
}

extension ReportTime {
    /// By this machine's wall clock.
    static var now: ReportTime { ReportTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
}
