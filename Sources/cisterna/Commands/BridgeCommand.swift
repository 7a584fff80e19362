// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc

/// `cisterna bridge`: what `--host` runs at the far end.
struct BridgeCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "bridge", abstract: "For tools: connect standard input and output to the daemon.",
        discussion: """
            Carries bytes as they are and ends when either side does. --host runs this at the far end; varlinkctl can \
            do so too, with ssh-exec:.
            """)

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        guard options.host == nil else { throw Misuse(message: "a bridge is a far end: it takes no --host") }
        try await Bridge(path: options.socketPath).carry(input: STDIN_FILENO, output: STDOUT_FILENO)
    }
}
