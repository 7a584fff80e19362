// SPDX-License-Identifier: Apache-2.0

/// A name of a field that the document itself gives.
struct ReportKey: CodingKey, Hashable {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }

    /// A name in lower camel case with the unit at its end: `deliveredMicroliters`.
    init(_ name: String, _ unit: ReportUnit?) { self.init(name + (unit?.name ?? "")) }
}
