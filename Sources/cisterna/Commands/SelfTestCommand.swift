// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna selftest`.
struct SelfTestCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "selftest", abstract: "Check all that can be checked without motion.")

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        try await Self.perform(.selfTest, session)
    }

    /// Both calls that test show the same.
    static func perform(_ method: ControlMethod, _ session: Session) async throws {
        let requestId = RequestID.make()
        let reply = try await session.request(
            method, requestId, RequestParameters(requestId: requestId))
        let test = try reply.printable.decode(SelfTestReply.self)
        session.show(reply, SelfTestText.lines(test, session.console.style))
        guard test.passed else { throw SelfTestFailed() }
    }
}
