// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Goal: `make run` ends as its documentation says, and leaves no process behind, whatever fails. Method: its script
/// between two stand-ins for the programs, which note each call.
@Suite("make run", .serialized)
struct RunLocalTests {
    /// Notes its process id, then waits for SIGTERM.
    private static let daemon = """
        #!/bin/sh
        run=$(dirname "$2")
        [ "$FAIL" != daemon ] || { echo "the rig is missing" >&2; exit 78; }
        echo $$ >"$run/pid"
        trap 'echo terminated >>"$run/calls"; rm "$run/up"; exit 0' TERM
        touch "$run/up"
        echo "The bench-only notice."
        while :; do sleep 0.05; done
        """

    private static let programmer = """
        #!/bin/sh
        run=$(dirname "$2")
        shift 2
        [ -e "$run/up" ] || { echo "not running" >&2; exit 69; }
        [ "$1" = status ] || echo "$*" >>"$run/calls"
        [ "$FAIL" != "$1" ] || { echo "$1 went wrong" >&2; exit 75; }
        [ "$1" != status ] || echo '{"state":"stopped"}'
        """

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.copy("Config/run-local.sh")
        try folder.write(Self.daemon, to: ".build/release/cisternad", executable: true)
        try folder.write(Self.programmer, to: ".build/release/cisterna", executable: true)
        try folder.write("", to: "Config/therapies/continuous.toml")
    }

    private func run(seconds: String = "1", failing: String = "") throws -> Script {
        try Script.run(
            "/bin/sh", [folder.url.appending(path: "Config/run-local.sh").path],
            environment: ["RUN_SECONDS": seconds, "FAIL": failing])
    }

    private func expectNothingLeft() throws {
        #expect(folder.text(".run/up") == nil)
        guard let pid = folder.text(".run/pid").flatMap({ pid_t($0.trimmingCharacters(in: .newlines)) }) else { return }
        #expect(kill(pid, 0) == -1)
    }

    @Test("The first line states the speed-up, the last is the final status; a second run is like the first")
    func runsTwice() throws {
        for _ in 1...2 {
            let script = try run()
            #expect(script.status == 0, "\(script.errors)")
            let lines = script.output.split(separator: "\n")
            #expect(lines.first == "Cisterna on the simulated rig, 200 times real time.")
            #expect(lines.contains("The bench-only notice."))
            #expect(lines.last == "{\"state\":\"stopped\"}")
            let calls = try #require(folder.text(".run/calls")).split(separator: "\n")
            let verbs = calls.suffix(5).map { $0.split(separator: " ")[0] }
            #expect(verbs == ["program", "resume", "watch", "stop", "terminated"])
            try expectNothingLeft()
        }
    }

    @Test("A speed-up that was edited is kept and stated")
    func editedSpeedIsKept() throws {
        _ = try run()
        let edited = try #require(folder.text(".run/cisternad.toml")).replacing("speed-up = 200", with: "speed-up = 50")
        try folder.write(edited, to: ".run/cisternad.toml")
        #expect(try run().output.hasPrefix("Cisterna on the simulated rig, 50 times real time.\n"))
    }

    @Test(
        "A step that fails ends the run with its own message and code",
        arguments: [
            ("daemon", 78, "the rig is missing"), ("program", 75, "program went wrong"),
            ("resume", 75, "resume went wrong"), ("watch", 75, "watch went wrong"), ("stop", 75, "stop went wrong"),
        ])
    func failureIsPassedOn(step: String, status: Int32, message: String) throws {
        let script = try run(failing: step)
        #expect(script.status == status)
        #expect(script.errors.contains(message))
        try expectNothingLeft()
    }

    @Test("A second run beside a running one is refused and stops nothing")
    func secondIsRefused() throws {
        try folder.write("", to: ".run/up")
        #expect(try run().status == 75)
        #expect(folder.text(".run/calls") == nil)
    }

    @Test("RUN_SECONDS that is no number is a usage error")
    func secondsAreChecked() throws {
        #expect(try run(seconds: "2s").status == 64)
    }

    @Test("A missing program is named")
    func missingProgramIsNamed() throws {
        try FileManager.default.removeItem(at: folder.url.appending(path: ".build/release/cisterna"))
        let script = try run()
        #expect(script.status == 66)
        #expect(script.errors.contains("release/cisterna is missing"))
    }
}
