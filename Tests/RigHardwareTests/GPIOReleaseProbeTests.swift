// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import RigHardware

/// Goal: the probe touches nothing that it cannot have. Method: a configuration whose chip no machine has.
@Suite("Release probe")
struct GPIOReleaseProbeTests {
    @Test("A chip that is not there is an error that says so, and nothing is driven")
    func probeNeedsItsChip() {
        let error = #expect(throws: GPIOError.self) { try GPIOReleaseProbe.probe(Configurations.complete) }
        #expect(error?.chip == "no-such-label")
    }

    @Test("Of the outputs that have a safe level none is left out, ENABLE first")
    func safeOutputsAreAll() {
        #expect(Configurations.complete.safeOutputs.map(\.purpose) == ["enable", "heartbeat", "pinch-valve", "step"])
    }
}
