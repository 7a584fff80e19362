// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// What a search came across: whether it went where dose windows bind.
struct SearchTally: Sendable, CustomStringConvertible {
    var sequences = 0
    var strokes = 0
    /// Times that a window was full.
    var limits = 0
    /// Sequences in which one was.
    var limited = 0
    var granted = 0
    var refusedByWindow = 0
    var refusedByLockout = 0
    var refusedByCount = 0
    var refusedOtherwise = 0
    var completed = 0
    var primes = 0
    var restarts = 0

    mutating func note(_ command: Command, _ outcome: CommandOutcome) {
        guard case .bolus(let order) = command else { return }
        switch outcome {
        case .accepted:
            if order.kind == .prime { primes += 1 } else { granted += 1 }
        case .windowExceeded: refusedByWindow += 1
        case .lockedOut: refusedByLockout += 1
        case .countReached: refusedByCount += 1
        default: refusedOtherwise += 1
        }
    }

    mutating func add(_ other: SearchTally) {
        sequences += 1
        strokes += other.strokes
        limits += other.limits
        limited += other.limits > 0 ? 1 : 0
        granted += other.granted
        refusedByWindow += other.refusedByWindow
        refusedByLockout += other.refusedByLockout
        refusedByCount += other.refusedByCount
        refusedOtherwise += other.refusedOtherwise
        completed += other.completed
        primes += other.primes
        restarts += other.restarts
    }

    var description: String {
        """
        \(sequences) sequences, \(strokes) strokes, \(limited) sequences at a limit, \(granted) boluses granted \
        (\(completed) completed), refused: \(refusedByWindow) by a window, \(refusedByLockout) by lockout, \
        \(refusedByCount) by count, \(refusedOtherwise) otherwise; \(primes) primes, \(restarts) restarts
        """
    }
}
