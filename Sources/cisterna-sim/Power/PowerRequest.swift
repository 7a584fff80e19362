// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A bolus that somebody asks for, and may ask for again with the same id.
struct PowerRequest {
    let id: String
    let kind: BolusOrder.Kind
    let volume: Volume
    let duration: Duration

    var method: String { kind == .demand ? "RequestBolus" : "Bolus" }
    var digest: String { "\(volume.picoliters)/\(duration.nanoseconds)" }
}
