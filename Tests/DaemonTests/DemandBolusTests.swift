// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: the patient gets what is prescribed and never more, over the socket, across kills. Method: the real daemon; hours of
/// lockout pass in seconds.
@Suite("The demand bolus over the socket", .serialized, .timeLimit(.minutes(5)))
struct DemandBolusTests {
    /// Waits for one more stroke; a pump that has paused gives none.
    private func waitForStroke(_ daemon: DaemonProcess, _ client: Client) async throws {
        let strokes = try await client.status().strokes
        let news = try await daemon.watch { $0.strokes > strokes || $0.state == .paused || $0.state == .stopped }
        try #require(news.strokes > strokes, "\(news)")
    }

    /// Asks again at each news until the next one is to be had.
    private func waitForNext(_ daemon: DaemonProcess, _ client: Client) async throws {
        while try await !client.allowance().possible { try await waitForStroke(daemon, client) }
    }

    @Test(
        "BR-D03 BR-D04: granted, then locked out from the start of the last one with the time that is left, then counted out"
    )
    func lockoutAndCount() async throws {
        // The lockout holds for as long as it takes to ask.
        let daemon = try DaemonProcess(speedUp: 1)
        var client = try await daemon.start()
        let none = try await client.allowance()
        #expect(!none.prescribed && !none.possible)
        #expect(try await client.refusal { try await $0.requestBolus() }.name == "NoProgram")
        try await client.take(BenchTherapy(tables: BenchTherapy.demand(most: 2)))
        #expect(try await client.refusal { try await $0.requestBolus() }["state"] == "stopped")
        try await client.resume()
        let first = try await client.allowance()
        #expect(first.possible && first.leftToday == 2 && first.doseNanograms == 25_000 && first.drug == "dye")
        let granted = try await client.requestBolus()
        #expect(granted.volumeNanoliters == 25_000 && granted.expectedSeconds == 300)
        let locked = try await client.refusal { try await $0.requestBolus() }
        #expect(locked.name == "LockedOut" && locked["because"] == "lockout")
        #expect((500...600).contains(try #require(locked["remainingSeconds"]?.number)))
        let refused = try await daemon.wait(for: "demand-refused") { $0["because"] == "locked-out" }.payload
        #expect(refused["remainingSeconds"] == locked["remainingSeconds"])
        let rest = try await client.allowance()
        #expect(!rest.possible && rest.leftToday == 1 && rest.reason == "the lockout of the last dose holds")
        #expect((500...600).contains(try #require(rest.nextSeconds)))
        daemon.terminate()

        try daemon.write(speedUp: 200)
        client = try await daemon.start()
        try await client.resume()
        try await waitForNext(daemon, client)
        _ = try await client.requestBolus()
        // Once the lockout is over the count still holds.
        var counted = try await client.refusal { try await $0.requestBolus() }
        while counted["because"] == "lockout" {
            try await waitForStroke(daemon, client)
            counted = try await client.refusal { try await $0.requestBolus() }
        }
        #expect(counted["because"] == "count")
        #expect((3_600...86_400).contains(try #require(counted["remainingSeconds"]?.number)))
        let last = try await client.allowance()
        #expect(last.leftToday == 0 && last.reason == "2 doses began within 24 hours")
        daemon.terminate()
    }

