// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Varlink

/// The wire rules, by raw bytes.
@Suite(.timeLimit(.minutes(5))) struct ProtocolTests {
    @Test(arguments: CallMessageTests.malformed.map(\.0))
    func closesOnWhatIsNoCall(text: String) async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            try await peer.send(
                messages: callText("Echo", #"{"text":"before"}"#), text, callText("Note", #"{"text":"after"}"#))
            #expect(try await peer.receive() == #"{"parameters":{"text":"before"}}"#)
            #expect(try await peer.receive() == nil)
            #expect(bench.server.counters.malformedMessages == 1)
            #expect(bench.server.counters.calls == 1)
            #expect(bench.probe.events == [])
        }
    }

    @Test func closesOnWhatIsNotUTF8() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            try await peer.send(Array(#"{"method":"a.B","x.y":""#.utf8) + [0xFF] + Array("\"}\0".utf8))
            #expect(try await peer.receive() == nil)
        }
    }

    static let answers: [(String, String)] = [
        (callText("Echo", #"{"text":"é\u0000"}"#), #"{"parameters":{"text":"é\u0000"}}"#),
        (
            " {\n\t\"method\" : \"com.example.bench.Echo\" , \"parameters\" : {\"text\" : \"x\"} } ",
            #"{"parameters":{"text":"x"}}"#
        ),
        (callText("Note", #"{"text":"x"}"#, #","org.example.trace":{"a":1}"#), "{}"),
        (callText("Count", #"{"to":3}"#), #"{"parameters":{"number":3}}"#),
        (callText("Echo", #"{"text":"x"}"#, #","more":true"#), #"{"parameters":{"text":"x"}}"#),
        (callText("Watch", "null"), #"{"error":"org.varlink.service.ExpectedMore"}"#),
        (#"{"method":"com.example.bench.Watch"}"#, #"{"error":"org.varlink.service.ExpectedMore"}"#),
        (
            callText("Refuse"),
            #"{"error":"com.example.bench.Refused","parameters":{"reason":"no","remainingSeconds":12}}"#
        ),
        (callText("Break"), #"{"error":"com.example.bench.Internal"}"#),
        (callText("Lie"), #"{"error":"com.example.bench.Internal"}"#),
        (
            callText("Echo", #"{"text":5}"#),
            #"{"error":"org.varlink.service.InvalidParameter","parameters":{"parameter":"text"}}"#
        ),
        (
            callText("Echo", #"{"text":"x","other":1}"#),
            #"{"error":"org.varlink.service.InvalidParameter","parameters":{"parameter":"other"}}"#
        ),
        (
            callText("Add", #"{"first":1.0,"second":2}"#),
            #"{"error":"org.varlink.service.InvalidParameter","parameters":{"parameter":"first"}}"#
        ),
        (
            callText("Nothing"),
            #"{"error":"org.varlink.service.MethodNotFound","parameters":{"method":"com.example.bench.Nothing"}}"#
        ),
        (
            #"{"method":"com.example.other.Echo"}"#,
            #"{"error":"org.varlink.service.InterfaceNotFound","parameters":{"interface":"com.example.other"}}"#
        ),
        (
            #"{"method":"Echo"}"#,
            #"{"error":"org.varlink.service.InterfaceNotFound","parameters":{"interface":"Echo"}}"#
        ),
        (
            #"{"method":""}"#,
            #"{"error":"org.varlink.service.InterfaceNotFound","parameters":{"interface":""}}"#
        ),
        (
            callText("Echo", #"{"text":"x"}"#, #","upgrade":true"#),
            #"{"error":"org.varlink.service.MethodNotImplemented","parameters":{"method":"com.example.bench.Echo"}}"#
        ),
        (
            #"{"method":"org.varlink.service.GetInfo"}"#,
            #"{"parameters":{"interfaces":["com.example.bench","org.varlink.service"],"product":"Bench","#
                + #""url":"https://example.com","vendor":"Example","version":"1"}}"#
        ),
        (
            #"{"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":"a.b"}}"#,
            #"{"error":"org.varlink.service.InterfaceNotFound","parameters":{"interface":"a.b"}}"#
        ),
        (
            #"{"method":"org.varlink.service.GetInterfaceDescription"}"#,
            #"{"error":"org.varlink.service.InvalidParameter","parameters":{"parameter":"interface"}}"#
        ),
        (
            #"{"method":"org.varlink.service.Other"}"#,
            #"{"error":"org.varlink.service.MethodNotFound","parameters":{"method":"org.varlink.service.Other"}}"#
        ),
    ]

    /// All in one go, and a connection that goes on after every error.
    @Test func answersInOrder() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            let calls = Array(Self.answers.map { $0.0 + "\0" }.joined().utf8)
            let sender = try RawPeer(duplicating: peer)
            async let sent: Void = sender.send(calls)
            for (_, reply) in Self.answers { #expect(try await peer.receive() == reply) }
            try await sent
            #expect(bench.server.counters.internalErrors == 2)
            #expect(bench.log.withLockedValue { $0.count } == 2)
        }
    }

    @Test func describesItsInterfaces() async throws {
        try await BenchServer.run { bench in
            let client = try await Client.connect(path: bench.path)
            for (name, text) in [
                ("com.example.bench", BenchService.text), ("org.varlink.service", ServiceInterface.text),
            ] {
                let reply = try await client.call(
                    "org.varlink.service.GetInterfaceDescription", ["interface": .string(name)])
                #expect(reply == ["description": .string(text)])
            }
        }
    }

    @Test func readsAMessageCutAnywhere() async throws {
        try await BenchServer.run { bench in
            let message = Array(callText("Echo", #"{"text":"é"}"#).utf8) + [0]
            let peer = try bench.peer()
            for cut in 0...message.count {
                // The rest of one message and the beginning of the next in one write, too.
                try await peer.send(Array(message[..<cut]))
                try await peer.send(Array(message[cut...]) + Array(message[..<cut]))
                #expect(try await peer.receive() == #"{"parameters":{"text":"é"}}"#)
                try await peer.send(Array(message[cut...]))
                #expect(try await peer.receive() == #"{"parameters":{"text":"é"}}"#)
            }
        }
    }

    @Test func startsACallAfterTheReplyBefore() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            try await peer.send(messages: callText("Hold"), callText("Note", #"{"text":"x"}"#), callText("Hold"))
            await bench.probe.wait(for: "holding")
            #expect(bench.probe.events == ["holding"])
            bench.probe.openGate()
            #expect(try await peer.receive() == "{}")
            #expect(try await peer.receive() == "{}")
            await bench.probe.wait(for: "holding", count: 2)
            #expect(bench.probe.events == ["holding", "passed", "note x", "holding"])
            bench.probe.openGate()
            #expect(try await peer.receive() == "{}")
        }
    }

    @Test func answersOnewayCallsNever() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            let oneway = #","oneway":true"#
            try await peer.send(
                messages: callText("Note", #"{"text":"a"}"#, oneway), callText("Nothing", "{}", oneway),
                callText("Echo", #"{"text":5}"#, oneway), callText("Refuse", "{}", oneway),
                callText("Break", "{}", oneway), callText("Watch", "{}", oneway),
                #"{"method":"a.b.C","oneway":true}"#, #"{"method":"org.varlink.service.GetInfo","oneway":true}"#,
                callText("Echo", #"{"text":"end"}"#)
            )
            #expect(try await peer.receive() == #"{"parameters":{"text":"end"}}"#)
            #expect(bench.probe.events == ["note a"])
        }
    }

    @Test func runsOnewayCallsOfAClientThatLeft() async throws {
        try await BenchServer.run { bench in
            let oneway = #","oneway":true"#
            try await bench.peer().send(
                messages: callText("Hold", "{}", oneway), callText("Note", #"{"text":"a"}"#, oneway),
                callText("Echo", #"{"text":"x"}"#), callText("Note", #"{"text":"b"}"#, oneway)
            )
            await bench.probe.wait(for: "holding")
            bench.probe.openGate()
            await bench.probe.wait(for: "note a")
            await bench.waitForOpenConnections(0)
            #expect(bench.probe.events.prefix(3) == ["holding", "passed", "note a"])
            // That it left shows when it is written to: what comes behind that runs before the failure is known, or never.
            #expect([[], ["note b"]].contains(bench.probe.events.dropFirst(3)))
        }
    }

    @Test func answersAClientThatSaysNoMore() async throws {
        try await BenchServer.run { bench in
            let peer = try bench.peer()
            try await peer.send(messages: callText("Hold"), callText("Echo", #"{"text":"x"}"#))
            peer.shutDownOutput()
            await bench.probe.wait(for: "holding")
            bench.probe.openGate()
            #expect(try await peer.receive() == "{}")
            #expect(try await peer.receive() == #"{"parameters":{"text":"x"}}"#)
            #expect(try await peer.receive() == nil)
        }
    }

    @Test func cancelsWhatAClientLeftBehind() async throws {
        try await BenchServer.run { bench in
            do {
                let peer = try bench.peer()
                try await peer.send(messages: callText("Hold"), callText("Note", #"{"text":"never"}"#))
                await bench.probe.wait(for: "holding")
            }
            await bench.probe.wait(for: "cancelled")
            await bench.waitForOpenConnections(0)
            #expect(bench.probe.events == ["holding", "cancelled"])
            #expect(bench.server.counters.internalErrors == 0)
        }
    }
}
