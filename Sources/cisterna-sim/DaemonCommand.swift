// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CFaultyDisk
import Daemon
import Foundation

/// The daemon itself, all of it, on a disk whose faults a file switches on: for tests of what it does then.
struct DaemonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daemon", abstract: "Runs cisternad on a disk whose faults another process switches on.")

    @Option(help: "The daemon's configuration file.") var config: String
    @Option(help: "The file with the switches; made if it is not there.") var faults: String
    @Option(help: "Files whose names begin with this are under them.") var under: String

    func run() async throws {
        faulty_disk_register()
        var code: Int32 = 0
        guard faulty_disk_control_map(faults, under, &code) != nil else {
            throw ValidationError("\(faults): \(String(cString: strerror(code)))")
        }
        do throws(DaemonFailure) {
            try await Daemon(configuration: config) { text in
                FileHandle.standardError.write(Data("cisternad: \(text)\n".utf8))
            }.run()
        } catch {
            FileHandle.standardError.write(Data("cisternad: \(error.description)\n".utf8))
            throw ExitCode(error.exitCode)
        }
    }
}
