// SPDX-License-Identifier: Apache-2.0

/// A line of a GPIO chip as it was found.
public struct GPIOLine: Hashable, Sendable {
    /// What the chip calls it; empty for many.
    public let name: String
    public let offset: UInt32
    /// Somebody holds it, another process or the kernel.
    public let isUsed: Bool
    /// Who holds it, or empty.
    public let consumer: String
    public let isOutput: Bool

    public init(
        name: String, offset: UInt32, isUsed: Bool = false, consumer: String = "", isOutput: Bool = false
    ) {
        self.name = name
        self.offset = offset
        self.isUsed = isUsed
        self.consumer = consumer
        self.isOutput = isOutput
    }

    /// The one line of the name, free to be had.
    static func free(_ name: String, among lines: [GPIOLine], chip: String) throws(GPIOError) -> GPIOLine {
        let matching = lines.filter { $0.name == name }
        guard let line = matching.first else {
            let names = lines.map(\.name).filter { !$0.isEmpty }
            throw GPIOError(.noSuchLine(names: names), chip: chip, line: name)
        }
        if matching.count > 1 {
            throw GPIOError(.lineNotUnique(offsets: matching.map(\.offset)), chip: chip, line: name)
        }
        guard !line.isUsed else { throw GPIOError(.lineInUse(consumer: line.consumer), chip: chip, line: name) }
        return line
    }
}
