// SPDX-License-Identifier: Apache-2.0
import RigHardware

/// What is known of lines that nobody holds any more.
public enum ReleasedLines: Sendable, Hashable {
    /// What ENABLE said before the daemon drove it.
    case found(EnableAtRest)
    /// What each output did in a probe.
    case probed([GPIOReleasedLine])
    /// The probe did not come to its end.
    case failed(GPIOError)
    case notLookedAt
}
