// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers
import Testing

@testable import Varlink

/// Goal: past each bound a client gets an error or loses its connection, and nobody else notices.
@Suite(.timeLimit(.minutes(5))) struct BoundsTests {
    private static let full = #"{"error":"com.example.bench.Full"}"#
    private static let echo = callText("Echo", #"{"text":"x"}"#)
    private static let echoed = #"{"parameters":{"text":"x"}}"#

    private static func bounds(_ change: (inout ServerBounds) -> Void) -> ServerBounds {
        var bounds = BenchServer.bounds
        change(&bounds)
        return bounds
    }

    @Test func closesOnAMessageThatIsTooLong() async throws {
        try await BenchServer.run(bounds: Self.bounds { $0.maximumMessageBytes = Self.echo.utf8.count }) { bench in
            let peer = try bench.peer()
            try await peer.send(messages: Self.echo, Self.echo + " ")
            #expect(try await peer.receive() == Self.echoed)
            #expect(try await peer.receive() == nil)
            let endless = try bench.peer()
            try await endless.send(String(repeating: "x", count: 200))
            #expect(try await endless.receive() == nil)
            #expect(bench.server.counters.oversizedMessages == 2)
        }
    }

    @Test func takesAMessageOfTheDefaultMaximum() async throws {
        try await BenchServer.run { bench in
            let padding = String(repeating: " ", count: 256 * 1024 - Self.echo.utf8.count)
            let peer = try bench.peer()
            try await peer.send(messages: Self.echo + padding)
            #expect(try await peer.receive() == Self.echoed)
            let sender = try RawPeer(duplicating: peer)
            async let sent: Void = sender.send(messages: Self.echo + padding + " ")
            #expect(try await peer.receive() == nil)
            try? await sent
        }
    }

    /// Far more calls than may wait, while the first one holds: they come through in the end, in order.
    @Test func makesAClientWaitThatSendsTooMuch() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            try await peer.send(messages: callText("Hold"))
            await bench.probe.wait(for: "holding")
            let messages = (0..<5000).map { callText("Echo", #"{"text":"\#($0)"}"#) + "\0" }
            let calls = Array(messages.joined().utf8)
            let sender = try RawPeer(duplicating: peer)
            async let sent: Void = sender.send(calls)
            bench.probe.openGate()
            #expect(try await peer.receive() == "{}")
            for number in 0..<5000 {
                let reply = try await peer.receive()
                guard reply == #"{"parameters":{"text":"\#(number)"}}"# else { return #expect(reply == "\(number)") }
            }
            try await sent
        }
    }

    @Test func limitsTheCallsPerSecond() async throws {
        let now = NIOLockedValueBox<UInt64>(5)
        let bounds = Self.bounds {
            $0.callsPerSecond = 3
            $0.isRateLimited = { $0 == "com.example.bench.Note" }
        }
        let clock: @Sendable () -> UInt64 = { now.withLockedValue { $0 } }
        try await BenchServer.run(bounds: bounds, clock: clock) { bench in
            let peer = try bench.peer()
            func note() async throws -> String? {
                try await peer.send(messages: callText("Note", #"{"text":"x"}"#))
                return try await peer.receive()
            }
            for _ in 0..<3 { #expect(try await note() == "{}") }
            #expect(try await note() == #"{"error":"com.example.bench.TooFast"}"#)
            try await peer.send(messages: Self.echo)
            #expect(try await peer.receive() == Self.echoed, "other methods are free")
            now.withLockedValue { $0 += 333_333_333 }
            #expect(try await note() == "{}")
            #expect(try await note() == #"{"error":"com.example.bench.TooFast"}"#)
            let other = try bench.peer()
            try await other.send(messages: callText("Note", #"{"text":"x"}"#))
            #expect(try await other.receive() == "{}", "each connection counts for itself")
            #expect(bench.server.counters.rateLimitedCalls == 2)
        }
    }

    @Test func rateLimitSavesAtMostASecond() {
        var limit = RateLimit(perSecond: 2, now: 0)
        let atOnce = [limit.take(now: 0), limit.take(now: 0), limit.take(now: 0)]
        #expect(atOnce == [true, true, false])
        let soon = [limit.take(now: 499_999_999), limit.take(now: 500_000_000)]
        #expect(soon == [false, true])
        let later: UInt64 = 3_600_000_000_000
        let afterAnHour = [limit.take(now: later), limit.take(now: later), limit.take(now: later)]
        #expect(afterAnHour == [true, true, false])
        let whenClockGoesBack = limit.take(now: 0)
        #expect(!whenClockGoesBack)
        let atTheEndOfTime = limit.take(now: .max)
        #expect(atTheEndOfTime)
    }

    @Test func allowsOneCallBeyondTheMaximum() async throws {
        let bounds = Self.bounds {
            $0.maximumConnections = 1
            $0.overflowMethods = ["com.example.bench.Echo", "com.example.bench.Count"]
        }
        try await BenchServer.run(bounds: bounds) { bench in
            let first = try bench.peer()
            try await first.send(messages: Self.echo)
            #expect(try await first.receive() == Self.echoed)
            let second = try bench.peer()
            try await second.send(messages: Self.echo, Self.echo)
            #expect(try await second.receive() == Self.echoed)
            #expect(try await second.receive() == nil)
            let third = try bench.peer()
            try await third.send(messages: callText("Note", #"{"text":"x"}"#), Self.echo)
            #expect(try await third.receive() == Self.full)
            #expect(try await third.receive() == nil)
            let fourth = try bench.peer()
            try await fourth.send(messages: callText("Count", #"{"to":3}"#, #","more":true"#))
            #expect(try await fourth.receive() == #"{"parameters":{"number":3}}"#, "no stream there")
            #expect(try await fourth.receive() == nil)
            try await first.send(messages: Self.echo)
            #expect(try await first.receive() == Self.echoed)
            #expect(bench.server.counters.overflowConnections == 3)
            #expect(bench.server.counters.refusedCalls == 1)
            #expect(bench.probe.events == [])
        }
    }

    @Test func givesAPlaceBackWhenAConnectionEnds() async throws {
        try await BenchServer.run(bounds: Self.bounds { $0.maximumConnections = 1 }) { bench in
            for _ in 0..<5 {
                let peer = try bench.peer()
                try await peer.send(messages: Self.echo)
                #expect(try await peer.receive() == Self.echoed)
                peer.shutDown()
                await bench.waitForOpenConnections(0)
            }
        }
    }

    /// Silent connections beyond the maximum do not keep out one that has something to say.
    @Test func boundsTheConnectionsBeyondTheMaximum() async throws {
        let bounds = Self.bounds {
            $0.maximumConnections = 0
            $0.maximumOverflowConnections = 2
            $0.overflowMethods = ["com.example.bench.Hold", "com.example.bench.Echo"]
        }
        try await BenchServer.run(bounds: bounds) { bench in
            let first = try bench.peer()
            await bench.waitForOpenConnections(1)
            let second = try bench.peer()
            await bench.waitForOpenConnections(2)
            let third = try bench.peer()
            #expect(try await first.receive() == nil, "the oldest silent one has to go")
            try await second.send(messages: callText("Hold"))
            try await third.send(messages: callText("Hold"))
            await bench.probe.wait(for: "holding", count: 2)
            let fourth = try bench.peer()
            #expect(try await fourth.receive() == nil, "both have a call under way")
            bench.probe.openGate()
            bench.probe.openGate()
            #expect(try await second.receive() == "{}")
            #expect(try await third.receive() == "{}")
            #expect(bench.server.counters.refusedConnections == 2)
        }
    }
}
