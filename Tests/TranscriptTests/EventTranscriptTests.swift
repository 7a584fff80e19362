// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import Testing
import Transcript

@Suite("Transcripts of events")
struct EventTranscriptTests {
    private static let stroke = Stroke(
        sequence: 4, pulses: StepCount(pulses: 960), volume: Volume(picoliters: 1_000_000),
        due: Instant(nanoseconds: 5), latestStart: Instant(nanoseconds: 6))

    private static let account = StrokeAccount(
        stroke: stroke, end: .lateEdge, made: StepCount(pulses: 100), delivered: Volume(picoliters: 99), bolus: 2,
        bolusShare: Volume(picoliters: 7), odometer: StepCount(pulses: 12_345))

    /// What the record says of each event: a change here breaks whoever reads old records.
    static let texts: [(Event, String, Severity, String)] = [
        (
            .stateChanged(from: .selfTest, to: .stopped, cause: .selfTest), "state-changed", .info,
            #"{"cause":"self-test","from":"self-test","to":"stopped"}"#
        ),
        (
            .stateChanged(from: .delivering, to: .stopped, cause: .stop(.stopInput)), "state-changed", .info,
            #"{"cause":"stop","from":"delivering","origin":"stop-input","to":"stopped"}"#
        ),
        (
            .stateChanged(from: .delivering, to: .paused, cause: .condition(.lateEdge)), "state-changed", .medium,
            #"{"cause":"condition","condition":"late-edge","from":"delivering","to":"paused"}"#
        ),
        (
            .stateChanged(from: .stopped, to: .failed, cause: .invariant), "state-changed", .high,
            #"{"cause":"invariant","from":"stopped","to":"failed"}"#
        ),
        (
            .stateChanged(from: .priming, to: .stopped, cause: .ended), "state-changed", .info,
            #"{"cause":"ended","from":"priming","to":"stopped"}"#
        ),
        (
            .stateChanged(from: .priming, to: .stopped, cause: .timeLimit), "state-changed", .info,
            #"{"cause":"time-limit","from":"priming","to":"stopped"}"#
        ),
        (.outcome(command: 9, .accepted), "outcome", .info, #"{"command":9,"outcome":"accepted"}"#),
        (
            .outcome(command: 9, .notInState(.priming)), "outcome", .info,
            #"{"command":9,"outcome":"not-in-state","state":"priming"}"#
        ),
        (
            .outcome(command: 9, .conditionStands(.airInLine)), "outcome", .info,
            #"{"command":9,"condition":"air-in-line","outcome":"condition-stands"}"#
        ),
        (
            .outcome(
                command: 9,
                .rateAboveMaximum(
                    asked: FlowRate(picolitersPerDay: 2), allowed: FlowRate(picolitersPerDay: 1))),
            "outcome", .info,
            #"{"allowedPicolitersPerDay":1,"askedPicolitersPerDay":2,"command":9,"outcome":"rate-above-maximum"}"#
        ),
        (
            .outcome(command: 9, .notDeliverable(minimum: Volume(picoliters: 3))), "outcome", .info,
            #"{"command":9,"minimumPicoliters":3,"outcome":"not-deliverable"}"#
        ),
        (
            .outcome(command: 9, .beyondReservoir(remaining: Volume(picoliters: 3))), "outcome", .info,
            #"{"command":9,"outcome":"beyond-reservoir","remainingPicoliters":3}"#
        ),
        (.outcome(command: 9, .noDemand), "outcome", .info, #"{"command":9,"outcome":"no-demand"}"#),
        (
            .outcome(command: 9, .lockedOut(until: Instant(nanoseconds: 4))), "outcome", .info,
            #"{"command":9,"outcome":"locked-out","untilNanoseconds":4}"#
        ),
        (
            .outcome(command: 9, .countReached(until: Instant(nanoseconds: 4))), "outcome", .info,
            #"{"command":9,"outcome":"count-reached","untilNanoseconds":4}"#
        ),
        (
            .outcome(command: 9, .windowExceeded(.demand, slot: 7)), "outcome", .info,
            #"{"command":9,"outcome":"window-exceeded","slot":7,"window":"demand"}"#
        ),
        (.outcome(command: 9, .bridgeActive), "outcome", .info, #"{"command":9,"outcome":"bridge-active"}"#),
        (.outcome(command: 9, .noPrimeRate), "outcome", .info, #"{"command":9,"outcome":"no-prime-rate"}"#),
        (.outcome(command: 9, .pathNotFree), "outcome", .info, #"{"command":9,"outcome":"path-not-free"}"#),
        (
            .outcome(command: 9, .beyondPath(left: Volume(picoliters: 3))), "outcome", .info,
            #"{"command":9,"leftPicoliters":3,"outcome":"beyond-path"}"#
        ),
        (.outcome(command: 9, .noStaircase), "outcome", .info, #"{"command":9,"outcome":"no-staircase"}"#),
        (.granted(StepCount(pulses: 5)), "granted", .info, #"{"limitPulses":5}"#),
        (.programLoaded(revision: 2), "program-loaded", .info, #"{"revision":2}"#),
        (
            .strokeEnded(account), "stroke-ended", .info,
            #"{"bolus":2,"bolusSharePicoliters":7,"deliveredPicoliters":99,"dueNanoseconds":5,"end":"late-edge","#
                + #""latestStartNanoseconds":6,"madePulses":100,"odometerPulses":12345,"pulses":960,"stroke":4,"#
                + #""volumePicoliters":1000000}"#
        ),
        (
            .bolusStarted(BolusOrder(identifier: 1, volume: Volume(picoliters: 8), duration: .second)),
            "bolus-started", .info,
            #"{"bolus":1,"durationNanoseconds":1000000000,"kind":"single","volumePicoliters":8}"#
        ),
        (
            .bolusStarted(
                BolusOrder(identifier: 2, volume: Volume(picoliters: 8), duration: .second, kind: .demand)),
            "bolus-started", .info,
            #"{"bolus":2,"durationNanoseconds":1000000000,"kind":"demand","volumePicoliters":8}"#
        ),
        (
            .bolusPreempted(identifier: 1, remaining: Volume(picoliters: 5)), "bolus-preempted", .info,
            #"{"bolus":1,"remainingPicoliters":5}"#
        ),
        (
            .bolusResumed(identifier: 1, remaining: Volume(picoliters: 5)), "bolus-resumed", .info,
            #"{"bolus":1,"remainingPicoliters":5}"#
        ),
        (
            .bolusEnded(identifier: 2, delivered: Volume(picoliters: 7), .limited), "bolus-ended", .info,
            #"{"bolus":2,"deliveredPicoliters":7,"end":"limited"}"#
        ),
        (
            .bolusEnded(identifier: 1, delivered: Volume(picoliters: 8), .cancelled), "bolus-ended", .info,
            #"{"bolus":1,"deliveredPicoliters":8,"end":"cancelled"}"#
        ),
        (
            .conditionRaised(.reservoirLow), "condition-raised", .low,
            #"{"condition":"reservoir-low","priority":"low"}"#
        ),
        (
            .conditionAcknowledged(.doseLimit), "condition-acknowledged", .medium,
            #"{"condition":"dose-limit","priority":"medium"}"#
        ),
        (
            .conditionCleared(.coverOpen), "condition-cleared", .high,
            #"{"condition":"cover-open","priority":"high"}"#
        ),
        (
            .forfeited(from: Instant(nanoseconds: 1), to: Instant(nanoseconds: 2), .noGrant), "forfeited", .info,
            #"{"fromNanoseconds":1,"reason":"no-grant","toNanoseconds":2}"#
        ),
        (
            .forfeited(from: Instant(nanoseconds: 1), to: Instant(nanoseconds: 2), .doseLimit), "forfeited", .info,
            #"{"fromNanoseconds":1,"reason":"dose-limit","toNanoseconds":2}"#
        ),
        (
            .rateChanged(FlowRate(picolitersPerDay: 6)), "rate-changed", .info, #"{"ratePicolitersPerDay":6}"#
        ),
        (.periodicDose, "periodic-dose", .info, "{}"),
        (.bridgeEnded, "bridge-ended", .info, "{}"),
        (.doseLimited(.day, slot: 3), "dose-limited", .medium, #"{"slot":3,"window":"day"}"#),
        (.clockSet(before: nil, after: 9), "clock-set", .info, #"{"afterNanoseconds":9}"#),
        (
            .clockSet(before: -8, after: 9), "clock-set", .info,
            #"{"afterNanoseconds":9,"beforeNanoseconds":-8}"#
        ),
        (
            .pathDeclared(isFree: true, at: Volume(picoliters: 4)), "path-declared", .info,
            #"{"forwardPicoliters":4,"isFree":true}"#
        ),
        (
            .pathDeclared(isFree: false, at: Volume(picoliters: 4)), "path-declared", .info,
            #"{"forwardPicoliters":4,"isFree":false}"#
        ),
        (
            .mixtureEntered(at: Volume(picoliters: 4)), "mixture-entered", .info, #"{"forwardPicoliters":4}"#
        ),
        (
            .staircaseHeld(FlowRate(picolitersPerDay: 6)), "staircase-held", .info,
            #"{"ratePicolitersPerDay":6}"#
        ),
        (.buttonPressed, "button-pressed", .info, "{}"),
        (.phaseFound(fullStep: 17), "phase-found", .info, #"{"fullStep":17}"#),
        (.selfTested(SelfTestReport(failed: [])), "self-tested", .info, #"{"failed":[],"passed":true}"#),
        (
            .selfTested(SelfTestReport(failed: [.clock, .rigProfile])), "self-tested", .high,
            #"{"failed":["rig-profile","clock"],"passed":false}"#
        ),
        (.invariantBroken(.movedBeyondGrant), "invariant-broken", .high, #"{"invariant":"moved-beyond-grant"}"#),
    ]

    @Test("Each event has its kind, its severity and its fields", arguments: texts.indices)
    func text(index: Int) throws {
        let (event, kind, severity, payload) = Self.texts[index]
        let transcript = EventTranscript(of: EventRecord(sequence: 1, at: .zero, event: event))
        #expect(transcript.kind == kind)
        #expect(transcript.severity == severity)
        #expect(transcript.payload == payload)
        #expect(try JSONSerialization.jsonObject(with: Data(payload.utf8)) is [String: Any])
    }

    @Test("Kinds are the kebab-cased names of the cases")
    func kinds() {
        for (event, kind, _, _) in Self.texts {
            let caseName = "\(event)".prefix { $0 != "(" }
            #expect(kind == caseName.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined())
        }
        #expect(Set(Self.texts.map(\.1)).count == 25)
    }
}
