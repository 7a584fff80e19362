// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Quantities
import RigHardware

@testable import Doctor

/// A machine that is made of files in a folder of its own; gone with its last use.
final class FakeMachine: Sendable {
    private let folder: URL

    init(_ files: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "doctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (path, text) in files { try write(text, to: path) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// - Parameter mode: The permissions of the file.
    func write(_ text: String, to path: String, mode: Int = 0o644) throws {
        let url = folder.appending(path: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data((text + "\n").utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
    }

    func folder(_ path: String) throws {
        try FileManager.default.createDirectory(
            at: folder.appending(path: path), withIntermediateDirectories: true)
    }

    /// Makes a socket that nobody listens on.
    func socket(_ path: String, mode: mode_t) {
        let full = folder.appending(path: path).path
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            for (place, byte) in full.utf8.enumerated() { room[place] = byte }
        }
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        chmod(full, mode)
        close(descriptor)
    }

    /// An examination of it, of a daemon on a GPIO rig unless told otherwise.
    ///
    /// - Parameter refused: The errno of each attempt to open something; 0 lets all through.
    func examine(
        examiner: Examination.Examiner = .daemon, rig: ExaminedRig = FakeMachine.rig(),
        obtained: RealTimeObtained = RealTimeObtained(realTimeClass: 1, supervisorClass: 1, memoryIsLocked: true),
        samples: [Duration] = [.microsecond * 20], source: LatencySourceWord = .record,
        releasedLines: ReleasedLines = .notLookedAt, chips: [ExaminedChip] = [], clockSynchronisation: Int32 = 1,
        state: String? = nil, refused: Int32 = 0
    ) -> Examination {
        Examination(
            examiner: examiner, rig: rig, obtained: obtained,
            latency: LatencyFigures(samples: samples, source: source, bound: rig.lateEdgeBound),
            releasedLines: releasedLines, chips: chips, clockSynchronisation: clockSynchronisation,
            socket: "/run/control.sock", state: state,
            machine: Machine(root: folder.path) { _, _ in refused })
    }

    static let configuration = GPIOConfiguration(
        chip: "pinctrl-bcm2711", step: .init(name: "GPIO17"), direction: .init(name: "GPIO27"),
        enable: .init(name: "GPIO22", isActiveLow: true),
        timing: DriverTiming(
            stepHigh: .microsecond * 2, stepLow: .microsecond * 2, directionSetup: .microsecond * 2,
            directionHold: .microsecond * 2))

    static func rig(externalGate: Bool = false, allowsDegraded: Bool = false) -> ExaminedRig {
        var configuration = configuration
        configuration.hasExternalGate = externalGate
        return ExaminedRig(
            kind: .gpio(configuration), lateEdgeBound: .millisecond * 2, allowsDegradedRealTime: allowsDegraded)
    }

    static let simulated = ExaminedRig(
        kind: .simulated, lateEdgeBound: .millisecond * 100, allowsDegradedRealTime: true)
}
