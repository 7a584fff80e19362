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
        let result: Result<Void, any Error>
        do {
            result = .success(try await perform(session))
        } catch {
            result = .failure(error)
        }
        await session.client.route.end()
        do {
            try result.get()
        } catch let error as ExitCode {
            throw error
        } catch {
            throw session.report(error, programmer: options.programmer)
        }
    }
}
