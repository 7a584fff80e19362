// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Programmer.Interrogate`.
public struct InterrogateReply: Codable, Sendable, Equatable {
    public var pump: String
    public var rigName: String
    public var rigDigest: String
    public var revision: Int64
    public var document: String?
    public var documentDigest: String?
    public var fileName: String?
    public var `operator`: String?
    public var committedAt: String?
    public var figures: [FigureMessage]
    public var maximumRateNanolitersPerDay: Int64
    public var minimumBolusNanoliters: Int64
    public var strokePicoliters: Int64
    public var limits: [LimitMessage]

    public init(
        pump: String, rigName: String, rigDigest: String, revision: Int64, document: String? = nil,
        documentDigest: String? = nil, fileName: String? = nil, `operator`: String? = nil, committedAt: String? = nil,
        figures: [FigureMessage], maximumRateNanolitersPerDay: Int64, minimumBolusNanoliters: Int64,
        strokePicoliters: Int64, limits: [LimitMessage]
    ) {
        self.pump = pump
        self.rigName = rigName
        self.rigDigest = rigDigest
        self.revision = revision
        self.document = document
        self.documentDigest = documentDigest
        self.fileName = fileName
        self.operator = `operator`
        self.committedAt = committedAt
        self.figures = figures
        self.maximumRateNanolitersPerDay = maximumRateNanolitersPerDay
        self.minimumBolusNanoliters = minimumBolusNanoliters
        self.strokePicoliters = strokePicoliters
        self.limits = limits
    }
}
