// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Programmer.SetClock` takes.
public struct SetClockParameters: Codable, Sendable, Equatable {
    public var requestId: String
    /// Since 1970 in UTC.
    public var unixSeconds: Int64
    /// East of UTC.
    public var offsetSeconds: Int64
    public var `operator`: String

    public init(requestId: String, unixSeconds: Int64, offsetSeconds: Int64, `operator`: String) {
        self.requestId = requestId
        self.unixSeconds = unixSeconds
        self.offsetSeconds = offsetSeconds
        self.operator = `operator`
    }
}
