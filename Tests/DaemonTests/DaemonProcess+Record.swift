// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// What the daemon has on record, and what it comes to.
extension DaemonProcess {
    /// The events of these kinds up to now.
    func record(_ kinds: String...) async throws -> [EventMessage] {
        let client = try await Client.connect(path: socket)
        var events: [EventMessage] = []
        for try await reply in client.stream(
            ControlMethod.events.qualifiedName, ["kinds": .array(kinds.map { .string($0) })])
        {
            if let event = reply["event"], event != .null { events.append(try event.decode(EventMessage.self)) }
        }
        return events
    }

    /// Follows the record from `sequence` on until such an event comes.
    @discardableResult
    func wait(
        for kind: String, after sequence: Int64 = 0, where holds: (JSONValue) -> Bool = { _ in true }
    ) async throws -> EventMessage {
        let client = try await Client.connect(path: socket)
        for try await reply in client.stream(
            ControlMethod.events.qualifiedName,
            ["kinds": .array([.string(kind)]), "after": .integer(sequence), "follow": true])
        {
            guard let event = reply["event"], event != .null else { continue }
            let message = try event.decode(EventMessage.self)
            if holds(message.payload) { return message }
        }
        return try #require(nil as EventMessage?, "the record ended before \(kind)")
    }

    /// Follows the state until it is such a one.
    @discardableResult
    func watch(until holds: (StatusMessage) -> Bool) async throws -> StatusMessage {
        let client = try await Client.connect(path: socket)
        for try await reply in client.stream(ControlMethod.watch.qualifiedName) {
            if let status = try reply.decode(WatchReply.self).status, holds(status) { return status }
        }
        return try #require(nil as StatusMessage?, "the daemon ended before")
    }

    /// Ends the daemon without a word and starts another on its record.
    func killAndStart() async throws -> Client {
        kill()
        return try await start()
    }

    /// The volume of strokes that ended between two places of the record, and whether anything was forfeited there.
    func strokes(between first: EventMessage, and last: EventMessage) async throws -> (Int64, forfeited: Bool) {
        let events = try await record("stroke-ended", "forfeited").filter {
            $0.sequence > first.sequence && $0.sequence <= last.sequence
        }
        let volume = events.reduce(Int64(0)) { $0 + ($1.payload["deliveredPicoliters"]?.number ?? 0) }
        return (volume, events.contains { $0.kind == "forfeited" })
    }
}
