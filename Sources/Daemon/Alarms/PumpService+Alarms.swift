// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import PumpCore
import Quantities
import RealTime

extension PumpService {
    /// Keeps buzzer and lamps as they have to be, until cancelled. Where none is fitted there is nothing to do.
    func runAlarms() async {
        guard let setAlarms = threads.setAlarms else { return }
        var shown: AlarmSignal?
        var isBroken = false
        while !Task.isCancelled {
            followAlarms()
            let signal = alarmManager.signal(at: MonotonicClock.now())
            if signal != shown || isBroken {
                let wasBroken = isBroken
                isBroken = !setAlarms(signal)
                if isBroken, !wasBroken { log("a line of buzzer or lamps cannot be set") }
                shown = signal
            }
            try? await Task.sleep(nanoseconds: UInt64(AlarmPattern.tick.nanoseconds))
        }
        _ = setAlarms(AlarmSignal())
    }

    /// Tells the alarm manager what is listed now.
    func followAlarms() {
        let conditions = snapshots.latest().conditions
        let now = MonotonicClock.now()
        let known = alarmManager.listed
        alarmManager.follow(
            Condition.allCases.filter(conditions.lists).map { condition in
                let before = known.first { $0.condition == condition }
                let isSeen = conditions.isAcknowledged(condition)
                // One that comes back after it was acknowledged waits anew.
                let isSame = before.map { isSeen || !$0.isAcknowledged } ?? false
                return AlarmManager.Listed(
                    condition: condition, isAcknowledged: isSeen, since: isSame ? before?.since ?? now : now)
            })
    }

    /// Silences tones for ten minutes at most; delivery does not notice (BR-A03).
    func silence(_ parameters: SilenceParameters) -> SilenceReply {
        followAlarms()
        let wanted = Duration.second * min(600, max(0, parameters.seconds ?? 600))
        let granted = alarmManager.silence(for: wanted, at: MonotonicClock.now())
        changes.tell()
        return SilenceReply(seconds: granted.nanoseconds / 1_000_000_000)
    }

    /// A stop silences what sounded when it came.
    func silenceByStop() {
        followAlarms()
        alarmManager.stopped(at: MonotonicClock.now())
    }

    /// Shows what each priority sounds and looks like (BR-A07); delivery does not notice.
    func testAlarms() -> AlarmTestReply {
        let span = alarmManager.beginTest(at: MonotonicClock.now())
        return AlarmTestReply(seconds: span.nanoseconds / 1_000_000_000, hasOutputs: threads.setAlarms != nil)
    }
}
