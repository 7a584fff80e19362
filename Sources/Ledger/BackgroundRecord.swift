// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// ``BackgroundState`` in a ``TherapyRecord``; instants are of pump time.
struct BackgroundRecord: Hashable, Sendable, Codable {
    var clockOffsetNanoseconds: Int64?
    var lostOffsetNanoseconds: Int64?
    var earlierOffsetNanoseconds: Int64?
    var earlierUntilNanoseconds: Int64
    var lastDoseNanoseconds: Int64?
    var doseUntilNanoseconds: Int64
    var staircaseElapsedNanoseconds: Int64
    var staircaseFromNanoseconds: Int64?
    var heldRatePicolitersPerDay: Int64?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case clockOffsetNanoseconds, lostOffsetNanoseconds, earlierOffsetNanoseconds, earlierUntilNanoseconds
        case lastDoseNanoseconds, doseUntilNanoseconds
        case staircaseElapsedNanoseconds, staircaseFromNanoseconds, heldRatePicolitersPerDay
    }

    init(_ state: BackgroundState) {
        clockOffsetNanoseconds = state.clockOffset
        lostOffsetNanoseconds = state.lostOffset
        earlierOffsetNanoseconds = state.earlierOffset
        earlierUntilNanoseconds = state.earlierUntil.nanoseconds
        lastDoseNanoseconds = state.lastDose?.nanoseconds
        doseUntilNanoseconds = state.doseUntil.nanoseconds
        staircaseElapsedNanoseconds = state.staircaseElapsed.nanoseconds
        staircaseFromNanoseconds = state.staircaseFrom?.nanoseconds
        heldRatePicolitersPerDay = state.heldRate?.picolitersPerDay
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseFields(besides: CodingKeys.self)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        clockOffsetNanoseconds = try fields.decodeIfPresent(Int64.self, forKey: .clockOffsetNanoseconds)
        lostOffsetNanoseconds = try fields.decodeIfPresent(Int64.self, forKey: .lostOffsetNanoseconds)
        earlierOffsetNanoseconds = try fields.decodeIfPresent(Int64.self, forKey: .earlierOffsetNanoseconds)
        earlierUntilNanoseconds = try fields.amount(.earlierUntilNanoseconds)
        lastDoseNanoseconds = try fields.amountIfPresent(.lastDoseNanoseconds)
        doseUntilNanoseconds = try fields.amount(.doseUntilNanoseconds)
        staircaseElapsedNanoseconds = try fields.amount(.staircaseElapsedNanoseconds)
        staircaseFromNanoseconds = try fields.amountIfPresent(.staircaseFromNanoseconds)
        heldRatePicolitersPerDay = try fields.amountIfPresent(.heldRatePicolitersPerDay)
    }

    var state: BackgroundState {
        var state = BackgroundState()
        state.clockOffset = clockOffsetNanoseconds
        state.lostOffset = lostOffsetNanoseconds
        state.earlierOffset = earlierOffsetNanoseconds
        state.earlierUntil = Instant(nanoseconds: earlierUntilNanoseconds)
        state.lastDose = lastDoseNanoseconds.map(Instant.init(nanoseconds:))
        state.doseUntil = Instant(nanoseconds: doseUntilNanoseconds)
        state.staircaseElapsed = Duration(nanoseconds: staircaseElapsedNanoseconds)
        state.staircaseFrom = staircaseFromNanoseconds.map(Instant.init(nanoseconds:))
        state.heldRate = heldRatePicolitersPerDay.map(FlowRate.init(picolitersPerDay:))
        return state
    }
}
