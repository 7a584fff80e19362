// SPDX-License-Identifier: Apache-2.0
import CLinux
import ControlInterface
import Foundation
import Ledger
import PumpCore
import Quantities
import Therapy
import Varlink

extension PumpService {
    /// Anchors the pump clock; nothing else ever moves it (BR-D09).
    func setClock(_ parameters: SetClockParameters) async throws -> SetClockReply {
        // Times that a civil clock of this century may show, and the offsets that exist on earth.
        guard (946_684_800...4_102_444_800).contains(parameters.unixSeconds) else {
            throw CallError.invalidParameter("unixSeconds")
        }
        guard (-50_400...50_400).contains(parameters.offsetSeconds) else {
            throw CallError.invalidParameter("offsetSeconds")
        }
        return try await exclusively {
            let before = clockText(snapshots.latest())
            let local = (parameters.unixSeconds + parameters.offsetSeconds) * 1_000_000_000
            let offset = ClockRecord(offsetSeconds: parameters.offsetSeconds)
            try await keep(
                [kept(ClockRecord.name, offset)],
                LedgerEvent(
                    kind: "clock-asked",
                    payload: [
                        "operator": .string(parameters.operator), "unixSeconds": .integer(parameters.unixSeconds),
                        "offsetSeconds": .integer(parameters.offsetSeconds),
                    ], requirements: ["BR-D09"]))
            clockOffsetSeconds = parameters.offsetSeconds
            let outcome = try await perform(.setClock(local))
            if let error = ControlError(outcome) { throw error }
            changes.tell()
            return SetClockReply(before: before, shows: CivilTime(nanoseconds: local).description)
        }
    }

    private func clockText(_ snapshot: PumpSnapshot) -> String? {
        clockShows(snapshot).map { CivilTime(nanoseconds: $0).description }
    }

    private func clockShows(_ snapshot: PumpSnapshot) -> Int64? {
        snapshot.therapy.background.clock(at: snapshot.therapy.pumpTime)
    }

    /// What a civil clock with the pump clock's offset shows, by this machine.
    var civilNanoseconds: Int64 { cisterna_realtime_ns() + clockOffsetSeconds * 1_000_000_000 }

    func clockMessage(_ snapshot: PumpSnapshot) -> ClockMessage {
        guard let local = clockShows(snapshot) else { return ClockMessage(known: false) }
        let time = CivilTime(nanoseconds: local)
        return ClockMessage(
            known: true, shows: time.description, weekday: time.weekday,
            aheadSeconds: (local - civilNanoseconds) / 1_000_000_000, offsetSeconds: clockOffsetSeconds)
    }

    /// The day that it is by the pump clock, or by the machine's where that is not set.
    func today(_ snapshot: PumpSnapshot) -> CalendarDate? {
        CivilTime(nanoseconds: clockShows(snapshot) ?? cisterna_realtime_ns()).date
    }
}

/// The fixed offset of the pump clock from UTC: for people, the core knows its own time only.
struct ClockRecord: Codable {
    static let name = "clock"
    let offsetSeconds: Int64
}
