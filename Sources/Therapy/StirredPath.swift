// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities

/// Pump path and catheter as one stirred volume: what flows in mixes at once, so that each plug is approached by an
/// exponential, `c = in + (before - in) x e^-(v / dead volume)`, v being the volume since it began to enter (the balance
/// of a continuous stirred tank).
///
/// It only informs and decides no dose; therefore floating point is good enough here. A plug that the path has forgotten
/// has left no trace: before the first that is left, all is taken to be of that one.
struct StirredPath {
    /// Where each plug began to enter, in picolitres.
    private let entries: [Double]
    private let deadVolume: Double

    /// - Parameter isLate: Whether plugs count as far behind as a crash may have left them.
    init(_ path: PathContents, deadVolume: Volume, isLate: Bool) {
        entries = (0..<path.count).map { index in
            let plug = path.plug(index)
            return Double((isLate ? plug.latest : plug.earliest).picoliters)
        }
        self.deadVolume = Double(deadVolume.picoliters)
    }

    /// The concentration at the tip in picograms a microlitre at a forward volume, from that of each plug.
    func concentration(at position: Volume, of plugs: [Double]) -> Double {
        let position = Double(position.picoliters)
        var mixed = plugs[0]
        for index in 1..<max(1, plugs.count) where entries[index] <= position {
            let end = index + 1 < plugs.count ? min(position, entries[index + 1]) : position
            let entered = max(0, end - entries[index])
            let kept = deadVolume > 0 ? exp(-entered / deadVolume) : 0
            mixed = plugs[index] + (mixed - plugs[index]) * kept
        }
        return mixed
    }
}
