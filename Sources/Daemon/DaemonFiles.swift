// SPDX-License-Identifier: Apache-2.0
import Foundation
import RigFile
import TOMLDocument
import Therapy

/// The files that a daemon starts from, read and checked.
struct DaemonFiles: Sendable {
    let configuration: DaemonConfiguration
    let rig: RigDescription
    /// Nil where the configuration names none.
    let library: DrugLibrary?

    /// - Throws: ``DaemonFailure`` with every problem, each with its file, line and column.
    init(configuration path: String) throws(DaemonFailure) {
        do {
            configuration = try DaemonConfiguration(parsing: Self.read(path), file: path)
            rig = try RigDescription(parsing: Self.read(configuration.rig), file: configuration.rig)
            library = try configuration.drugs.map { path in
                let text = try Self.read(path)
                return try DrugLibrary(parsing: text, file: path, digest: TextDigest.hexadecimal(of: text))
            }
        } catch {
            throw DaemonFailure(error)
        }
        if configuration.speedUp > 1, rig.kind != .simulated {
            throw DaemonFailure(
                "\(path): simulation.speed-up: “\(rig.name)” is no simulated rig; it runs in real time, speed-up 1",
                exitCode: DaemonFailure.configuration)
        }
        if configuration.rigLines != nil, rig.kind != .simulated {
            throw DaemonFailure(
                "\(path): simulation.rig: “\(rig.name)” is no simulated rig: its lines are those of its rig file",
                exitCode: DaemonFailure.configuration)
        }
    }

    private static func read(_ path: String) throws(DaemonFailure) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            let reason = String(cString: strerror(errno))
            throw DaemonFailure("\(path): cannot be read: \(reason)", exitCode: DaemonFailure.configuration)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw DaemonFailure("\(path): is not UTF-8", exitCode: DaemonFailure.configuration)
        }
        return text
    }
}
