// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Daemon
import Foundation

/// The pump's daemon. Everything that it takes beyond these four is configuration.
@main
struct Cisternad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cisternad",
        abstract: "Runs a bench pump. For bench rigs only, never for people or animals.",
        version: CisternaVersion.text)

    @Option(help: "The configuration file.") var config = "/etc/cisterna/cisternad.toml"
    @Flag(help: "Check configuration and rig file, say what they come to, and end.") var check = false
    @Flag(help: "Drive the rig's output lines safe, and end.") var safeState = false

    func run() async throws {
        do throws(DaemonFailure) {
            let daemon = try Daemon(configuration: config) { Self.log($0) }
            if check {
                print(daemon.summary)
            } else if safeState {
                try daemon.safeState()
            } else {
                try await daemon.run()
            }
        } catch {
            Self.log(error.description)
            throw ExitCode(error.exitCode)
        }
    }

    /// The journal takes standard error, one line at a time.
    private static func log(_ text: String) {
        FileHandle.standardError.write(Data("cisternad: \(text)\n".utf8))
    }
}
