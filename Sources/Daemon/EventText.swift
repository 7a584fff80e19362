// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import Transcript
import Varlink

extension EventMessage {
    /// An event of the record as the interface tells it.
    init(_ stored: StoredEvent) {
        let payload = (try? JSONValue(parsing: stored.payload.utf8)) ?? [:]
        self.init(
            sequence: stored.sequence, monotonicNanoseconds: stored.at.monotonic.nanoseconds, bootId: stored.at.bootId,
            wallTime: WallTime.text(stored.at.wall), wallTimeTrusted: stored.at.clockIsSynchronised, kind: stored.kind,
            severity: SeverityWord(stored.severity), text: EventMessage.text(stored.kind, payload), payload: payload,
            requirements: stored.requirements, hash: stored.hash)
    }

    /// One line that a person reads beside the kind: what it carries.
    private static func text(_ kind: String, _ payload: JSONValue) -> String {
        guard kind != "request-finished", case .object(let members) = payload, !members.isEmpty else {
            return kind.split(separator: "-").joined(separator: " ")
        }
        let parts = members.sorted { $0.key < $1.key }.map { key, value in
            value.text.map { "\(key) \($0)" } ?? "\(key) \(String(decoding: value.encodedBytes(), as: UTF8.self))"
        }
        return parts.joined(separator: ", ")
    }
}

extension SeverityWord {
    init(_ severity: Severity) {
        self =
            switch severity {
            case .info: .information
            case .low: .low
            case .medium: .medium
            case .high: .high
            }
    }
}
