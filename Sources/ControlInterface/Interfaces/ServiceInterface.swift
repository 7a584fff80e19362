// SPDX-License-Identifier: Apache-2.0
import Varlink

/// `io.cisterna.Service`: tests of the pump itself.
public enum ServiceInterface {
    public static let name = "io.cisterna.Service"

    /// The definition, parsed once.
    public static let definition = InterfaceDefinition.parse(text)

    public static let text = """
        # Tests of the pump itself, the way out of failed, and faults on purpose.
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

        # How a thread of the daemon fails: it blocks, as by a lock, or spins, as in a loop without an end.
        type Fault (blockRealTime, spinRealTime, blockSupervisor, blockLedger)

        # Makes the daemon fail on purpose, so that its watchdogs can be tested: on the simulated rig, and on a rig whose
        # file says that only instruments hang on it (limits.test-rig).
        method InjectFault(
          requestId: string,
          fault: Fault,
          # From 1 to 600: how long it lasts, unless a watchdog ends it.
          seconds: int
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

        """
}
