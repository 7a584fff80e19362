// SPDX-License-Identifier: Apache-2.0
import CCrypto
import Foundation
import GRDB

/// SHA-256 (FIPS 180-4) over the hash of the entry before and this entry: whoever changes, removes or moves one entry
/// must make all that follow anew.
///
/// What is hashed: the 32 bytes of the hash before (zeros before the first entry); then, in the order of ``Field``, each
/// field as one byte for its kind (0 none, 1 number, 2 text), then a number as 8 bytes, or a text's length in bytes as 8
/// bytes and its UTF-8; all numbers big-endian. It guards against mistakes and damage; somebody who can write the file and
/// knows this rule can make a new chain.
struct EventHash: Hashable, Sendable {
    let bytes: [UInt8]

    static let start = EventHash(bytes: [UInt8](repeating: 0, count: 32))

    enum Field {
        case number(Int64?)
        case text(String?)
    }

    init(bytes: [UInt8]) { self.bytes = bytes }

    private init?(_ data: [UInt8]?) {
        guard let data, data.count == 32 else { return nil }
        bytes = data
    }

    /// The hash of an entry that follows this one.
    func next(_ fields: [Field]) -> EventHash {
        var message = bytes
        message.reserveCapacity(512)
        for field in fields {
            switch field {
            case .number(let number?):
                message.append(1)
                Self.append(number, &message)
            case .text(let text?):
                message.append(2)
                Self.append(Int64(text.utf8.count), &message)
                message += text.utf8
            case .number(nil), .text(nil): message.append(0)
            }
        }
        return .sha256(message)
    }

    static func sha256(_ message: [UInt8]) -> EventHash {
        var digest = [UInt8](repeating: 0, count: 32)
        cisterna_sha256(message, message.count, &digest)
        return EventHash(bytes: digest)
    }

    private static func append(_ number: Int64, _ message: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { message += $0 }
    }

    var hexadecimal: String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

extension EventHash {
    var data: DatabaseValue { Data(bytes).databaseValue }

    /// From a column; nil where it is no hash.
    init?(_ value: DatabaseValue) { self.init(Data.fromDatabaseValue(value).map { [UInt8]($0) }) }

    /// The hash of an entry as it stands in a row of events, with its boot id, after this one.
    func next(_ row: Row) -> EventHash {
        next([
            .number(row["sequence"]), .number(row["core_sequence"]), .number(row["rig_ns"]),
            .number(row["monotonic_ns"]), .number(row["boottime_ns"]), .text(row["boot_id"]), .number(row["wall_ns"]),
            .text(row["clock_quality"]), .text(row["kind"]), .text(row["severity"]), .text(row["payload"]),
            .text(row["requirements"]),
        ])
    }
}
