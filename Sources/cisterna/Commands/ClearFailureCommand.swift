// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna clear-failure`.
struct ClearFailureCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear-failure", abstract: "Leave failed after a self-test that passes.",
        usage: "cisterna clear-failure [<options>]")

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        try await SelfTestCommand.perform(.clearFailure, session)
    }
}
