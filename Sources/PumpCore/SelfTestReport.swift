// SPDX-License-Identifier: Apache-2.0

/// The outcome of a self-test: what was checked and what failed (BR-S01).
@frozen public struct SelfTestReport: Hashable, Sendable, BitwiseCopyable {
    @frozen public struct Checks: OptionSet, Hashable, Sendable, BitwiseCopyable {
        public let rawValue: UInt16
        @inlinable @_noAllocation @_noLocks
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        @inlinable public static var rigProfile: Checks { Checks(rawValue: 1 << 0) }
        @inlinable public static var storage: Checks { Checks(rawValue: 1 << 1) }
        @inlinable public static var memory: Checks { Checks(rawValue: 1 << 2) }
        @inlinable public static var realTime: Checks { Checks(rawValue: 1 << 3) }
        @inlinable public static var supervisor: Checks { Checks(rawValue: 1 << 4) }
        @inlinable public static var lines: Checks { Checks(rawValue: 1 << 5) }
        @inlinable public static var sensors: Checks { Checks(rawValue: 1 << 6) }
        @inlinable public static var clock: Checks { Checks(rawValue: 1 << 7) }
    }

    public let failed: Checks
    @inlinable @_noAllocation @_noLocks
    public init(failed: Checks) { self.failed = failed }
    public var passed: Bool { @_noAllocation @_noLocks get { failed.rawValue == 0 } }
}
