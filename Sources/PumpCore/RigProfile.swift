// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the core must know of a rig: its mechanics and bounds, checked by whoever read the rig file.
public struct RigProfile: Sendable {
    /// What the motor does between strokes.
    @frozen public enum Rest: Hashable, Sendable, BitwiseCopyable {
        /// Energised at reduced current.
        case hold
        /// De-energised: the rig has shown that back pressure does not turn it.
        case release

        /// The position of the case in its declaration. Not for storage: records use names.
        var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

        // The equality that the compiler derives is invisible to its performance analysis from another file.
        @_noAllocation @_noLocks
        public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
        @_noAllocation @_noLocks
        public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
    }

    /// STEP pulses in a full motor step (the driver's microstep setting).
    public let pulsesPerFullStep: Int
    public let curve: VolumeCurve
    /// Full steps in a regular stroke.
    public let strokeFullSteps: Int
    /// Full steps below which a stroke is too inaccurate to be made on purpose.
    public let minimumStrokeFullSteps: Int
    /// What the mechanics can do.
    public let maximumRate: FlowRate
    public let rest: Rest
    /// How long before a stroke a released driver is energised.
    public let enableLead: Duration
    /// How far the calibrated volume may be off, of any volume.
    public let calibrationUncertainty: Ratio
    /// How long `paused` lasts before it becomes `stopped`.
    public let pauseLimit: Duration
    /// Nil: this rig does not prime.
    public let primeRate: FlowRate?
    /// What is known of the line; nil on a rig that does not read its pressure.
    public let line: LineModel?
    /// What else it is fitted with.
    public let sensors: SensorSet

    /// The volume of a regular stroke, to which uneven rollers are evened out.
    public let strokeVolume: Volume
    /// The smallest bolus that can be delivered whatever the phase.
    public let minimumBolus: Volume
    /// The uncertainty that an unknown phase adds.
    public let phaseUncertainty: Volume

    /// - Precondition: all counts positive; two minimum strokes and two steps fit into a stroke, so that a short tail can
    ///   be shared with the stroke before it.
    public init(
        pulsesPerFullStep: Int, curve: VolumeCurve, strokeFullSteps: Int, minimumStrokeFullSteps: Int,
        maximumRate: FlowRate, rest: Rest, enableLead: Duration, calibrationUncertainty: Ratio,
        pauseLimit: Duration = .minute * 30, primeRate: FlowRate? = nil, line: LineModel? = nil,
        sensors: SensorSet = SensorSet()
    ) {
        precondition(pulsesPerFullStep > 0 && minimumStrokeFullSteps > 0)
        precondition(2 * minimumStrokeFullSteps + 2 <= strokeFullSteps && strokeFullSteps <= curve.count)
        self.pulsesPerFullStep = pulsesPerFullStep
        self.curve = curve
        self.strokeFullSteps = strokeFullSteps
        self.minimumStrokeFullSteps = minimumStrokeFullSteps
        self.maximumRate = maximumRate
        self.rest = rest
        self.enableLead = enableLead
        self.calibrationUncertainty = calibrationUncertainty
        self.pauseLimit = pauseLimit
        self.primeRate = primeRate
        self.line = line
        self.sensors = sensors
        strokeVolume = Volume(
            picoliters: (curve.revolution.picoliters * Int64(strokeFullSteps)) / Int64(curve.count))
        minimumBolus = curve.largestVolume(ofSteps: minimumStrokeFullSteps)
        phaseUncertainty = curve.largestDeviation
    }

    /// STEP pulses of the longest stroke that can be planned: what one stroke may cost of a grant.
    public var longestStroke: StepCount {
        // Uneven rollers take more steps where they deliver little; twice the regular count covers any curve that the
        // rig file check admits.
        StepCount(pulses: Int64(2 * strokeFullSteps * pulsesPerFullStep))
    }
}
