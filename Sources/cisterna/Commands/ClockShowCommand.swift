// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna clock show`.
struct ClockShowCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the pump clock and how far it is from civil time.",
        usage: "cisterna clock show [<options>]")

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        let clock = try await session.status().clock
        try session.show(JSONValue(encoding: clock), ClockText.parts(clock))
    }
}
