// SPDX-License-Identifier: Apache-2.0
import CLinux
import ControlInterface
import Foundation
import Varlink

/// The daemon of the rig under test as systemd runs it, and its control socket.
struct PumpUnderTest: Sendable {
    let rig: HardwareRig

    init() throws { rig = try HardwareRig.required() }

    /// CLOCK_MONOTONIC in nanoseconds, the clock of the traces.
    static var now: Int64 { cisterna_monotonic_ns() }

    // MARK: - systemd

    /// Starts the service, whatever it was before, and waits until systemd has its READY.
    ///
    /// - Parameter forgetting: Puts the record aside first; the one of before the tests is kept under another name.
    func start(forgetting: Bool = false) throws {
        try stopService()
        if forgetting { try putRecordAside() }
        try Shell.must("systemctl", "start", rig.service)
    }

    private func putRecordAside() throws {
        let files = FileManager.default
        guard files.fileExists(atPath: rig.state) else { return }
        let kept = "\(rig.state).before-tests"
        if files.fileExists(atPath: kept) {
            try files.removeItem(atPath: rig.state)
        } else {
            try files.moveItem(atPath: rig.state, toPath: kept)
        }
    }

    /// Ends service and socket, and forgets how often they failed.
    func stopService() throws {
        try Shell.must("systemctl", "stop", rig.socketUnit, rig.service)
        try Shell.run("systemctl", "reset-failed", rig.socketUnit, rig.service)
    }

    func property(_ name: String) throws -> String {
        try Shell.must("systemctl", "show", "--value", "-p", name, rig.service)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    var processID: Int32 {
        get throws { Int32(try property("MainPID")) ?? 0 }
    }

    /// What the service has said since the cursor time; `journalctl` wants the time of day.
    func journal(lines: Int = 30) throws -> String {
        try Shell.run("journalctl", "-u", rig.service, "-n", "\(lines)", "--no-pager", "-o", "cat").said
    }

    /// Waits until systemd has restarted the daemon and it answers; its process is another than `before`.
    func waitForRestart(of before: Int32) async throws -> Int64 {
        let deadline = Self.now + 60_000_000_000
        while Self.now < deadline {
            let process = try processID
            if process != 0, process != before, try property("ActiveState") == "active" { return Self.now }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw TestFailure("the daemon was not restarted within 60 s: \(try journal())")
    }

    // MARK: - the socket

    func client() async throws -> Client { try await Client.connect(path: rig.socket) }

    func status(_ client: Client) async throws -> StatusMessage {
        try await client.call(ControlMethod.status.qualifiedName, encoding: EmptyMessage(), as: StatusReply.self).status
    }

    /// Commits a therapy at `rate`, a quantity with its unit, where it is not committed yet, and gives the revision; `tables`
    /// stand behind it.
    @discardableResult
    func apply(rate: String, tables: String = "", _ client: Client) async throws -> Int64 {
        let before = try await client.call(
            ControlMethod.interrogate.qualifiedName, encoding: EmptyMessage(), as: InterrogateReply.self)
        let document = Self.therapy(rate: rate, tables: tables)
        if before.document == document { return before.revision }
        let proposal = try await client.call(
            ControlMethod.propose.qualifiedName,
            encoding: ProposeParameters(
                requestId: UUID().uuidString, document: document, revision: before.revision, operator: "test"),
            as: ProposeReply.self)
        return try await client.call(
            ControlMethod.commit.qualifiedName,
            encoding: CommitParameters(
                requestId: UUID().uuidString, proposalId: proposal.proposalId, revision: before.revision,
                operator: "test"),
            as: CommitReply.self
        ).revision
    }

    /// Delivers at `rate`, until the first pulses have left.
    func deliver(rate: String, _ client: Client) async throws {
        let revision = try await apply(rate: rate, client)
        try await acknowledge("restarted", client)
        try await resume(revision: revision, client)
    }

    func resume(revision: Int64, _ client: Client) async throws {
        _ = try await client.call(
            ControlMethod.resume.qualifiedName,
            ["requestId": .string(UUID().uuidString), "revision": .integer(revision)])
    }

    func acknowledge(_ condition: String, _ client: Client) async throws {
        _ = try await client.call(
            ControlMethod.acknowledge.qualifiedName,
            ["requestId": .string(UUID().uuidString), "condition": .string(condition)])
    }

    @discardableResult
    func stop(_ client: Client) async throws -> StopReply {
        try await client.call(ControlMethod.stop.qualifiedName, encoding: EmptyMessage(), as: StopReply.self)
    }

    func inject(_ fault: TestFaultWord, _ client: Client) async throws {
        _ = try await client.call(
            ControlMethod.injectFault.qualifiedName,
            JSONValue(encoding: InjectFaultParameters(requestId: UUID().uuidString, fault: fault, seconds: 60)))
    }

    /// Waits until the forward odometer stands at `pulses` or beyond.
    func wait(forPulses pulses: Int64, _ client: Client) async throws -> StatusMessage {
        let deadline = Self.now + 600_000_000_000
        while Self.now < deadline {
            let status = try await status(client)
            if status.odometerForwardPulses >= pulses { return status }
            guard status.state == .delivering else {
                throw TestFailure("the pump is \(status.state.rawValue): \(status.alarms.map(\.condition))")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw TestFailure("the pump has not made \(pulses) pulses within 10 minutes")
    }

    /// A mixture of 1 mg/mL, so that dose and volume are the same number.
    private static func therapy(rate: String, tables: String) -> String {
        """
        schema = 1
        name = "hardware test"
        [reservoir]
        capacity = "20 mL"
        fill-volume = "20 mL"
        residual = "0.2 mL"
        fill-date = "2026-01-01"
        stability = "90 days"
        low-reservoir = "2 mL"
        reserve = "3 mL"
        [[drug]]
        name = "dye"
        concentration = "1 mg/mL"
        [infusion]
        mode = "simple-continuous"
        dose-rate = "\(rate.replacingOccurrences(of: "mL", with: "mg"))"
        [catheter]
        length = "110 cm"
        volume-per-length = "0.0026 mL/cm"
        volume-uncertainty = "5 %"
        pump-path = "0.2 mL"
        pump-path-uncertainty = "5 %"
        tip = "beaker"
        \(tables)
        """
    }
}
