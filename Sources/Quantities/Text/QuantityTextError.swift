// SPDX-License-Identifier: Apache-2.0

#if !hasFeature(Embedded)

/// Why a text is no quantity of the wanted kind, and what would be. Columns count from 1 within the text.
public enum QuantityTextError: Error, Hashable, Sendable, CustomStringConvertible {
    case notANumber(text: String, column: Int)
    case tooManyDigits(column: Int)
    case negative(kind: String)
    case missingUnit(kind: String, examples: [String])
    case wrongUnit(symbol: String, measures: String?, kind: String, examples: [String], column: Int)
    case tooFine(kind: String, smallest: String)
    case outOfRange(kind: String)

    /// The column that the error points at; 1 where it is about the whole text.
    public var column: Int {
        switch self {
        case .notANumber(_, let column), .tooManyDigits(let column), .wrongUnit(_, _, _, _, let column): return column
        case .negative, .missingUnit, .tooFine, .outOfRange: return 1
        }
    }

    public var description: String {
        switch self {
        case .notANumber(let text, _):
            return "“\(text)” does not start with a decimal number; write for example “1.5 mL”"
        case .tooManyDigits:
            return "a number has at most 24 digits"
        case .negative(let kind):
            return "a \(kind) cannot be negative"
        case .missingUnit(let kind, let examples):
            return "a \(kind) needs a unit: one of \(examples.joined(separator: ", "))"
        case .wrongUnit(let symbol, let measures, let kind, let examples, _):
            let what =
                measures.map { "“\(symbol)” is a unit of \($0), not of \(kind)" } ?? "“\(symbol)” is no unit known here"
            return "\(what); a \(kind) is written in \(examples.joined(separator: ", "))"
        case .tooFine(let kind, let smallest):
            return "this \(kind) is finer than can be held; the smallest step is \(smallest)"
        case .outOfRange(let kind):
            return "this \(kind) is too large to be held"
        }
    }
}

#endif
