// SPDX-License-Identifier: Apache-2.0

/// A reply of `io.cisterna.Pump.Watch`: a status or a heartbeat.
public struct WatchReply: Codable, Sendable, Equatable {
    public var status: StatusMessage?
    public var heartbeat: Bool?

    public init(status: StatusMessage? = nil, heartbeat: Bool? = nil) {
        self.status = status
        self.heartbeat = heartbeat
    }
}
