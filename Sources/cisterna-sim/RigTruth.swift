// SPDX-License-Identifier: Apache-2.0
import Foundation
import SimulatedRig

/// What really happened on a rig, as JSON.
struct RigTruth: Encodable {
    let forwardPulses: Int64
    let reversePulses: Int64
    /// Pulses that came with the driver off.
    let lostPulses: Int64
    let pumpedPicoliters: Int64
    let deliveredPicoliters: Int64
    let heartbeatEdges: Int64

    init(_ lines: RigLines) {
        forwardPulses = lines.forwardPulses.pulses
        reversePulses = lines.reversePulses.pulses
        lostPulses = lines.lostPulses.pulses
        pumpedPicoliters = lines.pumped.picoliters
        deliveredPicoliters = lines.delivered.picoliters
        heartbeatEdges = lines.heartbeatEdges
    }

    /// One line.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
