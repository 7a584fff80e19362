// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import Varlink

extension PumpService {
    /// The longest remark.
    private static let longestRemark = 1_000

    /// A remark for the record.
    func annotate(_ parameters: AnnotateParameters) async throws {
        guard (1...Self.longestRemark).contains(parameters.text.count) else {
            throw CallError.invalidParameter("text")
        }
        try await keep(
            [],
            LedgerEvent(
                kind: "annotation",
                payload: ["operator": .string(parameters.operator), "text": .string(parameters.text)]))
        changes.tell()
    }
}
