// SPDX-License-Identifier: Apache-2.0
import RigHardware

/// A GPIO chip with its lines as they stood.
public struct ExaminedChip: Sendable, Hashable {
    public let chip: GPIOChip
    /// Empty where the chip could not be opened.
    public let lines: [GPIOLine]

    public init(chip: GPIOChip, lines: [GPIOLine]) {
        self.chip = chip
        self.lines = lines
    }

    /// All chips of this machine. Requests nothing: who holds a line does not notice.
    public static func all() -> [ExaminedChip] {
        let chips = (try? GPIOChip.all()) ?? []
        return chips.map { ExaminedChip(chip: $0, lines: $0.code == 0 ? (try? $0.lines()) ?? [] : []) }
    }
}
