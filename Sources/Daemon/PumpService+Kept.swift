// SPDX-License-Identifier: Apache-2.0
import Foundation
import Ledger

extension PumpService {
    nonisolated func kept(_ name: String, _ value: some Encodable) throws -> KeptValue {
        try KeptValue(name, encoding: value)
    }

    /// Puts values on disk, and the event that says why; nothing has changed where it throws.
    func keep(_ values: [KeptValue], _ event: LedgerEvent) async throws {
        try await worker.keep(values, event)
    }

    /// Reads a value that an earlier run kept. One that cannot be read is as good as none, and the log says so.
    static func read<Value: Decodable>(
        _ name: String, as type: Value.Type, from kept: [String: String], log: (String) -> Void
    ) -> Value? {
        guard let text = kept[name] else { return nil }
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            log("the record keeps a \(name) that cannot be read: \(error)")
            return nil
        }
    }
}

extension KeptValue {
    /// A value of the daemon's own as the record keeps it: JSON with sorted keys, so that equal values have equal texts.
    package init(_ name: String, encoding value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        self.init(name: name, value: String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
