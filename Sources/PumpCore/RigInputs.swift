// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Everything that the core learns from the rig: one side of the seam that is recorded, replayed, simulated and fuzzed.
/// Giving the same inputs twice changes nothing: each field is a state or carries its own number.
public struct RigInputs: Sendable, BitwiseCopyable {
    /// Pulses made forward and backward since the odometers' zero; neither ever goes back.
    public var forwardSteps: StepCount = .zero
    public var reverseSteps: StepCount = .zero
    /// The latest trouble of the emitter.
    public var motion: MotionReport?
    /// The latest span by which the real-time thread woke beyond its bound.
    public var late: LateSpan?
    public var supervisor: SupervisorReport = .nominal
    public var lines = InputLines()
    /// The latest sight of the rotor's index mark.
    public var index: IndexMark?
    /// The latest line pressure at the pump outlet.
    public var pressure: PressureSample?
    /// The latest count of the rotor sensor.
    public var rotor: RotorSample?
    /// The latest of the others, each in the unit of its ``Sensor``.
    public var inlet: SensorReading?
    public var level: SensorReading?
    public var outflow: SensorReading?
    public var temperature: SensorReading?
    public var supply: SensorReading?

    @_noAllocation @_noLocks
    public init() {}

    /// Why the emitter ended a motion by itself.
    @frozen public struct MotionReport: Hashable, Sendable, BitwiseCopyable {
        /// The stroke that was ended.
        public let stroke: Int64
        /// ``StrokeEnd/refused`` or ``StrokeEnd/lateEdge``.
        public let end: StrokeEnd
        /// By how much the edge was late.
        public let lateness: Duration

        @inlinable @_noAllocation @_noLocks
        public init(stroke: Int64, end: StrokeEnd, lateness: Duration) {
            self.stroke = stroke
            self.end = end
            self.lateness = lateness
        }
    }

    /// A span of time in which nobody was there to deliver: forfeited.
    @frozen public struct LateSpan: Hashable, Sendable, BitwiseCopyable {
        public let from: Instant
        public let to: Instant

        @inlinable @_noAllocation @_noLocks
        public init(from: Instant, to: Instant) {
            self.from = from
            self.to = to
        }
    }

    /// Input lines that are asserted now, after debouncing and polarity.
    @frozen public struct InputLines: Hashable, Sendable, BitwiseCopyable {
        public var stop = false
        public var cover = false
        public var air = false
        public var stall = false
        public var patientButton = false
        /// The rotor's index mark is in front of its sensor.
        public var index = false

        /// One of them is asserted that ends a stroke before its next edge.
        public var holdBackEdges: Bool { @_noAllocation @_noLocks get { stop || cover || air || stall } }

        @inlinable @_noAllocation @_noLocks
        public init() {}
    }

    /// What the supervisor thread says of the real-time thread.
    @frozen public enum SupervisorReport: Hashable, Sendable, BitwiseCopyable {
        case nominal
        /// Three promised reports were missed while the motor was enabled (BR-F02).
        case missedReports
        /// More steps were made than the budget allows.
        case beyondBudget
        /// A line that must be written could not be.
        case lineFailed
        /// The supervisor itself gives no sign of life: its token is too old for an edge.
        case silent

        /// The position of the case in its declaration. Not for storage: records use names.
        var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

        // The equality that the compiler derives is invisible to its performance analysis from another file.
        @_noAllocation @_noLocks
        public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
        @_noAllocation @_noLocks
        public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
    }

    /// The index mark, by the forward odometer at its edge.
    @frozen public struct IndexMark: Hashable, Sendable, BitwiseCopyable {
        public let at: StepCount
        @inlinable @_noAllocation @_noLocks
        public init(at: StepCount) { self.at = at }
    }

    @frozen public struct PressureSample: Hashable, Sendable, BitwiseCopyable {
        public let at: Instant
        public let pressure: Pressure
        @inlinable @_noAllocation @_noLocks
        public init(at: Instant, pressure: Pressure) {
            self.at = at
            self.pressure = pressure
        }
    }

    @frozen public struct RotorSample: Hashable, Sendable, BitwiseCopyable {
        public let at: Instant
        /// Counts of the rotor sensor, forward positive.
        public let counts: Int64
        /// The pulses that had been made by then, forward less reverse.
        public let pulses: Int64
        @inlinable @_noAllocation @_noLocks
        public init(at: Instant, counts: Int64, pulses: Int64) {
            self.at = at
            self.counts = counts
            self.pulses = pulses
        }
    }
}
