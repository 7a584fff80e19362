// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// Has the daemon check a prescription, against its own rig and what is committed there.
struct DaemonDocumentCheck: DocumentCheck {
    let client: PumpClient
    let operatorName: String

    func check(_ document: Document) async throws -> ProposeReply {
        let committed = try await client.call(.interrogate, as: InterrogateReply.self)
        return try await propose(document, revision: committed.revision)
    }

    /// - Parameter declineBridge: Why no bridge bolus is wanted; nil where one may come.
    func propose(_ document: Document, revision: Int64, declineBridge: String? = nil) async throws -> ProposeReply {
        let requestId = RequestID.make()
        let parameters = ProposeParameters(
            requestId: requestId, document: document.text, revision: revision, operator: operatorName,
            fileName: document.path, declineBridge: declineBridge)
        return try await client.change(.propose, requestId: requestId, parameters).printable.decode()
    }
}
