// SPDX-License-Identifier: Apache-2.0

/// A reply of `io.cisterna.History.Events`: an event, a heartbeat, or nothing at the end.
public struct EventsReply: Codable, Sendable, Equatable {
    public var event: EventMessage?
    public var heartbeat: Bool?

    public init(event: EventMessage? = nil, heartbeat: Bool? = nil) {
        self.event = event
        self.heartbeat = heartbeat
    }
}
