// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// When a stream last gave a sign of life.
final class LastHeard: Sendable {
    private let instant = Mutex(ContinuousClock.now)

    func hear() { instant.withLock { $0 = .now } }

    var silence: Swift.Duration { instant.withLock { ContinuousClock.now - $0 } }
}
