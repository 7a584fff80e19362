// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a prescription comes to for the core: volumes and rates only.
@frozen public struct DeliveryProgram: Hashable, Sendable, BitwiseCopyable {
    @frozen public enum Mode: Hashable, Sendable, BitwiseCopyable {
        /// No background.
        case stopped
        /// The rig's trickle.
        case minimumRate
        case simpleContinuous
        /// By the pump clock and the ``FlexSchedule`` beside the program.
        case flex
        /// Doses at an interval, with ``DeliveryProgram/rate`` between and below them.
        case periodicBolus
        /// A continuous trial.
        case staircase

        /// The position of the case in its declaration. Not for storage: records use names.
        var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

        // The equality that the compiler derives is invisible to its performance analysis from another file.
        @_noAllocation @_noLocks
        public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
        @_noAllocation @_noLocks
        public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
    }

    /// The prescription's revision, from 1.
    public let revision: Int64
    public let mode: Mode
    /// The background; zero for ``Mode/stopped``, ``Mode/flex`` and ``Mode/staircase``, which have their own.
    public let rate: FlowRate
    /// The lowest of rig, library and prescription (BR-D02).
    public let maximumRate: FlowRate
    /// Which fill of the reservoir this speaks of; a new number starts the account anew.
    public let fillNumber: Int64
    /// What was filled in, the part that cannot be drawn included.
    public let fill: Volume
    /// What cannot be drawn.
    public let residual: Volume
    /// Where the low-reservoir warning begins, the residual included.
    public let lowReservoir: Volume

    /// What is delivered once a dose window is full, and until somebody resumes.
    public var safeRate: FlowRate = .zero
    /// For ``Mode/periodicBolus``.
    public var periodic: PeriodicDose?
    /// Nil: demand boluses are not prescribed.
    public var demand: DemandRules?
    /// For ``Mode/staircase``.
    public var staircase: Staircase?
    /// What the reservoir gives.
    public var mixture = DrugMixture()
    public var ceilings = DoseCeilings()
    public var dead = DeadVolume()
    /// What comes before the mode.
    public var bridge = Bridge()

    @inlinable @_noAllocation @_noLocks
    public init(
        revision: Int64, mode: Mode, rate: FlowRate, maximumRate: FlowRate, fillNumber: Int64, fill: Volume,
        residual: Volume, lowReservoir: Volume
    ) {
        self.revision = revision
        self.mode = mode
        self.rate = rate
        self.maximumRate = maximumRate
        self.fillNumber = fillNumber
        self.fill = fill
        self.residual = residual
        self.lowReservoir = lowReservoir
    }

    /// The highest background that it can come to.
    @_noAllocation @_noLocks
    public func highestRate(_ schedule: borrowing FlexSchedule) -> FlowRate {
        var highest = rate
        switch mode {
        case .stopped, .minimumRate, .simpleContinuous: break
        case .flex: highest = schedule.highestRate()
        case .periodicBolus: if let periodic { highest = rate + periodic.rate }
        case .staircase: if let staircase { highest = Swift.max(staircase.start, staircase.ceiling) }
        }
        return Swift.max(highest, bridge.highestRate())
    }
}
