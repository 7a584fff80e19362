// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a bolus may be in a therapy file, of whatever kind; the rig bounds it further.
enum BolusBounds {
    /// The longest that it may take.
    static let longest = Duration.day
    /// Of the primary drug.
    static let doses = Mass(picograms: 1)...Mass(picograms: 1_000_000_000_000_000)
}
