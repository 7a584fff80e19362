// SPDX-License-Identifier: Apache-2.0

/// When the present mixture of the reservoir reaches the tip.
public struct FrontMessage: Codable, Sendable, Equatable {
    public var earliestSeconds: Int64
    public var nominalSeconds: Int64
    public var latestSeconds: Int64

    public init(earliestSeconds: Int64, nominalSeconds: Int64, latestSeconds: Int64) {
        self.earliestSeconds = earliestSeconds
        self.nominalSeconds = nominalSeconds
        self.latestSeconds = latestSeconds
    }
}
