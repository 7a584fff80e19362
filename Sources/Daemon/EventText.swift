// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import Quantities
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

    /// One line that a person reads beside the kind: what it carries, in units for people.
    private static func text(_ kind: String, _ payload: JSONValue) -> String {
        guard kind != "request-finished", case .object(let members) = payload else { return words(kind) }
        let parts = members.sorted { $0.key < $1.key }.compactMap { phrase($0, $1) }
        return parts.isEmpty ? words(kind) : parts.joined(separator: ", ")
    }

    /// Nil for what tells nothing beside the rest, as moments of a clock that nobody sees.
    private static func phrase(_ key: String, _ value: JSONValue) -> String? {
        if key == "parametersDigest" || key == "bolus" && value.number == 0 { return nil }
        guard let number = value.number else {
            return words(key) + " " + (value.text ?? String(decoding: value.encodedBytes(), as: UTF8.self))
        }
        if let name = key.before("PicolitersPerDay") { return "\(name) \(FlowRate(picolitersPerDay: number))" }
        if let name = key.before("Picoliters") {
            return number == 0 && key == "bolusSharePicoliters" ? nil : "\(name) \(Volume(picoliters: number))"
        }
        if let name = key.before("Nanoseconds") {
            return name.hasSuffix("duration") ? "\(name) \(Duration(nanoseconds: number))" : nil
        }
        if let name = key.before("Pulses") { return "\(name) \(number) pulses" }
        return "\(words(key)) \(number)"
    }

    /// Kebab and camel case, as people write.
    fileprivate static func words(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            if letter == "-" || letter.isUppercase, !text.isEmpty { text += " " }
            if letter != "-" { text += letter.lowercased() }
        }
    }
}

extension String {
    /// The words before the unit that a field is named for.
    fileprivate func before(_ unit: String) -> String? {
        hasSuffix(unit) ? EventMessage.words(String(dropLast(unit.count))) : nil
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
