// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: flex follows the pump clock, and nothing but the programmer moves that. Method: the real daemon, set to a Monday of
/// long ago; an hour of pump time takes seconds.
@Suite("The pump clock over the socket", .serialized, .timeLimit(.minutes(5)))
struct FlexClockTests {
    /// Ten minutes a day at a higher rate.
    private static let therapy = BenchTherapy(
        infusion: """
            mode = "flex"
            [[infusion.pattern]]
            days = "all"
            [[infusion.pattern.step]]
            at = "00:00"
            rate = "0.1 mL/day"
            [[infusion.pattern.step]]
            at = "06:10"
            rate = "1.44 mL/day"
            [[infusion.pattern.step]]
            at = "06:20"
            rate = "0.1 mL/day"
            """)
    /// 2001-01-01 06:05, a Monday, at one hour east of UTC.
    private static let monday: Int64 = 978_307_200 + 5 * 3_600 + 300
    private static let (low, high): (Int64, Int64) = (100_000_000, 1_440_000_000)

    private static func isRate(_ rate: Int64) -> (JSONValue) -> Bool {
        { $0["ratePicolitersPerDay"]?.number == rate }
    }

    @Test(
        "BR-D09: flex rests and says so until the clock is set, delivers its steps by it, and repeats none when it is set back"
    )
    func steps() async throws {
        let daemon = try DaemonProcess(speedUp: 1_000)
        let client = try await daemon.start()
        try await client.take(Self.therapy)
        #expect(try await client.status().clock == ClockMessage(known: false))
        try await client.resume()
        try await daemon.wait(for: "condition-raised") { $0["condition"] == "clock-unknown" }
        let resting = try await client.status()
        #expect(resting.state == .delivering && resting.programRateNanolitersPerDay == 0 && resting.strokes == 0)
        #expect(resting.alarms.contains { $0.condition == "clock-unknown" && $0.present })

        let set = try await client.setClock(Self.monday, offset: 3_600)
        #expect(set == SetClockReply(before: nil, shows: "2001-01-01 06:05:00"))
        let first = try await daemon.wait(for: "clock-set")
        try await daemon.wait(for: "condition-cleared") { $0["condition"] == "clock-unknown" }
        #expect(try await daemon.wait(for: "stroke-ended").sequence > first.sequence)
        let begins = try await daemon.wait(for: "rate-changed", where: Self.isRate(Self.high))
        let ends = try await daemon.wait(for: "rate-changed", after: begins.sequence, where: Self.isRate(Self.low))
        let shown = try await client.status().clock
        #expect(shown.weekday == "Monday" && shown.offsetSeconds == 3_600)
        #expect(try #require(shown.shows) >= "2001-01-01 06:20:00" && shown.shows! < "2001-01-02")
        // Ten minutes at 1.44 mL a day are 10 uL.
        let (delivered, forfeited) = try await daemon.strokes(between: begins, and: ends)
        #expect(delivered > 0 && delivered < 10_600_000 && (forfeited || delivered > 9_400_000), "\(delivered)")

        let back = try await client.setClock(Self.monday, offset: 3_600)
        #expect(try #require(back.before) >= "2001-01-01 06:20:00")
        try await daemon.watch { ($0.clock.shows ?? "") >= "2001-01-01 06:22" }
        let again = try await daemon.record("rate-changed").filter { $0.sequence > ends.sequence }
        #expect(!again.contains { Self.isRate(Self.high)($0.payload) })
        #expect(try await daemon.record("clock-asked").map { $0.payload["operator"] } == ["ada", "ada"])
        daemon.terminate()
    }

    @Test("BR-D09: the clock is known again after a kill within the same boot, and is not the machine's")
    func killed() async throws {
        let daemon = try DaemonProcess(speedUp: 1_000)
        var client = try await daemon.start()
        try await client.take(Self.therapy)
        _ = try await client.setClock(Self.monday, offset: 3_600)
        try await client.resume()
        try await daemon.wait(for: "rate-changed", where: Self.isRate(Self.high))
        let before = try #require(try await client.status().clock.shows)
        client = try await daemon.killAndStart()
        let clock = try await client.status().clock
        #expect(clock.known && clock.weekday == "Monday" && clock.offsetSeconds == 3_600)
        #expect(try #require(clock.shows) >= "2001-01-01 06:05:00" && before < "2001-01-02")
        // The machine's own clock is decades ahead.
        #expect(try #require(clock.aheadSeconds) < -20 * 365 * 86_400)
        let seen = try #require(try await daemon.record("daemon-started").last?.sequence)
        try await client.resume()
        try await daemon.wait(for: "stroke-ended", after: seen)
        #expect(try await daemon.record("condition-raised").allSatisfy { $0.payload["condition"] != "clock-unknown" })
        #expect(try await daemon.record("clock-set").count == 1)
        daemon.terminate()
    }

    @Test("A time of no civil clock, and an offset of no place, are refused by name")
    func wrongClock() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        #expect(try await client.refusal { try await $0.setClock(1) }["parameter"] == "unixSeconds")
        let offset = try await client.refusal { try await $0.setClock(Self.monday, offset: 50_401) }
        #expect(offset["parameter"] == "offsetSeconds")
        #expect(try await client.setClock(Self.monday, offset: -50_400).before == nil)
        daemon.terminate()
    }
}
