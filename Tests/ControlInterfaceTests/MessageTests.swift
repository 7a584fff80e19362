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
        #expect(try JSONValue(encoding: Samples.proposal).decode(ProposeReply.self) == Samples.proposal)
        #expect(try JSONValue(encoding: Samples.event).decode(EventMessage.self) == Samples.event)
        #expect(try JSONValue(encoding: WatchReply(heartbeat: true)).decode(WatchReply.self).status == nil)
        let empty = try JSONValue(encoding: EventsReply())
        #expect(HistoryInterface.definition.validate(reply: empty, of: "Events") == nil)
    }

    @Test("The words of Swift's enumerations are those of the interfaces")
    func wordsAgree() {
        let pump = PumpInterface.definition.types
        for interface in InterfaceDefinition.all where interface.name != HistoryInterface.name {
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
        let outcome = ProgrammerInterface.definition.replies["Outcome"]?.first { $0.name == "state" }
        #expect(outcome?.type == .enumeration(OutcomeWord.allCases.map(\.rawValue)))
    }

    @Test("The words within Swift's messages are those of the interfaces")
    func innerWordsAgree() {
        func words(_ type: InterfaceType?, _ field: String) -> InterfaceType? {
            guard case .structure(let fields) = type else { return nil }
            return fields.first { $0.name == field }?.type
        }
        let (pump, programmer) = (PumpInterface.definition, ProgrammerInterface.definition)
        let service = ServiceInterface.definition
        let bolus = InterfaceType.enumeration(BolusKindWord.allCases.map(\.rawValue))
        #expect(words(pump.types["Bolus"], "kind") == bolus)
        for interface in [pump, programmer] {
            let stage = InterfaceType.enumeration(RefillStageWord.allCases.map(\.rawValue))
            #expect(words(interface.types["RefillStatus"], "step") == stage)
            let trial = InterfaceType.enumeration(TrialKindWord.allCases.map(\.rawValue))
            #expect(words(interface.types["TrialStatus"], "kind") == trial)
        }
        let latency = InterfaceType.enumeration(LatencySourceWord.allCases.map(\.rawValue))
        #expect(words(service.types["Latency"], "source") == latency)
        let taken: [(Interface, String, String, [String])] = [
            (programmer, "RefillStep", "step", RefillStepWord.allCases.map(\.rawValue)),
            (programmer, "TrialStep", "step", TrialStepWord.allCases.map(\.rawValue)),
            (programmer, "DeclarePath", "contents", PathContentsWord.allCases.map(\.rawValue)),
            (service, "Replaced", "part", PartWord.allCases.map(\.rawValue)),
        ]
        for (interface, method, field, expected) in taken {
            #expect(words(interface.methods[method].map(InterfaceType.structure), field) == .enumeration(expected))
        }
        let windows = InterfaceType.enumeration(WindowWord.allCases.map(\.rawValue))
        for interface in [programmer, PatientInterface.definition] {
            #expect(words(interface.errors["DoseLimit"].map(InterfaceType.structure), "window") == windows)
        }
        let because = words(PatientInterface.definition.errors["LockedOut"].map(InterfaceType.structure), "because")
        #expect(because == .enumeration(LockoutCauseWord.allCases.map(\.rawValue)))
    }

    @Test("A proposal of a refill has the fields of the reply of Propose; nothing is null without a reason")
    func proposalsAgree() {
        let programmer = ProgrammerInterface.definition
        #expect(programmer.types["Proposal"] == programmer.replies["Propose"].map(InterfaceType.structure))
        for interface in InterfaceDefinition.all {
            var documented = false
            for line in interface.text.split(separator: "\n") {
                let line = line.trimmingPrefix { $0 == " " }
                let isNullable = !line.hasPrefix("#") && !line.hasPrefix("method") && line.contains(": ?")
                // The interface of the record explains a filter by what it leaves.
                if isNullable && interface.name != HistoryInterface.name {
                    #expect(documented, "\(interface.name): \(line)")
                }
                documented = line.hasPrefix("#")
            }
        }
    }
}
