// SPDX-License-Identifier: Apache-2.0
import Quantities

extension GPIOConfiguration {
    /// The kernel's room for a name, without the zero at its end.
    private static let longestName = 31
    private static let longestDebounce = Duration(nanoseconds: 1_000_000_000)

    /// What is wrong with the configuration by itself, without a look at the machine; a sentence each.
    public var problems: [String] {
        nameProblems + timing.problems + inputProblems
    }

    /// Throws what is wrong with the configuration by itself.
    func check() throws(GPIOError) {
        let problems = problems
        guard problems.isEmpty else { throw GPIOError(.configuration(problems), chip: chip) }
    }

    private var nameProblems: [String] {
        var problems: [String] = []
        if chip.isEmpty || chip.utf8.count > Self.longestName {
            problems.append("the chip's label has 1 to \(Self.longestName) bytes, not \(chip.utf8.count)")
        }
        var purposes: [String: String] = [:]
        for (purpose, name) in namedLines {
            if name.isEmpty || name.utf8.count > Self.longestName {
                problems.append(
                    "the name of line \(purpose) has 1 to \(Self.longestName) bytes, not \(name.utf8.count)")
            } else if let other = purposes.updateValue(purpose, forKey: name) {
                problems.append("lines \(other) and \(purpose) both name \"\(name)\"")
            }
        }
        let longestPurpose = GPIOInputRole.patientButton.rawValue.utf8.count
        let room = Self.longestName - longestPurpose - 1
        if consumerPrefix.isEmpty || consumerPrefix.utf8.count > room {
            problems.append("the consumer prefix has 1 to \(room) bytes, not \(consumerPrefix.utf8.count)")
        }
        return problems
    }

    private var inputProblems: [String] {
        var problems: [String] = []
        var roles: Set<GPIOInputRole> = []
        for input in inputs {
            if !roles.insert(input.role).inserted {
                problems.append("input \(input.role.rawValue) is there twice")
            }
            if input.debounce < .zero || input.debounce > Self.longestDebounce {
                problems.append(
                    "the debounce time of input \(input.role.rawValue) lies between 0 and "
                        + "\(Self.longestDebounce.nanoseconds) ns, not \(input.debounce.nanoseconds) ns")
            }
        }
        return problems
    }
}
