// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Testing

@testable import cisterna

/// Goal: a bounded watch ends when both bounds are met, and not for ever after. Method: instants as arguments.
@Suite("The goal of a watch")
struct WatchGoalTests {
    private let start = ContinuousClock.now

    private func status(_ strokes: Int64, _ state: StateWord = .delivering) -> StatusMessage {
        var status = Bench.status
        status.strokes = strokes
        status.state = state
        return status
    }

    @Test("Both bounds, strokes counted from the first status")
    func bothAreNeeded() throws {
        let goal = WatchGoal(seconds: 10, strokes: 20, start: start)
        goal.see(status(100), at: start)
        #expect(try !goal.isMet(at: start + .seconds(11)))
        goal.see(status(119), at: start)
        #expect(try !goal.isMet(at: start + .seconds(11)))
        goal.see(status(120), at: start)
        #expect(try !goal.isMet(at: start + .seconds(9)))
        #expect(try goal.isMet(at: start + .seconds(10)))
    }

    @Test("Without a bound never; with one bound by it alone")
    func oneIsEnough() throws {
        #expect(try !WatchGoal(seconds: nil, strokes: nil, start: start).isMet(at: start + .seconds(1_000_000)))
        #expect(try WatchGoal(seconds: 1, strokes: nil, start: start).isMet(at: start + .seconds(1)))
        let goal = WatchGoal(seconds: nil, strokes: 1, start: start)
        goal.see(status(0), at: start)
        #expect(try !goal.isMet(at: start))
        goal.see(status(1), at: start)
        #expect(try goal.isMet(at: start))
    }

    @Test("A pump that has come to rest makes no more strokes")
    func restIsNoticed() throws {
        let goal = WatchGoal(seconds: 1, strokes: 2, start: start)
        goal.see(status(0, .stopped), at: start)
        #expect(try !goal.isMet(at: start + .seconds(4)))
        goal.see(status(1), at: start + .seconds(4))
        #expect(try !goal.isMet(at: start + .seconds(60)))
        goal.see(status(1, .paused), at: start + .seconds(60))
        goal.see(status(1, .stopped), at: start + .seconds(64))
        #expect(throws: NotDelivering(state: .stopped, strokes: 1, wanted: 2)) {
            try goal.isMet(at: start + .seconds(65))
        }
    }
}
