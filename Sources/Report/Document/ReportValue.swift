// SPDX-License-Identifier: Apache-2.0

/// A value of a fact or of a table's cell.
public enum ReportValue: Hashable, Sendable {
    /// Nothing is known.
    case missing
    case text(String)
    case integer(Int64)
    case number(Double)
    /// What is most likely, and the bounds between which it lies.
    case interval(lower: Double, nominal: Double, upper: Double)
    case time(ReportTime)
    case flag(Bool)
}

extension ReportValue {
    /// Whether it is of the kind, or missing.
    func fits(_ kind: ReportValueKind) -> Bool {
        switch (self, kind) {
        case (.missing, _), (.text, .text), (.integer, .integer), (.number, .number), (.interval, .interval),
            (.time, .time), (.flag, .flag), (.integer, .duration):
            true
        default: false
        }
    }

    /// As people read it, without the unit; `-` for what is missing.
    public func shown(as kind: ReportValueKind) -> String {
        switch self {
        case .missing: "-"
        case .text(let text): text.isEmpty ? "-" : text
        case .integer(let integer): kind == .duration ? DurationText.text(seconds: integer) : String(integer)
        case .number(let number): NumberText.fixed(number, decimals: kind.decimals)
        case .interval(let lower, let nominal, let upper):
            [nominal, lower, upper].map { NumberText.fixed($0, decimals: kind.decimals) }.bounds
        case .time(let time): time.description
        case .flag(let flag): flag ? "yes" : "no"
        }
    }
}

extension [String] {
    /// Of the nominal value and both bounds.
    fileprivate var bounds: String { self[1] == self[2] ? self[0] : "\(self[0]) (\(self[1]) to \(self[2]))" }
}
