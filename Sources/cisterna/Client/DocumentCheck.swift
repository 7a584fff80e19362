// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// Checks a prescription without committing it.
protocol DocumentCheck: Sendable {
    /// - Throws: The error with which the document was refused.
    func check(_ document: Document) async throws -> ProposeReply
}
