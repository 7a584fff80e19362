// SPDX-License-Identifier: Apache-2.0

/// What udev keeps of a GPIO chip, from its own record in `/run/udev/data`.
struct UdevRecord: Sendable, Hashable {
    /// What tells the chip's place from all others: `ID_PATH`.
    let place: String?
    /// Names under `/dev` that lead to it, in the order of the record.
    let links: [String]
    let isThere: Bool

    /// - Parameter name: The chip's own: `gpiochip0`.
    init(of name: String, _ machine: Machine) {
        let number = machine.text("/sys/bus/gpio/devices/\(name)/dev")
        let record = number.flatMap { machine.text("/run/udev/data/c\($0)") }
        let lines = record?.split(separator: "\n") ?? []
        isThere = record != nil
        place = lines.first { $0.hasPrefix("E:ID_PATH=") }.map { String($0.dropFirst("E:ID_PATH=".count)) }
        links = lines.filter { $0.hasPrefix("S:") }.map { "/dev/\($0.dropFirst(2))" }
    }

    var text: String {
        guard isThere else { return "no record" }
        let parts = [place].compactMap { $0 } + links
        return parts.isEmpty ? "a record without a name of its own" : parts.joined(separator: ", ")
    }
}
