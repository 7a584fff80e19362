// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// A guided refill: begun, aspirated, filled, committed or abandoned. A value that is stored after each step, so that it
/// goes on after a crash where it was: a step that is repeated with the same input changes nothing, with another it throws.
///
/// It moves nothing and stops nothing: whoever keeps it holds delivery while it is open.
public struct Refill: Codable, Hashable, Sendable {
    /// The most that may be aspirated: the largest reservoir of a therapy file.
    public static let largestVolume = Volume(picoliters: 1_000_000_000_000)
    public static let reasonLimit = 1_000

    /// How it ended.
    private enum Ending: Codable, Hashable, Sendable {
        case committed(revision: Int64, at: RecordTime)
        case abandoned(reason: String, at: RecordTime)
    }

    public let begun: RecordTime
    /// What the account expected to be left then.
    public let expected: ExpectedResidual
    /// What was aspirated against that; it stays in the record, whatever it says. Nil before.
    public private(set) var residual: ResidualCheck?
    /// The new fill and its prescription; nil before.
    public private(set) var fill: RefillFill?
    private var ending: Ending?
    private var latest: RecordTime

    /// Begins a refill. Delivery has stopped: the account does not move any more.
    public init(at time: RecordTime, expected: ExpectedResidual) {
        begun = time
        latest = time
        self.expected = expected
    }

    public var stage: RefillStage {
        switch ending {
        case .committed: return .committed
        case .abandoned: return .abandoned
        case nil: return fill != nil ? .filled : residual != nil ? .aspirated : .begun
        }
    }

    /// Whether it still goes on: delivery is held.
    public var isOpen: Bool { ending == nil }

    /// The revision that it was committed as; nil before.
    public var revision: Int64? {
        guard case .committed(let revision, _) = ending else { return nil }
        return revision
    }

    // MARK: - Steps

    /// So much was aspirated.
    ///
    /// - Returns: How that compares with the account. A warning does not stop the refill; it stays in the record.
    @discardableResult
    public mutating func aspirate(_ volume: Volume, at time: RecordTime) throws(RefillError) -> ResidualCheck {
        if let residual {
            guard residual.aspirated == volume else { throw .aspiratedAlready(residual.aspirated) }
            return residual
        }
        try requireOpen()
        guard (Volume.zero...Self.largestVolume).contains(volume) else {
            throw .volumeOutOfRange(allowed: Self.largestVolume)
        }
        try advance(to: time)
        let check = ResidualCheck(expected: expected, aspirated: volume)
        residual = check
        return check
    }

    /// The reservoir holds what this therapy file says; `file` is how errors name it.
    ///
    /// - Returns: The prescription, for its review.
    @discardableResult
    public mutating func fill(
        _ text: String, file: String, at time: RecordTime
    ) throws(RefillError) -> Prescription {
        let prescription: Prescription
        do throws(DocumentErrors) {
            prescription = try Prescription(parsing: text, file: file)
        } catch {
            throw .badPrescription(error.description)
        }
        if let fill {
            guard fill.prescription == text else { throw .filledAlready(fill.volume) }
            return prescription
        }
        try requireOpen()
        guard residual != nil else { throw .notYet(stage: stage, needs: "enter what was aspirated") }
        try advance(to: time)
        fill = RefillFill(prescription, at: time)
        return prescription
    }

    /// The prescription named was not the right one: another may take its place.
    public mutating func takeBackFill(at time: RecordTime) throws(RefillError) {
        try requireOpen()
        guard residual != nil else { throw .notYet(stage: stage, needs: "enter what was aspirated") }
        guard fill != nil else { return }
        try advance(to: time)
        fill = nil
    }

    /// The prescription is committed under this revision: the refill is done.
    public mutating func commit(revision: Int64, at time: RecordTime) throws(RefillError) {
        if self.revision == revision { return }
        try requireOpen()
        guard fill != nil else { throw .notYet(stage: stage, needs: "name the new prescription") }
        guard revision >= 1 else { throw .badRevision(revision) }
        try advance(to: time)
        ending = .committed(revision: revision, at: time)
    }

    /// Nothing of it takes effect, but for what was aspirated, which stays in the record.
    public mutating func abandon(because reason: String, at time: RecordTime) throws(RefillError) {
        if case .abandoned(reason, _) = ending { return }
        try requireOpen()
        let hasControl = reason.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard !reason.isEmpty, reason.count <= Self.reasonLimit, !hasControl else {
            throw .badText(limit: Self.reasonLimit)
        }
        try advance(to: time)
        ending = .abandoned(reason: reason, at: time)
    }

    private func requireOpen() throws(RefillError) {
        switch ending {
        case .committed(let revision, _): throw .committedAlready(revision: revision)
        case .abandoned(let reason, _): throw .abandonedAlready(reason: reason)
        case nil: return
        }
    }

    private mutating func advance(to time: RecordTime) throws(RefillError) {
        guard time.pumpTime >= latest.pumpTime else {
            throw .timeWentBack(by: latest.pumpTime - time.pumpTime)
        }
        latest = time
    }
}

extension Refill {
    /// The record as text, a line each.
    public var lines: [String] {
        var lines = ["Refill begun \(begun.wallText)"]
        if let residual {
            lines.append((residual.isWithin ? "Residual: " : "Warning, residual: ") + residual.text)
        } else {
            lines.append("Expected: \(expected.volume) ± \(expected.uncertainty)")
        }
        if let fill {
            let mixture = fill.mixture.map { "\($0.drug) \($0.concentration)\($0.isPrimary ? " (primary)" : "")" }
            lines.append("New fill \(fill.at.wallText): \(fill.volume) of \(mixture.joined(separator: ", "))")
        }
        switch ending {
        case .committed(let revision, let at): lines.append("Committed \(at.wallText) as revision \(revision)")
        case .abandoned(let reason, let at): lines.append("Abandoned \(at.wallText): \(reason)")
        case nil: lines.append("Under way: \(stage.rawValue)")
        }
        return lines
    }
}
