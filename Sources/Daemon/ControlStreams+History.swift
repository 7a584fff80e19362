// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Ledger
import PumpCore
import Quantities
import RigFile
import Varlink

extension ControlStreams {
    func telemetry(_ span: SpanParameters, _ replies: ReplyStream) async throws -> JSONValue {
        let (since, until) = try WallTime.span(span)
        try await pages(span.limit ?? .max, beginning: -1, replies) { minute, limit in
            try await history.run { try $0.telemetry(after: minute, since: since, until: until, limit: limit) }
        } send: { row in
            try await replies.send(encoding: TelemetryReply(row: TelemetryMessage(row)))
            return row.minute
        }
        return try JSONValue(encoding: TelemetryReply())
    }

    func boluses(_ span: SpanParameters, _ replies: ReplyStream) async throws -> JSONValue {
        let (since, until) = try WallTime.span(span)
        try await pages(span.limit ?? .max, beginning: 0, replies) { number, limit in
            try await history.run { try $0.boluses(after: number, since: since, until: until, limit: limit) }
        } send: { bolus in
            try await replies.send(encoding: BolusesReply(bolus: RecordedBolusMessage(bolus)))
            return bolus.bolus.number
        }
        return try JSONValue(encoding: BolusesReply())
    }

    func prescriptions(_ replies: ReplyStream) async throws -> JSONValue {
        for prescription in try await history.run({ try $0.prescriptions() }) {
            try await replies.send(
                encoding: PrescriptionsReply(prescription: RecordedPrescriptionMessage(prescription)))
            try await replies.drained()
        }
        return try JSONValue(encoding: PrescriptionsReply())
    }

    func totals(_ profile: RigProfile) async throws -> TotalsReply {
        TotalsReply(try await history.run { try $0.totals() }, profile)
    }

    func verify() async throws -> VerifyReply {
        let check = try await history.verify()
        return VerifyReply(
            entries: check.entries, first: check.first, last: check.last, lastHash: check.lastHash,
            whole: check.broken == nil,
            broken: check.broken.map { BrokenEntryMessage(sequence: $0.sequence, text: $0.text) })
    }

    /// A copy, checked, in parts that fit a message.
    func backup(_ replies: ReplyStream) async throws -> JSONValue {
        let copy = try await withThrowingTaskGroup(of: FileHandle?.self) { group in
            group.addTask { try await history.takeBackup() }
            group.addTask {
                // A big record takes its time, and clients give up on silence.
                while true {
                    try await Task.sleep(for: .seconds(5))
                    try await replies.send(encoding: BackupReply())
                }
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let file = copy else { throw ControlError.internalError }
        defer { try? file.close() }
        guard let whole = TextDigest.ofFile(file.fileDescriptor) else { throw ControlError.internalError }
        while let part = try file.read(upToCount: 96 * 1_024), !part.isEmpty {
            try await replies.send(encoding: BackupReply(part: part.base64EncodedString()))
            try await replies.drained()
        }
        return try JSONValue(encoding: BackupReply(bytes: whole.bytes, sha256: whole.hexadecimal))
    }

    /// Page after page, at most `count` in all, each beginning after what `send` said of the last.
    private func pages<Element: Sendable>(
        _ count: Int64, beginning: Int64, _ replies: ReplyStream,
        fetch: (_ after: Int64, _ limit: Int) async throws -> [Element],
        send: (Element) async throws -> Int64
    ) async throws {
        var (after, left) = (beginning, count)
        while left > 0 {
            let limit = Int(min(left, Int64(Self.page)))
            let found = try await fetch(after, limit)
            for element in found { after = try await send(element) }
            try await replies.drained()
            left -= Int64(found.count)
            if found.count < limit { break }
        }
    }
}
