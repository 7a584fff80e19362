// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Varlink

/// The service that the tests talk to.
struct BenchService: CallHandler {
    struct Broken: Error {}

    static let text = """
        # A service for tests.
        # It has two lines of documentation.
        interface com.example.bench

        # A step.
        type Step (
          # How fast.
          rateNanolitersPerDay: int,
          label: ?string
        )

        type Colour (red, green)

        # A tree.
        type Node (value: int, children: []Node, parent: ?Node)

        # Gives the text back.
        method Echo(text: string) -> (text: string)

        method Add(first: int, second: int) -> (sum: int)

        method Describe(
          step: Step,
          steps: ?[]Step,
          tags: [string](),
          colour: ?Colour,
          limits: [string]int,
          share: float,
          extra: object,
          node: ?Node
        ) -> (count: int)

        # Counts; one reply a number when asked for more.
        method Count(to: int) -> (number: int)

        # Waits at the gate.
        method Hold() -> ()

        # Waits at the gate after its first reply.
        method Watch() -> (number: int)

        # Sends until the client is dropped.
        method Flood() -> (text: ?string)

        # Sends a lot, waiting for the client to read.
        method Pour(count: int) -> (text: ?string)

        method Note(text: string) -> ()
        method Who() -> (user: int, process: int, groups: []int)
        method Refuse() -> ()
        method Break() -> ()
        method Lie() -> (number: int)

        error Refused (reason: string, remainingSeconds: int)
        error Internal ()
        error TooFast ()
        error Full ()

        """

    let probe: Probe

    func handle(_ call: Call, replies: ReplyStream) async throws -> JSONValue {
        switch call.method {
        case "Echo": return ["text": call.parameters["text"] ?? ""]
        case "Add":
            return ["sum": .integer((call.parameters["first"]?.number ?? 0) + (call.parameters["second"]?.number ?? 0))]
        case "Describe": return ["count": 1]
        case "Count": return try await count(call, replies)
        case "Hold": return try await hold(call)
        case "Watch": return try await watch(replies)
        case "Flood": return try await flood(replies)
        case "Pour": return try await pour(call, replies)
        case "Note":
            probe.record("note \(call.parameters["text"]?.text ?? "")")
            return [:]
        case "Who": return who(call.peer)
        case "Refuse":
            throw CallError(
                name: "com.example.bench.Refused", parameters: ["reason": "no", "remainingSeconds": 12])
        case "Break": throw Broken()
        case "Lie": return ["number": "one"]
        default: throw CallError.methodNotImplemented(call.qualifiedMethod)
        }
    }

    private func count(_ call: Call, _ replies: ReplyStream) async throws -> JSONValue {
        let last = call.parameters["to"]?.number ?? 0
        guard call.wantsMore else { return ["number": .integer(last)] }
        for number in 1..<last { try await replies.send(["number": .integer(number)]) }
        return ["number": .integer(last)]
    }

    private func hold(_ call: Call) async throws -> JSONValue {
        probe.record("holding")
        do {
            try await probe.waitAtGate()
        } catch {
            probe.record("cancelled")
            throw error
        }
        probe.record("passed")
        return [:]
    }

    private func watch(_ replies: ReplyStream) async throws -> JSONValue {
        try await replies.send(["number": 1])
        do {
            try await probe.waitAtGate()
        } catch {
            probe.record("cancelled")
            await #expect(throws: ReplyStream.Failure.self) { try await replies.send(["number": 2]) }
            throw error
        }
        return ["number": 2]
    }

    private func flood(_ replies: ReplyStream) async throws -> JSONValue {
        let text = JSONValue.string(String(repeating: "x", count: 32 * 1024))
        do {
            while true { try await replies.send(["text": text]) }
        } catch {
            probe.record("\(error)")
            throw error
        }
    }

    private func pour(_ call: Call, _ replies: ReplyStream) async throws -> JSONValue {
        let text = JSONValue.string(String(repeating: "x", count: 32 * 1024))
        for _ in 0..<(call.parameters["count"]?.number ?? 0) {
            try await replies.send(["text": text])
            try await replies.drained()
        }
        return [:]
    }

    private func who(_ peer: PeerCredentials) -> JSONValue {
        [
            "user": .integer(Int64(peer.userID)), "process": .integer(Int64(peer.processID)),
            "groups": .array(peer.groupIDs.sorted().map { .integer(Int64($0)) }),
        ]
    }
}
