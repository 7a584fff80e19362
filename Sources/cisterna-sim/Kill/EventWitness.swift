// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Synchronization
import Varlink

/// Follows the record of a daemon, and remembers every event that was told, until the daemon is gone.
final class EventWitness: Sendable {
    private let seen = Mutex<[EventMessage]>([])
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// The events told so far, in their order.
    var events: [EventMessage] { seen.withLock { $0 } }

    /// Begins with what follows `sequence`.
    func follow(_ client: Client, after sequence: Int64) {
        let following = Task {
            let stream = client.stream(
                ControlMethod.events.qualifiedName, ["after": .integer(sequence), "follow": true])
            do {
                for try await reply in stream {
                    guard let event = reply["event"], event != .null else { continue }
                    let message = try event.decode(EventMessage.self)
                    seen.withLock { $0.append(message) }
                }
            } catch {
                // The daemon is gone, as it should be.
            }
        }
        task.withLock { $0 = following }
    }

    /// All that was told before the connection ended.
    func end() async -> [EventMessage] {
        let following = task.withLock { $0 }
        await following?.value
        return events
    }
}
