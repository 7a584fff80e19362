// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the real-time thread and the supervisor must know of a rig beside the core's profile.
public struct RealTimeSettings: Sendable {
    /// How far an edge may be behind its schedule before the stroke is ended (rig file key `late-edge`).
    public var lateEdgeBound: Duration
    /// From ENABLE on until the first edge may leave.
    public var enableSettle: Duration
    /// From the first heartbeat until the external monostable lets ENABLE through; zero where there is none.
    public var monostableSettle: Duration
    /// Rig seconds a real second; above 1 on a simulated rig only.
    public var speed: Int64
    public var motion: MotionProfile

    public init(
        lateEdgeBound: Duration, enableSettle: Duration, monostableSettle: Duration = .zero, speed: Int64 = 1,
        motion: MotionProfile
    ) {
        self.lateEdgeBound = lateEdgeBound
        self.enableSettle = enableSettle
        self.monostableSettle = monostableSettle
        self.speed = speed
        self.motion = motion
    }
}
