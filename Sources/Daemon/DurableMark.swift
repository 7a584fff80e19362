// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// The number of the core's latest event that is on disk.
final class DurableMark: Sendable {
    private let number = Atomic<Int64>(0)

    var value: Int64 { number.load(ordering: .acquiring) }
    func reach(_ value: Int64) { number.store(value, ordering: .releasing) }
}
