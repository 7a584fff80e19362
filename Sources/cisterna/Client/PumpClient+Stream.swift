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
        let route = route
        let first = await patience(Self.longestSilence)
        let heard = LastHeard()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    for try await reply in try await route.connect().stream(method.qualifiedName, parameters) {
                        if !heard.hasHeard { await route.prove() }
                        heard.hear()
                        guard try await take(reply) else { return }
                    }
                    // A stream that was cancelled before its first reply just ends.
                    try Task.checkCancellation()
                } catch {
                    throw await route.explain(error)
                }
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: .seconds(1))
                    let longest = heard.hasHeard ? Self.longestSilence : first
                    if heard.silence > .seconds(longest) { throw NoAnswer(method: method, seconds: longest) }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
