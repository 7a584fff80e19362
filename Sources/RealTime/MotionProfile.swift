// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How fast the pulses of a stroke follow each other: a ramp up, a cruise, a ramp down.
public struct MotionProfile: @unchecked Sendable {
    /// The interval before the pulse that starts at a level of the ramp; the last level is the cruise.
    let intervals: UnsafeMutableBufferPointer<Int64>

    /// - Parameters:
    ///   - cruise: pulses a second at the stroke's speed.
    ///   - acceleration: pulses a second per second.
    /// - Precondition: both positive; at most 65,536 levels.
    public init(cruise: Double, acceleration: Double) {
        precondition(cruise > 0 && acceleration > 0)
        // The speed after n pulses of constant acceleration is sqrt(2 a n) (v^2 = 2 a s).
        let levels = Swift.max(1, Int((cruise * cruise / (2 * acceleration)).rounded(.up)))
        precondition(levels <= 65_536, "a ramp of more than 65,536 pulses")
        intervals = .allocate(capacity: levels)
        for level in 0..<levels {
            let speed =
                level + 1 == levels ? cruise : Swift.min(cruise, (2 * acceleration * Double(level + 1)).squareRoot())
            intervals.initializeElement(at: level, to: Int64((1_000_000_000 / speed).rounded(.up)))
        }
    }

    /// The shortest interval, at cruise.
    public var shortest: Duration { Duration(nanoseconds: intervals[intervals.count - 1]) }

    /// Levels of the ramp.
    var levels: Int { @_noAllocation @_noLocks get { intervals.count } }

    @_noAllocation @_noLocks
    func interval(level: Int) -> Duration { Duration(nanoseconds: intervals[level]) }

    /// How long `pulses` take from rest to rest.
    public func time(for pulses: Int) -> Duration {
        var level = 0
        var sum = Duration.zero
        for done in 1...Swift.max(1, pulses) {
            sum += interval(level: level)
            level = Swift.max(0, Swift.min(level + 1, Swift.min(levels - 1, pulses - done)))
        }
        return sum
    }
}
