// SPDX-License-Identifier: Apache-2.0

import Testing
import Varlink

@testable import ControlInterface

/// Goal: what Swift sends is what the interfaces promise. Method: a sample of each message with every field set, held
/// to the definition both ways.
@Suite("Messages")
struct MessageTests {
    private func definition(of method: ControlMethod) throws -> Interface {
        try #require(InterfaceDefinition.all.first { $0.name == method.interface })
    }

    @Test("Every method is declared, and nothing but the methods", arguments: InterfaceDefinition.all.map(\.name))
    func methodsAreComplete(interface: String) throws {
        let definition = try #require(InterfaceDefinition.all.first { $0.name == interface })
        let known = ControlMethod.allCases.filter { $0.interface == interface }.map(\.name)
        #expect(Set(known) == Set(definition.methods.keys))
    }

    @Test("Parameters and replies fit, and fill every declared field", arguments: ControlMethod.allCases)
    func messagesFit(method: ControlMethod) throws {
        let definition = try definition(of: method)
        let samples: (any Encodable, any Encodable)? = Samples.parameters[method].flatMap { parameters in
            Samples.replies[method].map { (parameters, $0) }
        }
        guard let samples else {
            Issue.record("no samples")
            return
        }
        let parameters = try JSONValue(encoding: samples.0)
        let reply = try JSONValue(encoding: samples.1)
        #expect(definition.validate(parameters: parameters, of: method.name) == nil)
        #expect(definition.validate(reply: reply, of: method.name) == nil)
        let taken = try #require(definition.methods[method.name])
        let answered = try #require(definition.replies[method.name])
        expectFilled(parameters, .structure(taken), definition, "\(method)")
        expectFilled(reply, .structure(answered), definition, "\(method)")
    }

    /// Every field of every structure in it has a value.
    private func expectFilled(_ value: JSONValue, _ type: InterfaceType, _ definition: Interface, _ path: String) {
        switch (type, value) {
        case (.nullable(let wrapped), _):
            #expect(value != .null, "\(path)")
            expectFilled(value, wrapped, definition, path)
        case (.named(let name), _):
            if let type = definition.types[name] { expectFilled(value, type, definition, path) }
        case (.array(let element), .array(let elements)):
            #expect(!elements.isEmpty, "\(path)")
            for each in elements { expectFilled(each, element, definition, path) }
        case (.structure(let fields), .object(let members)):
            #expect(Set(fields.map(\.name)) == Set(members.keys), "\(path)")
            for field in fields {
                expectFilled(members[field.name] ?? .null, field.type, definition, "\(path).\(field.name)")
            }
        default: break
        }
    }

    @Test("Messages come back as they were sent")
    func messagesReturn() throws {
        #expect(try JSONValue(encoding: Samples.status).decode(StatusMessage.self) == Samples.status)
        #expect(try JSONValue(encoding: Samples.event).decode(EventMessage.self) == Samples.event)
        #expect(try JSONValue(encoding: WatchReply(heartbeat: true)).decode(WatchReply.self).status == nil)
        let empty = try JSONValue(encoding: EventsReply())
        #expect(HistoryInterface.definition.validate(reply: empty, of: "Events") == nil)
    }

    @Test("The words of Swift's enumerations are those of the interfaces")
    func wordsAgree() {
        let pump = PumpInterface.definition.types
        for interface in [PumpInterface.definition, ProgrammerInterface.definition, ServiceInterface.definition] {
            #expect(interface.types["State"] == .enumeration(StateWord.allCases.map(\.rawValue)))
        }
        #expect(pump["Priority"] == .enumeration(PriorityWord.allCases.map(\.rawValue)))
        #expect(pump["Response"] == .enumeration(ResponseWord.allCases.map(\.rawValue)))
        #expect(pump["Scheduling"] == .enumeration(SchedulingWord.allCases.map(\.rawValue)))
        #expect(pump["RigKind"] == .enumeration(RigKindWord.allCases.map(\.rawValue)))
        let severities = InterfaceType.enumeration(SeverityWord.allCases.map(\.rawValue))
        #expect(HistoryInterface.definition.types["Severity"] == severities)
        let service = ServiceInterface.definition.types
        #expect(service["Verdict"] == .enumeration(VerdictWord.allCases.map(\.rawValue)))
        guard case .structure(let latency) = service["Latency"] else {
            Issue.record("Latency is no structure")
            return
        }
        let sources = InterfaceType.enumeration(LatencySourceWord.allCases.map(\.rawValue))
        #expect(latency.first { $0.name == "source" }?.type == sources)
        let outcome = ProgrammerInterface.definition.replies["Outcome"]?.first { $0.name == "state" }
        #expect(outcome?.type == .enumeration(OutcomeWord.allCases.map(\.rawValue)))
    }
}
