// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// A self-test, check by check.
enum SelfTestText {
    static func lines(_ reply: SelfTestReply, _ style: TextStyle) -> [String] {
        let rows = reply.checks.map { [$0.passed ? "passed" : "FAILED", $0.name, $0.text] }
        let verdict = reply.passed ? style.good("The self-test passed.") : style.urgent("The self-test failed.", .high)
        return TextTable(heading: nil, rows: rows).lines(.plain) + [verdict]
    }
}
