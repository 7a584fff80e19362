// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The volume from the reservoir to the tip: pump path and catheter, and how far it may be off.
@frozen public struct DeadVolume: Hashable, Sendable, BitwiseCopyable {
    public let volume: Volume
    public let uncertainty: Volume
    /// Where nobody stated it, everything that is in the path may be at the tip.
    public let isKnown: Bool

    @inlinable @_noAllocation @_noLocks
    public init(volume: Volume, uncertainty: Volume) {
        self.volume = volume
        self.uncertainty = uncertainty
        isKnown = true
    }

    /// Not stated.
    @inlinable @_noAllocation @_noLocks
    public init() {
        volume = .zero
        uncertainty = .zero
        isKnown = false
    }

    /// The most that it may be; zero where it is not known.
    public var most: Volume { @_noAllocation @_noLocks get { volume + uncertainty } }
    /// The least that it may be.
    public var least: Volume { @_noAllocation @_noLocks get { Swift.max(.zero, volume - uncertainty) } }

    @_noAllocation @_noLocks
    public static func == (left: Self, right: Self) -> Bool {
        left.volume == right.volume && left.uncertainty == right.uncertainty && left.isKnown == right.isKnown
    }
    @_noAllocation @_noLocks
    public static func != (left: Self, right: Self) -> Bool { !(left == right) }
}
