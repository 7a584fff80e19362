// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Varlink

/// Goal: definitions are read as the grammar says, faults are placed, and messages are held to what is declared.
/// Method: tables of texts and of changes to a good message.
@Suite struct InterfaceTests {
    @Test func readsTheBench() throws {
        let interface = try Interface(BenchService.text)
        #expect(interface.name == "com.example.bench")
        #expect(interface.text == BenchService.text)
        #expect(Set(interface.types.keys) == ["Step", "Colour", "Node"])
        #expect(interface.types["Colour"] == .enumeration(["red", "green"]))
        #expect(interface.methods.count == 13)
        #expect(interface.errors["Refused"]?.map(\.name) == ["reason", "remainingSeconds"])
        let describe = try #require(interface.methods["Describe"])
        #expect(
            describe.map(\.type).prefix(3) == [
                .named("Step"), .nullable(.array(.named("Step"))), .map(.structure([])),
            ])
        let step = try #require(interface.members.first)
        #expect(step.documentation == "A step.")
        guard case .type(.structure(let fields)) = step.declaration else { return #expect(Bool(false)) }
        #expect(fields.map(\.documentation) == ["How fast.", ""])
    }

    @Test func readsOrgVarlinkService() {
        #expect(ServiceInterface.interface.name == "org.varlink.service")
        #expect(ServiceInterface.interface.errors.count == 7)
        #expect(Set(ServiceInterface.interface.methods.keys) == ["GetInfo", "GetInterfaceDescription"])
    }

