// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Testing
import Varlink

@testable import cisterna

/// Goal: who is refused knows why and what would help, as a person and as a program. Method: each refusal by its words.
@Suite("Refusals")
struct RefusalTests {
    @Test("A refusal names what stands in the way, and when it will have passed or what would help (BR-D03)")
    func refusals() {
        let lockout = ControlError.lockedOut(
            because: .lockout, remainingSeconds: 7_380, text: "the lockout of the last demand bolus holds")
        let window = ControlError.doseLimit(
            window: .day, drug: "morphine", ceilingNanograms: 1_000_000, remainingSeconds: 1_200)
        let alone = ControlError.doseLimit(
            window: .hour, drug: "dye", ceilingNanograms: 500, remainingSeconds: nil)
        let expected: [(ControlError, String)] = [
            (lockout, "not now: the lockout of the last demand bolus holds; possible in 2 h 3 min"),
            (window, "morphine would exceed 1 mg within 24 hours; possible in 20 min"),
            (alone, "dye would exceed 500 ng within an hour; waiting may not help: ask for less"),
            (.noDemand, "no demand bolus is prescribed: commit a prescription that has one"),
            (.bridgeActive, "not now: the bridge bolus runs; cisterna status says for how long"),
            (.noPrimeRate, "the rig file names no prime rate: it has to, before this rig primes"),
            (
                .pathNotFree,
                "nobody has declared the path free of drug: rinse it, then cisterna path free --reason TEXT"
            ),
            (
                .beyondPath(leftNanoliters: 12_000),
                "more than the path takes: at most 12 uL may still be primed"
            ),
            (.noTrial, "there is no trial: commit a prescription with one, then cisterna trial start"),
            (.outOfOrder(step: "fill", text: "begin comes first"), "'fill' is not the next step: begin comes first"),
        ]
        for (error, words) in expected { #expect(RefusalText.sentence(for: error) == words) }
    }

    @Test("Soft limits are listed, each with its source (BR-S05)")
    func softLimits() {
        let error = ControlError.softLimits(Bench.boldProposal.softLimits).callError(in: ProgrammerInterface.name)
        let lines = FailureText.lines(for: error)
        #expect(lines.count == 2 && lines[0].contains("--override-name and --override-reason"))
        #expect(
            lines[1] == "  infusion.rate: 0.75 mg/day is asked, the limit is 0.6 mg/day (drugs/morphine.toml:12)")
    }

    @Test("A limit says where it is set and whose it is")
    func limitsHaveAPlace() {
        let origin = LimitOrigin(file: "drugs/morphine.toml", line: 7, column: 9, whose: "the drug library")
        let error = ControlError.limitExceeded(
            limit: "dailyDoseNanograms", allowed: 1_000, asked: 2_000, origin: origin)
        #expect(
            RefusalText.sentence(for: error)
                == "drugs/morphine.toml:7:9: dailyDoseNanograms: 2 ug is asked, 1 ug allowed by the drug library")
    }

    @Test("As JSON a refusal is error and parameters, also where no daemon had to say it")
    func json() {
        let sent = ControlError.beyondPath(leftNanoliters: 5).callError(in: ProgrammerInterface.name)
        #expect(
            RefusalJSON.value(for: sent)
                == ["error": "io.cisterna.Programmer.BeyondPath", "parameters": ["leftNanoliters": 5]])
        #expect(
            RefusalJSON.value(for: ControlError.noDemand)
                == ["error": "io.cisterna.Patient.NoDemand", "parameters": [:]])
        #expect(
            RefusalJSON.value(for: CallError.permissionDenied)?["error"] == "org.varlink.service.PermissionDenied")
        #expect(RefusalJSON.value(for: Declined()) == nil)
        #expect(RefusalJSON.value(for: ClientError(kind: .notRunning, call: "a")) == nil)
    }

    @Test("Every command prints it with --json, and says it to people too")
    func reported() {
        for (json, printed) in [
            (true, "{\"error\":\"io.cisterna.Programmer.NoTrial\",\"parameters\":{}}\n"), (false, ""),
        ] {
            let transcript = Transcript()
            let session = Session(
                client: PumpClient(path: "/nowhere"), console: transcript.console(), json: json, quiet: false)
            let code = session.report(
                ControlError.noTrial.callError(in: ProgrammerInterface.name), programmer: "cisterna")
            #expect(code.rawValue == 75 && transcript.output == printed)
            #expect(transcript.diagnostics.hasPrefix("cisterna: there is no trial"))
        }
    }
}
