// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Synchronization

/// When a watch has seen enough.
final class WatchGoal: Sendable {
    private struct Seen {
        var firstStrokes: Int64?
        var strokes: Int64 = 0
        var state = StateWord.stopped
        /// Since when the pump is not delivering.
        var restingSince: ContinuousClock.Instant?
    }

    /// How long a pump may take to begin, or to be between two states.
    static let patience = Swift.Duration.seconds(5)

    private let seconds: Int64?
    private let strokes: Int64?
    private let start: ContinuousClock.Instant
    private let seen = Mutex(Seen())

    init(seconds: Int64?, strokes: Int64?, start: ContinuousClock.Instant = .now) {
        self.seconds = seconds
        self.strokes = strokes
        self.start = start
    }

    func see(_ status: StatusMessage, at now: ContinuousClock.Instant = .now) {
        seen.withLock { seen in
            seen.firstStrokes = seen.firstStrokes ?? status.strokes
            seen.strokes = status.strokes - (seen.firstStrokes ?? 0)
            seen.state = status.state
            seen.restingSince = status.state == .delivering ? nil : seen.restingSince ?? now
        }
    }

    /// Whether both bounds are met; never when there is none.
    ///
    /// - Throws: ``NotDelivering`` when strokes are missing and the pump has come to rest.
    func isMet(at now: ContinuousClock.Instant = .now) throws(NotDelivering) -> Bool {
        guard seconds != nil || strokes != nil else { return false }
        let seen = seen.withLock { $0 }
        if let strokes, seen.strokes < strokes {
            if let since = seen.restingSince, now - since >= Self.patience {
                throw NotDelivering(state: seen.state, strokes: seen.strokes, wanted: strokes)
            }
            return false
        }
        return now - start >= .seconds(seconds ?? 0)
    }

    /// Returns when it is met.
    func wait() async throws {
        while try !isMet() { try await Task.sleep(for: .milliseconds(50)) }
    }
}
