// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Programmer.RefillStep` takes.
public struct RefillStepParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var `operator`: String
    public var step: RefillStepWord
    /// With `aspirated` only.
    public var volumeNanoliters: Int64?
    /// With `fill` only.
    public var document: String?
    public var fileName: String?
    public var declineBridge: String?
    public var overrideName: String?
    public var overrideReason: String?

    public init(
        requestId: String, `operator`: String, step: RefillStepWord, volumeNanoliters: Int64? = nil,
        document: String? = nil, fileName: String? = nil, declineBridge: String? = nil, overrideName: String? = nil,
        overrideReason: String? = nil
    ) {
        self.requestId = requestId
        self.operator = `operator`
        self.step = step
        self.volumeNanoliters = volumeNanoliters
        self.document = document
        self.fileName = fileName
        self.declineBridge = declineBridge
        self.overrideName = overrideName
        self.overrideReason = overrideReason
    }
}
