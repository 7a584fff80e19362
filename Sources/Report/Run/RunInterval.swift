// SPDX-License-Identifier: Apache-2.0

/// An amount and the bounds between which it lies, in its smallest unit.
public struct RunInterval: Codable, Hashable, Sendable {
    public var lower: Int64
    public var nominal: Int64
    public var upper: Int64

    public init(lower: Int64, nominal: Int64, upper: Int64) {
        self.lower = lower
        self.nominal = nominal
        self.upper = upper
    }

    static let zero = RunInterval(lower: 0, nominal: 0, upper: 0)

    static func + (left: RunInterval, right: RunInterval) -> RunInterval {
        RunInterval(
            lower: left.lower + right.lower, nominal: left.nominal + right.nominal, upper: left.upper + right.upper)
    }
}
