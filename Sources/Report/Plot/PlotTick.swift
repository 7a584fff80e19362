// SPDX-License-Identifier: Apache-2.0

/// A place of an axis that is written out.
struct PlotTick: Hashable {
    let value: Double
    let label: String
    /// Of a time axis, where it begins: the day, or the year.
    var detail: String?
}
