// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Where tube and battery began their service, and since when the battery is to be replaced: kept in the record.
public struct ServiceMarks: Codable, Hashable, Sendable {
    /// Where the counters stood when a part was replaced.
    public struct Replacement: Codable, Hashable, Sendable {
        private var forwardPulses: Int64
        private var reversePulses: Int64
        private var strokesMade: Int64
        private var sinceInstallation: Duration

        public var forward: StepCount { StepCount(pulses: forwardPulses) }
        public var reverse: StepCount { StepCount(pulses: reversePulses) }
        public var strokes: Int64 { strokesMade }
        public var pumpTime: Instant { .zero + sinceInstallation }

        /// With the pump's installation.
        public init() {
            forwardPulses = 0
            reversePulses = 0
            strokesMade = 0
            sinceInstallation = .zero
        }

        public init(at use: ServiceUse) {
            forwardPulses = use.forward.pulses
            reversePulses = use.reverse.pulses
            strokesMade = use.strokes
            sinceInstallation = use.pumpTime - .zero
        }
    }

    public private(set) var tube = Replacement()
    public private(set) var battery = Replacement()
    private var indicatorAfter: Duration?

    /// The pump time at which the replacement indicator came on; nil while it is off.
    public var indicatorSince: Instant? { indicatorAfter.map { .zero + $0 } }

    /// Tube and battery are those of the installation.
    public init() {}

    /// A new tube.
    public mutating func replaceTube(at use: ServiceUse) { tube = Replacement(at: use) }

    /// A new battery: the indicator is off.
    public mutating func replaceBattery(at use: ServiceUse) {
        battery = Replacement(at: use)
        indicatorAfter = nil
    }

    /// Notes when the indicator came on; it stays on until the battery is replaced. Call it with each new figure: the
    /// first of them that says so counts, and the 90 days run from there.
    public mutating func note(_ life: ServiceLife, at use: ServiceUse) {
        if indicatorAfter == nil, life.isIndicatorDue { indicatorAfter = use.pumpTime - .zero }
    }
}
