// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Why lines could not be had, and what would be right.
public struct GPIOError: Error, Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        /// The configuration contradicts itself, a sentence each.
        case configuration([String])
        /// The machine has no GPIO chip at all.
        case noChips
        /// No chip has the label; these are there.
        case noSuchChip(labels: [String])
        /// Several chips have the label, at these paths.
        case chipNotUnique(paths: [String])
        /// The chip has no line of the name; these it has.
        case noSuchLine(names: [String])
        /// Several lines have the name, at these offsets.
        case lineNotUnique(offsets: [UInt32])
        /// Somebody else holds the line.
        case lineInUse(consumer: String)
        /// The process may not open the chip at this path.
        case notPermitted(path: String)
        /// A call failed for another reason.
        case callFailed
    }

    public let problem: Problem
    /// The chip's label as configured.
    public let chip: String
    /// The line's name as configured, where one is concerned.
    public let line: String?
    /// The call that failed, where one did.
    public let call: String?
    /// The errno of the call; 0 where none failed.
    public let code: Int32

    init(_ problem: Problem, chip: String, line: String? = nil, call: String? = nil, code: Int32 = 0) {
        self.problem = problem
        self.chip = chip
        self.line = line
        self.call = call
        self.code = code
    }

    /// The program's exit status for it, by sysexits: 78 for what the configuration has to mend, 77 for a missing right,
    /// 69 for what is not there or taken.
    public var exitCode: Int32 {
        switch problem {
        case .configuration, .noSuchChip, .chipNotUnique, .noSuchLine, .lineNotUnique: 78
        case .notPermitted: 77
        case .noChips, .lineInUse, .callFailed: 69
        }
    }

    /// What would be right.
    public var remedy: String {
        switch problem {
        case .configuration:
            "Mend the rig file."
        case .noChips:
            "Use a board with GPIO, or a simulated rig."
        case .noSuchChip:
            "Give the rig file the label of a chip that is there; gpiodetect lists them."
        case .chipNotUnique:
            "Give the rig file a chip whose label is its own."
        case .noSuchLine, .lineNotUnique:
            "Give the rig file a line name that the chip has once; gpioinfo lists them."
        case .lineInUse:
            "End who holds the line, or give the rig file another; gpioinfo shows who holds what."
        case .notPermitted:
            "Let the user open the chip: on most systems the group gpio may."
        case .callFailed:
            code == EINVAL ? "The chip may not know this kind of request, as of a bias." : "See the kernel's log."
        }
    }
}
