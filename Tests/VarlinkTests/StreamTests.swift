// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Varlink

/// Goal: a series of replies keeps its order, ends with its client, and does not fill our memory.
@Suite(.timeLimit(.minutes(5))) struct StreamTests {
    private static let more = #","more":true"#

    @Test func continuesUntilTheFinalReply() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            try await peer.send(
                messages: callText("Count", #"{"to":3}"#, Self.more), callText("Echo", #"{"text":"x"}"#))
            #expect(try await peer.receive() == #"{"continues":true,"parameters":{"number":1}}"#)
            #expect(try await peer.receive() == #"{"continues":true,"parameters":{"number":2}}"#)
            #expect(try await peer.receive() == #"{"parameters":{"number":3}}"#)
            #expect(try await peer.receive() == #"{"parameters":{"text":"x"}}"#)
        }
    }

    @Test func keepsTheNextCallWaiting() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            try await peer.send(messages: callText("Watch", "{}", Self.more), callText("Note", #"{"text":"x"}"#))
            #expect(try await peer.receive() == #"{"continues":true,"parameters":{"number":1}}"#)
            #expect(bench.probe.events == [])
            bench.probe.openGate()
            #expect(try await peer.receive() == #"{"parameters":{"number":2}}"#)
            #expect(try await peer.receive() == "{}")
            #expect(bench.probe.events == ["note x"])
        }
    }

    @Test func endsWhenTheClientCloses() async throws {
        try await BenchServer.run { bench in
            do {
                let peer = try bench.peer()
                try await peer.send(messages: callText("Watch", "{}", Self.more))
                #expect(try await peer.receive() == #"{"continues":true,"parameters":{"number":1}}"#)
            }
            await bench.probe.wait(for: "cancelled")
            await bench.waitForOpenConnections(0)
        }
    }

    /// Also while so many calls wait that the server does not read.
    @Test func endsWhenTheClientClosesWithAFullQueue() async throws {
        try await BenchServer.run { bench in
            do {
                let peer = try bench.peer()
                try await peer.send(messages: callText("Watch", "{}", Self.more))
                #expect(try await peer.receive() == #"{"continues":true,"parameters":{"number":1}}"#)
                for _ in 0..<100 { try await peer.send(messages: callText("Note", #"{"text":"x"}"#)) }
            }
            await bench.probe.wait(for: "cancelled")
            await bench.waitForOpenConnections(0)
            #expect(bench.probe.events == ["cancelled"])
        }
    }

    @Test func dropsASlowReader() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            try await peer.send(messages: callText("Flood", "{}", Self.more))
            await bench.probe.wait(for: "connectionGone")
            await bench.waitForOpenConnections(0)
            #expect(bench.server.counters.droppedSlowReaders == 1)
            #expect(bench.server.counters.internalErrors == 0)
        }
    }

    @Test func waitsForAReaderWhenAskedTo() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            try await peer.send(messages: callText("Pour", #"{"count":200}"#, Self.more))
            for _ in 0..<200 {
                let reply = try await peer.receive()
                #expect(reply?.hasPrefix(#"{"continues":true"#) == true)
            }
            #expect(try await peer.receive() == "{}")
            #expect(bench.server.counters.droppedSlowReaders == 0)
        }
    }

    @Test func refusesMoreThanTheCallWants() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            try await peer.send(messages: callText("Flood"))
            #expect(try await peer.receive() == #"{"error":"com.example.bench.Internal"}"#)
            #expect(bench.probe.events == ["notWanted"])
        }
    }

    @Test func stopCancelsTheStreams() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            try await peer.send(messages: callText("Watch", "{}", Self.more))
            #expect(try await peer.receive() == #"{"continues":true,"parameters":{"number":1}}"#)
            await bench.server.stop()
            #expect(bench.probe.events == ["cancelled"])
            #expect(try await peer.receive() == nil)
            #expect(bench.server.counters.openConnections == 0)
        }
    }
}
