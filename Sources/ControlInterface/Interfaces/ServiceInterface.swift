// SPDX-License-Identifier: Apache-2.0
import Varlink

/// `io.cisterna.Service`: tests of the pump itself.
public enum ServiceInterface {
    public static let name = "io.cisterna.Service"

    /// The definition, parsed once.
    public static let definition = InterfaceDefinition.parse(text)

    public static let text = """
        # Tests of the pump itself, and the way out of failed.
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
