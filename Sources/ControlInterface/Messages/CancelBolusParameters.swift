// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Programmer.CancelBolus` takes.
public struct CancelBolusParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var bolusId: Int64

    public init(requestId: String, bolusId: Int64) {
        self.requestId = requestId
        self.bolusId = bolusId
    }
}
