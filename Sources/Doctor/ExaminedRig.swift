// SPDX-License-Identifier: Apache-2.0
import Quantities
import RigFile
import RigHardware

/// What of a rig bears on how its machine is judged.
public struct ExaminedRig: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// No rig file was given.
        case unknown
        case simulated
        case gpio(GPIOConfiguration)
    }

    public let kind: Kind
    /// `limits.late-edge`: an edge later than this ends its stroke.
    public let lateEdgeBound: Duration
    /// `limits.allow-degraded-real-time`: it may be armed without real-time scheduling and locked memory.
    public let allowsDegradedRealTime: Bool

    public init(kind: Kind, lateEdgeBound: Duration, allowsDegradedRealTime: Bool) {
        self.kind = kind
        self.lateEdgeBound = lateEdgeBound
        self.allowsDegradedRealTime = allowsDegradedRealTime
    }

    public init(_ rig: RigDescription) {
        self.init(
            kind: GPIOConfiguration(rig).map(Kind.gpio) ?? .simulated, lateEdgeBound: rig.limits.lateEdge,
            allowsDegradedRealTime: rig.limits.allowDegradedRealTime)
    }

    /// Judged as a rig whose file says nothing of its own: bound 2 ms.
    public static let unknown = ExaminedRig(
        kind: .unknown, lateEdgeBound: .millisecond * 2, allowsDegradedRealTime: false)

    var configuration: GPIOConfiguration? {
        guard case .gpio(let configuration) = kind else { return nil }
        return configuration
    }
}
