// SPDX-License-Identifier: Apache-2.0
import Varlink

/// `io.cisterna.Service`: tests of the pump and of the machine that it runs on, and its parts.
public enum ServiceInterface {
    public static let name = "io.cisterna.Service"

    /// The definition, parsed once.
    public static let definition = InterfaceDefinition.parse(text)

    public static let text = """
        # Tests of the pump and of the machine that it runs on, the way out of failed, replaced parts, and faults on purpose.
        interface io.cisterna.Service

        # The states of the pump, as io.cisterna.Pump has them.
        type State (selfTest, stopped, delivering, paused, releasing, priming, refilling, servicing, failed)

        # One check of a self-test.
        type Check (
          name: string,
          passed: bool,
          # What was found.
          text: string
        )

        # What a look at the machine came to: fit; fit, with something to know; not fit for a rig; not to be found out.
        type Verdict (good, notice, bad, unknown)

        # What one check of the machine found.
        type Finding (
          # In kebab case: kernel-preemption.
          check: string,
          verdict: Verdict,
          # What was seen, with figures.
          text: string,
          # What to do, one sentence; null where there is nothing to do.
          remedy: ?string
        )

        # Wake-ups that were late by so much.
        type LatencyBand (
          # The band's upper end, which belongs to it; its lower end is that of the band before. Null for the last one.
          upToNanoseconds: ?int,
          count: int,
          # Of all wake-ups, in parts per million.
          shareMicro: int
        )

        # How late the real-time thread woke for a moment that it had asked for.
        type Latency (
          # The daemon's own record since its start, edges included, or a measurement made for the purpose.
          source: (record, measurement),
          # Good where the 99.9th percentile and the worst lie below a quarter of the bound, a notice where the worst lies
          # below the bound, bad from there on; unknown without a wake-up.
          verdict: Verdict,
          # How many were counted. None while a simulated rig runs faster than real time.
          wakeUps: int,
          p50Nanoseconds: int,
          p99Nanoseconds: int,
          p999Nanoseconds: int,
          # The worst.
          maximumNanoseconds: int,
          # The rig's late-edge: an edge later than this ends its stroke.
          lateEdgeBoundNanoseconds: int,
          # In rising order: up to 20, 50, 100, 200, 500 us, 1 ms, 2 ms, and above.
          bands: []LatencyBand
        )

        # Checks everything that can be checked without motion.
        method SelfTest(requestId: string) -> (
          # All checks passed.
          passed: bool,
          checks: []Check
        )

        # Leaves failed after a self-test that passes; stays there when it does not.
        method ClearFailure(requestId: string) -> (
          # All checks passed.
          passed: bool,
          checks: []Check
        )

        # Makes the daemon or the simulated rig fail on purpose. A thread of the daemon blocks, as by a lock, or spins, as in
        # a loop without an end (blockRealTime, spinRealTime, blockSupervisor, blockLedger): on the simulated rig, and on a
        # rig whose file says that only instruments hang on it (limits.test-rig). The other names are of what the simulated
        # rig can suffer: occlusion, leak, stall, pressure-stuck, cover-input-on and so on.
        method InjectFault(
          requestId: string,
          fault: string,
          # How long it lasts; of a thread from 1 to 600, unless a watchdog ends it. Without it until it is ended.
          seconds: ?int,
          # How much of it, in millionths of its own unit; without it as usual.
          amountMillionths: ?int,
          # How long it takes to come to that.
          overSeconds: ?int,
          # It comes and goes, there for half of so long.
          everySeconds: ?int,
          # Ends the fault instead, or with the name all every one.
          end: ?bool
        ) -> ()

        # Examines the machine as the daemon finds it: kernel, clocks, permissions, lines, wake-ups. Changes nothing, and
        # takes no line: what a released line does is what was found when the daemon started.
        method Doctor() -> (
          # One for each check, always in the same order.
          findings: []Finding,
          latency: Latency
        )

        # Says that a part is new: what is counted of it starts from zero.
        method Replaced(
          requestId: string,
          part: (tube, battery),
          # Who replaced it.
          operator: string
        ) -> ()

        # The rig file does not allow faults on purpose.
        error NoTestRig ()

        # The state does not allow it. Nothing has changed.
        error NotInState (state: State)

        # This condition must be gone and acknowledged first.
        error ConditionStands (condition: string)

        # The same id was used for another request.
        error RequestConflict (requestId: string)

        # The first request of this id has no outcome yet: ask for it with io.cisterna.Programmer.Outcome.
        error RequestPending (requestId: string)

        # The daemon was ended while it worked on the first request of this id: nothing more will be done for it. What was
        # done counts and is on record.
        error RequestInterrupted (requestId: string)

        # A copy of the whole record, made while the pump runs: its file in parts, then how many bytes they are and their
        # SHA-256. Empty replies meanwhile, where it takes long. A stream: call it with 'more'.
        method Backup() -> (
          # Base64; null in the last reply.
          part: ?string,
          # All together; null before the last reply.
          bytes: ?int,
          # In hexadecimal; null before the last reply.
          sha256: ?string
        )

        """
}
