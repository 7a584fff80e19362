// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Programmer.Propose` takes.
public struct ProposeParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var document: String
    public var revision: Int64
    public var `operator`: String
    public var fileName: String?
    /// Why no bridge bolus is wanted.
    public var declineBridge: String?

    public init(
        requestId: String, document: String, revision: Int64, `operator`: String, fileName: String? = nil,
        declineBridge: String? = nil
    ) {
        self.requestId = requestId
        self.document = document
        self.revision = revision
        self.operator = `operator`
        self.fileName = fileName
        self.declineBridge = declineBridge
    }
}
