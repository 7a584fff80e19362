// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// When a stream last gave a sign of life.
final class LastHeard: Sendable {
    private let last = Mutex((instant: ContinuousClock.now, hasHeard: false))

    func hear() { last.withLock { $0 = (.now, true) } }

    var hasHeard: Bool { last.withLock { $0.hasHeard } }

    /// Since then, or since the beginning.
    var silence: Swift.Duration { last.withLock { ContinuousClock.now - $0.instant } }
}
