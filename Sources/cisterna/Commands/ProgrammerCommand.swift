// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// A command that talks to the daemon: it names its work, and every failure ends with the right message and code.
protocol ProgrammerCommand: AsyncParsableCommand {
    var options: Options { get }

    func perform(_ session: Session) async throws
}

extension ProgrammerCommand {
    func run() async throws {
        let session = Session(options: options)
        do {
            try await perform(session)
        } catch let error as ExitCode {
            throw error
        } catch {
            for line in FailureText.lines(for: error) { session.console.note(line) }
            throw ExitCode(ExitStatus(for: error).rawValue)
        }
    }
}
