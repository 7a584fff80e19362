// SPDX-License-Identifier: Apache-2.0
import GRDB
import Transcript

extension Ledger {
    /// Puts the intent of a request on disk before anything is done for it, or tells what is known of its id (BR-D15).
    ///
    /// `parametersDigest` stands for the parameters: two requests are the same if method and digest are. Throws
    /// ``LedgerError/storage(call:code:message:)``.
    public func begin(
        request id: String, method: String, parametersDigest: String, at now: LedgerTime
    ) throws(LedgerError) -> RequestStatus {
        if let row = try request(id) {
            guard row["method"] == method, row["parameters_digest"] == parametersDigest else { return .conflict }
            guard let outcome = row["outcome"] as String? else { return .pending }
            return .done(outcome: outcome)
        }
        try writing("begin a request", at: now) { db, standing in
            let event = LedgerEvent(
                kind: "request-begun",
                payload: [
                    "method": .string(method), "parametersDigest": .string(parametersDigest), "requestId": .string(id),
                ])
            try standing.append(event, at: now, db)
            try db.run(
                "INSERT INTO request (id, method, parameters_digest, begun_by) VALUES (?, ?, ?, ?)",
                [id, method, parametersDigest, standing.lastEntry])
        }
        return .new
    }

    /// Puts the outcome of a request on disk, JSON text verbatim; the first one stays. Throws
    /// ``LedgerError/unknownRequest(_:)``, ``LedgerError/storage(call:code:message:)``.
    public func finish(request id: String, outcome: String, at now: LedgerTime) throws(LedgerError) {
        try commit(LedgerBatch(at: now, outcomes: [RequestOutcome(id: id, outcome: outcome)]))
    }

    /// The outcome of a request; nil while it has none, or where the id is not known. Throws
    /// ``LedgerError/storage(call:code:message:)``.
    public func outcome(of id: String) throws(LedgerError) -> String? {
        try request(id)?["outcome"]
    }

    /// The method of a request; nil where the id is not known. Throws ``LedgerError/storage(call:code:message:)``.
    public func method(of id: String) throws(LedgerError) -> String? {
        try request(id)?["method"]
    }

    private func request(_ id: String) throws(LedgerError) -> Row? {
        try reading("look a request up") { db in
            try db.row("SELECT method, parameters_digest, outcome FROM request WHERE id = ?", [id])
        }
    }
}

extension Standing {
    mutating func finish(_ outcome: RequestOutcome, at now: LedgerTime, _ db: Database) throws {
        guard let row = try db.row("SELECT outcome FROM request WHERE id = ?", [outcome.id]) else {
            throw LedgerError.unknownRequest(outcome.id)
        }
        guard row["outcome"] as String? == nil else { return }
        let event = LedgerEvent(
            kind: "request-finished",
            payload: ["outcome": .string(outcome.outcome), "requestId": .string(outcome.id)])
        try append(event, at: now, db)
        try db.run(
            "UPDATE request SET outcome = ?, finished_by = ? WHERE id = ?", [outcome.outcome, lastEntry, outcome.id])
    }
}
