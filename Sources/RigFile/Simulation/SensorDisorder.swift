// SPDX-License-Identifier: Apache-2.0

/// What can befall a sensor of the simulated rig. An amount is in the unit of the sensor, unless it says another.
public enum SensorDisorder: String, CaseIterable, Sendable {
    /// Gives its last reading again and again.
    case stuck
    /// Gives none; the amount is the share of readings that are missing.
    case silent
    /// Reads too much by the amount.
    case offset
    /// Reads more by the amount each hour.
    case drift
    /// Its noise has this standard deviation besides its own.
    case noise
    /// Gives the amount, whatever is.
    case reads
    /// Gives what was so many seconds ago, 60 at most.
    case late
}
