// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Programmer.Bolus` takes: exactly one of dose and volume.
public struct BolusParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var revision: Int64
    public var doseNanograms: Int64?
    public var volumeNanoliters: Int64?
    public var durationSeconds: Int64
    public var overrideName: String?
    public var overrideReason: String?

    public init(
        requestId: String, revision: Int64, doseNanograms: Int64? = nil, volumeNanoliters: Int64? = nil,
        durationSeconds: Int64, overrideName: String? = nil, overrideReason: String? = nil
    ) {
        self.requestId = requestId
        self.revision = revision
        self.doseNanograms = doseNanograms
        self.volumeNanoliters = volumeNanoliters
        self.durationSeconds = durationSeconds
        self.overrideName = overrideName
        self.overrideReason = overrideReason
    }
}
