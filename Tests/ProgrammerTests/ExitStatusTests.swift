// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Testing
import Varlink

@testable import cisterna

/// Goal: scripts can tell why. Method: each kind of failure by its code.
@Suite("Exit codes")
struct ExitStatusTests {
    @Test("Refusals of the daemon")
    func refusals() {
        let expected: [(ControlError, Int32)] = [
            (.notInState(.failed), 75), (.conditionStands("late-edge"), 75), (.noSuchCondition("late-edge"), 65),
            (.noProgram, 75), (.limitExceeded(limit: "a", allowed: 1, asked: 2), 65),
            (.notDeliverable(minimumNanoliters: 1), 65), (.staleProposal, 75), (.noSuchProposal, 75),
            (.bolusActive, 75), (.noSuchBolus, 75), (.beyondReservoir(remainingNanoliters: 1), 75),
            (.stopInputAsserted, 75), (.invalidDocument([]), 65), (.revisionMismatch(revision: 1), 75),
            (.requestConflict(requestId: "r"), 70), (.requestPending(requestId: "r"), 75),
            (.requestInterrupted(requestId: "r"), 70), (.realTimeDegraded, 75),
            (.tooManyCalls, 75), (.tooManyConnections, 75), (.internalError, 70), (.noTestRig, 78),
            (.noDemand, 75), (.lockedOut(because: .lockout, remainingSeconds: 1, text: "a"), 75),
            (.doseLimit(window: .hour, drug: "a", ceilingNanograms: 1, remainingSeconds: 2), 75),
            (.doseLimit(window: .hour, drug: "a", ceilingNanograms: 1, remainingSeconds: nil), 65),
            (.bridgeActive, 75), (.noPrimeRate, 78), (.pathNotFree, 75), (.beyondPath(leftNanoliters: 1), 65),
            (.noTrial, 75), (.outOfOrder(step: "fill", text: "a"), 75), (.softLimits([]), 65),
        ]
        for (error, code) in expected {
            #expect(ExitStatus(for: error).rawValue == code, "\(error)")
            for interface in InterfaceDefinition.all where interface.errors[error.name] != nil {
                #expect(ExitStatus(for: error.callError(in: interface.name)).rawValue == code, "\(error)")
            }
            #expect(!FailureText.lines(for: error).contains("") || error == .invalidDocument([]))
        }
    }

    @Test("Failures on the way to the daemon")
    func failures() {
        let client = { (kind: ClientError.Kind) in ExitStatus(for: ClientError(kind: kind, call: "a")).rawValue }
        #expect(client(.notRunning) == 69 && client(.connectionLost) == 69 && client(.system) == 69)
        #expect(client(.notPermitted) == 77 && client(.badReply("x")) == 76)
        #expect(ExitStatus(for: CallError.permissionDenied) == .notPermitted)
        #expect(ExitStatus(for: CallError.methodNotFound("a")) == .protocol)
        #expect(ExitStatus(for: CallError.invalidParameter("a")) == .protocol)
        #expect(ExitStatus(for: NoAnswer(method: .status, seconds: 1)) == .unavailable)
        #expect(throws: (any Error).self) {
            do {
                _ = try JSONValue.object([:]).decode(StopReply.self)
            } catch {
                #expect(ExitStatus(for: error) == .protocol)
                throw error
            }
        }
    }

    @Test("Failures on this side")
    func ownFailures() {
        #expect(ExitStatus(for: Declined()) == .declined && ExitStatus(for: RefillLeft()) == .declined)
        #expect(ExitStatus(for: NoProposedDocument()) == .notNow)
        #expect(ExitStatus(for: Misuse(message: "a")) == .usage)
        #expect(ExitStatus(for: NoTerminal()) == .usage)
        #expect(ExitStatus(for: BadMachine(checks: ["latency"])) == .configuration)
        #expect(ExitStatus(for: BadQuantity(argument: "a", message: "b")) == .data)
        #expect(ExitStatus(for: BadFile(path: "a", reason: .missing)) == .noInput)
        #expect(ExitStatus(for: BadFile(path: "a", reason: .notText)) == .data)
        #expect(ExitStatus(for: NotDelivering(state: .stopped, strokes: 1, wanted: 2)) == .notNow)
        #expect(ExitStatus(for: SelfTestFailed()) == .internal && ExitStatus(for: StopNotConfirmed()) == .internal)
    }
}
