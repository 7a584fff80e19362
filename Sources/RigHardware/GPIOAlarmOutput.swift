// SPDX-License-Identifier: Apache-2.0

/// A line that tells people of alarms.
public enum GPIOAlarmOutput: String, CaseIterable, Sendable {
    case buzzer
    /// Red.
    case lampHigh = "lamp-high"
    /// Yellow.
    case lampMedium = "lamp-medium"
    /// Cyan.
    case lampLow = "lamp-low"
}
