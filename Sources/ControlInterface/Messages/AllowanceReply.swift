// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Patient.Allowance`.
public struct AllowanceReply: Codable, Sendable, Equatable {
    public var prescribed: Bool
    public var possible: Bool
    /// Nil where one is possible.
    public var reason: String?
    /// Nil where no wait helps, or nobody knows how long.
    public var nextSeconds: Int64?
    /// Nil where none is prescribed.
    public var leftToday: Int64?
    /// Nil where none is prescribed.
    public var volumeNanoliters: Int64?
    /// Of the primary drug; nil where none is prescribed.
    public var doseNanograms: Int64?
    /// The primary one; nil where none is prescribed.
    public var drug: String?

    public init(
        prescribed: Bool, possible: Bool, reason: String? = nil, nextSeconds: Int64? = nil, leftToday: Int64? = nil,
        volumeNanoliters: Int64? = nil, doseNanograms: Int64? = nil, drug: String? = nil
    ) {
        self.prescribed = prescribed
        self.possible = possible
        self.reason = reason
        self.nextSeconds = nextSeconds
        self.leftToday = leftToday
        self.volumeNanoliters = volumeNanoliters
        self.doseNanograms = doseNanograms
        self.drug = drug
    }
}
