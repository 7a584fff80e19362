// SPDX-License-Identifier: Apache-2.0
import Glibc

extension GPIOError: CustomStringConvertible {
    public var description: String { "\(what)\(failedCall). \(remedy)" }

    /// What is wrong, without its end.
    private var what: String {
        switch problem {
        case .configuration(let problems):
            "GPIO configuration: \(problems.joined(separator: "; "))"
        case .noChips:
            "GPIO chip \"\(chip)\" is not there: this machine has no GPIO chip"
        case .noSuchChip(let labels):
            "GPIO chip \"\(chip)\" is not there; there are: \(Self.list(labels))"
        case .chipNotUnique(let paths):
            "GPIO chip \"\(chip)\" is there more than once: \(paths.joined(separator: ", "))"
        case .noSuchLine(let names):
            "GPIO \(place) is not there; named lines: \(Self.list(names))"
        case .lineNotUnique(let offsets):
            "GPIO \(place) is there more than once, at offsets \(offsets.map(String.init).joined(separator: ", "))"
        case .lineInUse(let consumer):
            "GPIO \(place) is in use by \(consumer.isEmpty ? "somebody without a name" : "\"\(consumer)\"")"
        case .notPermitted(let path):
            "GPIO chip \"\(chip)\": \(path) may not be opened"
        case .callFailed:
            "GPIO \(place) could not be had"
        }
    }

    private var place: String {
        guard let line else { return "chip \"\(chip)\"" }
        return "line \"\(line)\" of chip \"\(chip)\""
    }

    private var failedCall: String {
        guard let call else { return "" }
        return " (\(call): \(String(cString: strerror(code))))"
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.map { "\"\($0)\"" }.joined(separator: ", ")
    }
}
