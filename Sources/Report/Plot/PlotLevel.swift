// SPDX-License-Identifier: Apache-2.0

/// A value of the vertical axis to compare with: a limit, a nominal value.
public struct PlotLevel: Codable, Hashable, Sendable {
    public var title: String
    public var value: Double

    public init(title: String, value: Double) {
        self.title = title
        self.value = value
    }
}
