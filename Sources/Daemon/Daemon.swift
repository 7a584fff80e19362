// SPDX-License-Identifier: Apache-2.0
import CLinux
import CSystemd
import ControlInterface
import Foundation
import Ledger
import PumpCore
import Quantities
import RealTime
import RigFile
import RigHardware
import SimulatedRig
import Therapy
import Transcript
import Varlink

/// One pump: its files, its record, its threads, its socket.
public struct Daemon: Sendable {
    private let files: DaemonFiles
    private let log: @Sendable (String) -> Void

    /// Reads and checks configuration and rig file.
    public init(configuration path: String, log: @escaping @Sendable (String) -> Void) throws(DaemonFailure) {
        files = try DaemonFiles(configuration: path)
        self.log = log
    }

    /// What `--check` says of files that are in order.
    public var summary: String {
        let rig = files.rig
        return "\(files.configuration.name): “\(rig.name)”, \(rig.kind.rawValue), at most \(rig.limits.maximumRate), "
            + "calibration \(rig.calibration.id), digest \(rig.digest)"
    }

    /// Drives the rig's output lines safe, whatever state a dead daemon left them in.
    public func safeState() throws(DaemonFailure) {
        guard let configuration = GPIOConfiguration(files.rig) else { return }
        let errors = GPIOSafeState.drive(configuration)
        guard let first = errors.first else { return }
        throw DaemonFailure(errors.map(\.description).joined(separator: "\n"), exitCode: first.exitCode)
    }

    /// Runs until SIGTERM or SIGINT; the pump is stopped and the record settled when it returns.
    public func run() async throws(DaemonFailure) {
        do {
            try await runPump()
        } catch {
            throw DaemonFailure(error)
        }
    }

    private func runPump() async throws {
        log(BenchNotice.text)
        let signals = TerminationSignals()
        let isLocked = cisterna_lock_memory() == 0
        let clock = LedgerClock()
        let (ledger, quarantine) = try LedgerQuarantine.open(folder: files.configuration.state, now: clock.now())
        if let quarantine { log("the record was damaged (\(quarantine.reason)): it lies in \(quarantine.file) now") }
        let record = try RecordedPump(ledger, rig: files.rig, at: clock.now, log: log)
        let durable = record.durable
        let pump = try PumpBuilder(files: files, log: log).build(
            ledger: ledger, record: record, clock: clock, memoryIsLocked: isLocked)
        pump.start()
        let service = pump.service
        await pump.requests.closeInterrupted(durable.unfinishedRequests)
        await service.start(after: record)
        await service.restoreTrial()
        await service.resumeAfterRestart(record)
        let server = try await listen(pump)
        let notifier = SystemdNotifier()
        notifier.ready(
            status: "\(files.configuration.name): \(files.rig.name), \(await service.status().state.rawValue)")
        let feeding = Task { await pump.feeder(notifier).run(log: log) }
        let keeping = Task { await service.runUpkeep() }
        let alarming = Task { await service.runAlarms() }
        let marking = Task { await service.runStopMark() }
        let watching = Task { await RecordUpkeep(service: service, history: pump.history).run() }
        let collecting = Task { await Self.collect(pump.latencies) }
        await signals.wait()
        notifier.stopping()
        feeding.cancel()
        keeping.cancel()
        alarming.cancel()
        watching.cancel()
        collecting.cancel()
        _ = await service.stop()
        marking.cancel()
        pump.changes.finish()
        await server.stop()
        pump.end()
        await pump.history.close()
        try ledger.close()
    }

    /// The socket that systemd hands over, or our own.
    private func listen(_ pump: Pump) async throws -> Server {
        let server = Server(
            info: ServiceInfo(
                vendor: "Cisterna", product: "cisternad", version: CisternaVersion.text, url: "https://cisterna.io"),
            interfaces: InterfaceDefinition.all, handler: pump.handler(RoleMap(files.configuration)),
            bounds: ControlBounds.server, streamOnlyMethods: ControlBounds.streamOnlyMethods, log: log)
        let access = SocketAccess(files.configuration)
        let handed = cisterna_sd_listen_descriptor()
        if handed >= 0 {
            if let path = SocketAccess.path(of: handed) { access.apply(to: path, log: log) }
            try await server.start(on: .descriptor(handed))
        } else if handed == -1 {
            let group = getgrnam("cisterna")?.pointee.gr_gid
            try await server.start(on: .path(files.configuration.socket, mode: 0o660, groupID: group))
            access.apply(to: files.configuration.socket, log: log)
        } else {
            throw DaemonFailure(
                "systemd hands over several sockets and none is named varlink (FileDescriptorName=varlink)",
                exitCode: DaemonFailure.configuration)
        }
        return server
    }

    /// The telemetry ring is emptied often enough that nothing of it is dropped while the motor turns.
    private static func collect(_ latencies: LatencyRecord) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(2))
            latencies.collect()
        }
    }
}

extension RigProfile {
    /// What so many pulses deliver at most, from whatever phase.
    func largestVolume(of steps: StepCount) -> Volume {
        let mean =
            (try? WideArithmetic.multiply(
                steps.pulses, curve.revolution.picoliters, dividingBy: Int64(curve.count * pulsesPerFullStep),
                rounding: .up)) ?? 0
        return steps == .zero ? .zero : Volume(picoliters: mean) + phaseUncertainty
    }
}
