// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// A command with the number under which its outcome comes back as an event.
@frozen public struct NumberedCommand: Sendable, BitwiseCopyable {
    public let number: Int64
    public let command: Command
    /// The count of stops when it was asked for: a stop since then overtakes what would move the pump.
    public let stopsSeen: Int64

    @inlinable @_noAllocation @_noLocks
    public init(number: Int64, command: Command, stopsSeen: Int64) {
        self.number = number
        self.command = command
        self.stopsSeen = stopsSeen
    }
}