    @Test("BR-D06: a demand bolus goes before a single one, which then goes on with its exact remainder")
    func preempts() async throws {
        let daemon = try DaemonProcess(speedUp: 60)
        let client = try await daemon.start()
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        try await client.resume()
        let single = try await client.bolus(microliters: 50, minutes: 10)
        try await daemon.wait(for: "stroke-ended") { $0["bolus"]?.number == single.bolusId }
        let demand = try await client.requestBolus()
        let during = try await daemon.watch { $0.suspendedBolus != nil || $0.bolus == nil }
        #expect(during.bolus?.kind == .demand && during.suspendedBolus?.bolusId == single.bolusId)
        #expect(try await client.refusal { try await $0.bolus(microliters: 10, minutes: 5) }.name == "BolusActive")
        try await daemon.wait(for: "bolus-ended") { $0["bolus"]?.number == single.bolusId }
        let story = try await daemon.record("bolus-preempted", "bolus-resumed", "bolus-ended")
        try #require(story.count == 4)
        #expect(story.map(\.kind) == ["bolus-preempted", "bolus-ended", "bolus-resumed", "bolus-ended"])
        #expect(
            story.map { $0.payload["bolus"]?.number } == [
                single.bolusId, demand.bolusId, single.bolusId, single.bolusId,
            ])
        #expect(story[0].payload["remainingPicoliters"] == story[2].payload["remainingPicoliters"])
        for (event, volume) in [(story[1], Int64(25_000_000)), (story[3], 50_000_000)] {
            #expect(event.payload["end"] == "completed")
            // What is less than a full step of the motor comes with the background.
            let delivered = try #require(event.payload["deliveredPicoliters"]?.number)
            #expect((volume - 57_000...volume).contains(delivered))
        }
        daemon.terminate()
    }

    @Test(
        "A patient may ask for the demand bolus and stop, and nothing else; the refusal of the rest is on record",
        .enabled(if: getuid() == 0, "only root may become other users"))
    func patient() async throws {
        let daemon = try DaemonProcess(speedUp: 1_000, roles: "[roles]\npatient = \"user:54321\"")
        let client = try await daemon.start()
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        try await client.resume()
        let patient = Caller(user: 54_321)
        let granted = try patient.call(ControlMethod.requestBolus.rawValue, #"{"requestId":"p1"}"#, of: daemon)
        #expect(granted["parameters"]?["volumeNanoliters"] == 25_000)
        let allowance = try patient.call(ControlMethod.allowance.rawValue, of: daemon)
        #expect(allowance["parameters"]?["prescribed"] == true)
        let bolus = #"{"requestId":"p2","revision":1,"volumeNanoliters":25000,"durationSeconds":300}"#
        for (method, parameters) in [(ControlMethod.bolus, bolus), (.resume, #"{"requestId":"p3","revision":1}"#)] {
            let refused = try patient.call(method.rawValue, parameters, of: daemon)
            #expect(refused["error"] == "org.varlink.service.PermissionDenied")
            let event = try await daemon.wait(for: "call-refused") { $0["method"] == .string(method.rawValue) }
            #expect(event.payload["user"] == 54_321)
        }
        #expect(try patient.call(ControlMethod.stop.rawValue, of: daemon)["parameters"]?["confirmed"] == true)
        daemon.terminate()
    }

    @Test("BR-D15: the same request gets the same dose, also after a kill, and its lockout is not shorter for it")
    func repeated() async throws {
        let daemon = try DaemonProcess(speedUp: 100)
        var client = try await daemon.start()
        try await client.take(BenchTherapy(tables: BenchTherapy.demand(lockout: "2 h", from: "end")))
        try await client.resume()
        let granted = try await client.requestBolus("dose-1")
        #expect(try await client.requestBolus("dose-1") == granted)
        try await daemon.wait(for: "stroke-ended") { $0["bolus"]?.number == granted.bolusId }
        let before = try await client.refusal { try await $0.requestBolus() }
        #expect(before["because"] == "lockout")
        daemon.kill()
        // From here on a second is a second.
        try daemon.write(speedUp: 1)
        client = try await daemon.start()
        #expect(try await client.requestBolus("dose-1") == granted)
        #expect(try await client.status().bolus == nil)
        #expect(try await daemon.record("bolus-started").count == 1)
        try await client.resume()
        let after = try await client.refusal { try await $0.requestBolus() }
        #expect(after.name == "LockedOut" && after["because"] == "lockout")
        // Cut off in the middle, it counts as ended with the restart.
        #expect((7_100...7_200).contains(try #require(after["remainingSeconds"]?.number)))
        // And once more: neither the restart itself nor another one shortens it by more than has passed.
        client = try await daemon.killAndStart()
        try await client.resume()
        let later = try await client.refusal { try await $0.requestBolus() }
        #expect((7_000...7_200).contains(try #require(later["remainingSeconds"]?.number)))
        daemon.terminate()
    }
}
