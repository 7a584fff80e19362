// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Varlink

extension PumpClient {
    /// Longer than the daemon's heartbeats are apart, with room for a slow machine.
    static let longestSilence = 30

    /// Gives each reply of a stream to `take` until the stream ends, `take` returns false or the task is cancelled.
    ///
    /// - Throws: ``NoAnswer`` when not even a heartbeat comes.
    func stream(
        _ method: ControlMethod, _ parameters: some Encodable = EmptyMessage(),
        take: @escaping @Sendable (JSONValue) async throws -> Bool
    ) async throws {
        let parameters = try JSONValue(encoding: parameters)
        let path = path
        let heard = LastHeard()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let client = try await Client.connect(path: path)
                for try await reply in client.stream(method.qualifiedName, parameters) {
                    heard.hear()
                    guard try await take(reply) else { return }
                }
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: .seconds(1))
                    if heard.silence > .seconds(Self.longestSilence) {
                        throw NoAnswer(method: method, seconds: Self.longestSilence)
                    }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
