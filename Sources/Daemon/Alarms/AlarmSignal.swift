// SPDX-License-Identifier: Apache-2.0

/// What buzzer and lamps do at one moment.
package struct AlarmSignal: Hashable, Sendable {
    package var buzzer = false
    /// Red, for the high priority.
    package var lampHigh = false
    /// Yellow, for the medium one.
    package var lampMedium = false
    /// Cyan, for the low one.
    package var lampLow = false

    package init() {}
}