    @Test func readsEveryFormOfType() throws {
        let text = "interface a.b\r\ntype T (a:bool,b : ?[][string]?int , c: (x: (one), y: any)) # note\n\n\nerror E()"
        let interface = try Interface(text)
        #expect(
            interface.types["T"]
                == .structure([
                    InterfaceField(name: "a", type: .bool, documentation: ""),
                    InterfaceField(name: "b", type: .nullable(.array(.map(.nullable(.int)))), documentation: ""),
                    InterfaceField(
                        name: "c",
                        type: .structure([
                            InterfaceField(name: "x", type: .enumeration(["one"]), documentation: ""),
                            InterfaceField(name: "y", type: .any, documentation: ""),
                        ]),
                        documentation: ""),
                ]))
        #expect(interface.errors["E"] == [])
    }

    static let faults: [(String, Int, Int)] = [
        ("", 1, 1), ("# only\n", 2, 1), ("interface a\n", 1, 11), ("interface 1.a\n", 1, 11),
        ("interface a.b-\n", 1, 11), ("interface a.b type", 1, 15), ("interface a.b\nthing A ()", 2, 1),
        ("interface a.b\ntype a ()", 2, 6), ("interface a.b\ntype A ()\nerror A ()", 3, 7),
        ("interface a.b\nmethod A () -> () error", 2, 19), ("interface a.b\nmethod A ()", 2, 12),
        ("interface a.b\nmethod A (x, y) -> ()", 2, 10), ("interface a.b\nerror A", 2, 8),
        ("interface a.b\ntype A (x: int,)", 2, 16), ("interface a.b\ntype A (x: int", 2, 15),
        ("interface a.b\ntype A (x: int, x: int)", 2, 17), ("interface a.b\ntype A (x: int, y)", 2, 18),
        ("interface a.b\ntype A (x, y: int)", 2, 12), ("interface a.b\ntype A (x: ??int)", 2, 13),
        ("interface a.b\ntype A (x: B)", 2, 12), ("interface a.b\nerror B ()\ntype A (x: B)", 3, 12),
        ("interface a.b\ntype A (x: [int]int)", 2, 13), ("interface a.b\ntype A (x_: int)", 2, 9),
        ("interface a.b\ntype A (x: number)", 2, 12), ("interface a.b\ntype A_B ()", 2, 6),
        ("interface a.b\ntype A (x: int) $", 2, 17), ("interface a.b\ntype É ()", 2, 6),
    ]

    @Test(arguments: faults)
    func saysWhereTheFaultIs(text: String, line: Int, column: Int) {
        let error = #expect(throws: InterfaceError.self) { try Interface(text) }
        #expect(error.map { [$0.line, $0.column] } == [line, column], "\(error?.description ?? "")")
    }

    @Test func boundsTheDepth() {
        for opening in ["[]", "(a: ", "?[]"] {
            let text = "interface a.b\ntype A (a: " + String(repeating: opening, count: 10_000)
            #expect(throws: InterfaceError.self) { try Interface(text) }
        }
    }

    /// Whatever is cut out of a definition, the parser answers and does not trap.
    @Test func survivesCuts() {
        for length in 0..<BenchService.text.count {
            _ = try? Interface(String(BenchService.text.prefix(length)))
            _ = try? Interface(String(BenchService.text.suffix(length)))
        }
    }

    static let good = #"""
        {"step":{"rateNanolitersPerDay":5},"tags":{},"limits":{},"share":1,"extra":{"any":[null]}}
        """#

    /// What to change in `good`, and the path of the offence.
    static let changes: [(String, String?)] = [
        (#"{}"#, nil), (#"{"share":1.5,"colour":"red","tags":{"a":{},"b":{}},"limits":{"a":1}}"#, nil),
        (#"{"steps":[],"colour":null,"node":null}"#, nil),
        (#"{"steps":[{"rateNanolitersPerDay":1,"label":"x"}]}"#, nil),
        (#"{"node":{"value":1,"children":[{"value":2,"children":[],"parent":{"value":3,"children":[]}}]}}"#, nil),
        (#"{"step":null}"#, "step"), (#"{"step":5}"#, "step"), (#"{"step":{}}"#, "step.rateNanolitersPerDay"),
        (#"{"step":{"rateNanolitersPerDay":5.0}}"#, "step.rateNanolitersPerDay"),
        (#"{"step":{"rateNanolitersPerDay":true}}"#, "step.rateNanolitersPerDay"),
        (#"{"step":{"rateNanolitersPerDay":9223372036854775808}}"#, "step.rateNanolitersPerDay"),
        (#"{"step":{"rateNanolitersPerDay":5,"label":5}}"#, "step.label"),
        (#"{"step":{"rateNanolitersPerDay":5,"lable":"x"}}"#, "step.lable"),
        (#"{"steps":[{"rateNanolitersPerDay":1},null]}"#, "steps.1"),
        (#"{"steps":[{"rateNanolitersPerDay":1},{"rateNanolitersPerDay":"1"}]}"#, "steps.1.rateNanolitersPerDay"),
        (#"{"steps":{}}"#, "steps"), (#"{"tags":{"a":null}}"#, "tags.a"), (#"{"tags":{"a":{"b":1}}}"#, "tags.a.b"),
        (#"{"tags":["a"]}"#, "tags"), (#"{"colour":"blue"}"#, "colour"), (#"{"colour":1}"#, "colour"),
        (#"{"limits":{"b":"x","a":1}}"#, "limits.b"), (#"{"share":"1"}"#, "share"), (#"{"extra":[]}"#, "extra"),
        (#"{"extra":null}"#, "extra"), (#"{"unknown":1}"#, "unknown"), (#"{"unknown":null}"#, "unknown"),
        (#"{"node":{"value":1,"children":[{"value":2}]}}"#, "node.children.0.children"),
    ]

    @Test(arguments: changes)
    func holdsParametersToTheInterface(change: String, offence: String?) throws {
        guard case .object(let good) = try JSONValue(parsing: Self.good.utf8),
            case .object(let change) = try JSONValue(parsing: change.utf8)
        else { return #expect(Bool(false)) }
        let parameters = JSONValue.object(good.merging(change, uniquingKeysWith: { $1 }))
        #expect(try Interface(BenchService.text).validate(parameters: parameters, of: "Describe") == offence)
    }

    @Test func holdsRepliesAndErrorsToTheInterface() throws {
        let interface = try Interface(BenchService.text)
        #expect(interface.validate(reply: ["sum": 1], of: "Add") == nil)
        #expect(interface.validate(reply: [:], of: "Add") == "sum")
        #expect(interface.validate(reply: 5, of: "Add") == "")
        #expect(interface.validate(reply: [:], of: "Nothing") == "")
        #expect(interface.validate(errorParameters: ["reason": "x"], of: "Refused") == "remainingSeconds")
        let any = try Interface("interface a.b\nmethod M(x: any) -> ()")
        #expect(any.validate(parameters: ["x": []], of: "M") == nil)
        #expect(any.validate(parameters: ["x": nil], of: "M") == "x")
    }
}
