// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import RigFile
import Testing
import Varlink

/// Goal: the patient button asks for a demand bolus exactly as the socket does. Method: the line is pulled as a hand would; the
/// bolus and the refusal are read from the pump.
@Suite("Patient button on a real line", .serialized, .enabled(if: HardwareRig.isKernelSimulation))
struct ButtonTests {
    private static let demand = """
        [demand-bolus]
        dose = "10 ug"
        duration = "1 min"
        lockout = "2 h"
        lockout-from = "start"
        most-per-day = 4
        """

    @Test("BR-D03: a press is granted as the socket's request is, and the next one is locked out with its time")
    func press() async throws {
        let pump = try PumpUnderTest()
        let chip = try KernelChip(label: pump.rig.wiring.lines.chip)
        let button = try #require(pump.rig.wiring.lines.inputs[.patientButton])
        let pull = try chip.file("pull", of: button.name)
        let (down, up) = button.activeLow ? ("pull-down", "pull-up") : ("pull-up", "pull-down")
        try pump.start(forgetting: true)
        let client = try await pump.client()
        let revision = try await pump.apply(rate: "0.5 mL/day", tables: Self.demand, client)
        try await pump.resume(revision: revision, client)
        defer { try? KernelFile.write(up, to: pull) }
        try KernelFile.write(down, to: pull)
        try await Task.sleep(for: .milliseconds(100))
        try KernelFile.write(up, to: pull)
        let asked = PumpUnderTest.now
        var status = try await pump.status(client)
        while status.bolus == nil {
            try #require(PumpUnderTest.now - asked < 20_000_000_000, "the press is not heard")
            try await Task.sleep(for: .milliseconds(20))
            status = try await pump.status(client)
        }
        #expect(status.bolus?.kind == .demand && status.bolus?.volumeNanoliters == 10_000)
        let refusal = await #expect(throws: CallError.self) {
            try await client.call(
                ControlMethod.requestBolus.qualifiedName, ["requestId": "after-the-button"])
        }
        #expect(refusal?.parameters["because"]?.text == "lockout")
        try pump.stopService()
    }
}
