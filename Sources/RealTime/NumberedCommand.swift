// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// A command with the number under which its outcome comes back as an event.
@frozen public struct NumberedCommand: Sendable, BitwiseCopyable {
    public let number: Int64
    public let command: Command

    @inlinable @_noAllocation @_noLocks
    public init(number: Int64, command: Command) {
        self.number = number
        self.command = command
    }
}
