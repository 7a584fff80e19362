// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Varlink

@testable import ControlInterface

/// Goal: nobody may more than the roles say, and everybody may stop. Method: the table itself, and the definitions.
@Suite("Methods and roles")
struct ControlMethodTests {
    @Test("Stop and Silence are for everybody, all else for somebody")
    func everybodyMayStop() {
        let open = ControlMethod.allCases.filter { $0.isPermitted(to: nil) }
        #expect(Set(open) == [.stop, .silence])
        for method in ControlMethod.allCases { #expect(method.isPermitted(to: .service)) }
        #expect(!ControlMethod.resume.isPermitted(to: .patient) && ControlMethod.resume.isPermitted(to: .programmer))
        #expect(
            !ControlMethod.requestBolus.isPermitted(to: .observer)
                && ControlMethod.requestBolus.isPermitted(to: .patient))
        #expect(
            !ControlMethod.allowance.isPermitted(to: .observer) && ControlMethod.allowance.isPermitted(to: .patient))
        for method in ControlMethod.allCases where method.interface == ProgrammerInterface.name {
            #expect(!method.isPermitted(to: .patient) && method.isPermitted(to: .programmer), "\(method)")
        }
        #expect(!ControlMethod.replaced.isPermitted(to: .programmer))
        #expect(!ControlMethod.clearFailure.isPermitted(to: .programmer))
        #expect(!ControlMethod.doctor.isPermitted(to: .programmer))
        #expect(ControlMethod.status.isPermitted(to: .observer))
    }

    @Test("A role includes those before it")
    func rolesAreOrdered() {
        for method in ControlMethod.allCases {
            let permitted = Role.allCases.map { method.isPermitted(to: $0) }
            #expect(permitted == permitted.sorted { !$0 && $1 }, "\(method)")
        }
        for role in Role.allCases { #expect(Role(name: role.name) == role) }
        #expect(Role(name: "root") == nil)
    }

    @Test("What changes something takes a request id, but for Stop and Silence; no other call is bounded in number")
    func requestsAreNamed() throws {
        for method in ControlMethod.allCases {
            #expect(method.takesRequestID == (method.isStateChanging && method != .stop && method != .silence))
            let definition = try #require(InterfaceDefinition.all.first { $0.name == method.interface })
            let fields = try #require(definition.methods[method.name])
            let isNamed = fields.contains { $0.name == "requestId" && $0.type == .string }
            #expect(isNamed == (method.takesRequestID || method == .outcome), "\(method)")
            #expect(ControlBounds.server.isRateLimited(method.rawValue) == (method.isStateChanging && method != .stop))
        }
        #expect(!ControlMethod.isStateChanging("io.cisterna.Pump.Nothing"))
        #expect(ControlMethod.isStateChanging("io.cisterna.Pump.Stop"))
    }

    @Test("The bounds name errors and methods that are declared")
    func boundsAreDeclared() {
        let bounds = ControlBounds.server
        for error in [bounds.rateLimitError, bounds.overflowError, bounds.internalError] {
            #expect(PumpInterface.definition.errors[String(error.dropFirst(PumpInterface.name.count + 1))] == [])
        }
        #expect(bounds.overflowMethods == ["io.cisterna.Pump.Stop", "io.cisterna.Pump.Status"])
        #expect(
            ControlBounds.streamOnlyMethods == [
                "io.cisterna.Pump.Watch", "io.cisterna.Service.Backup", "io.cisterna.History.Events",
                "io.cisterna.History.Telemetry", "io.cisterna.History.Boluses", "io.cisterna.History.Prescriptions",
            ])
    }

    @Test("The article names every method in the row of its interface, and every error of a therapy")
    func articleAgrees() throws {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let article = try String(
            contentsOf: root.appending(path: "Sources/Daemon/Daemon.docc/ControlInterface.md"), encoding: .utf8)
        let rows = article.split(separator: "\n")
        for method in ControlMethod.allCases {
            let row = rows.first { $0.hasPrefix("| `\(method.interface)` |") }
            #expect(row?.contains("`\(method.name)`") == true, "\(method)")
        }
        for error in PatientInterface.definition.errors.keys.filter({ ProgrammerInterface.definition.errors[$0] == nil }
        ) {
            #expect(article.contains("`\(error)`"), "\(error)")
        }
        for error in ["DoseLimit", "SoftLimits", "OutOfOrder", "BeyondPath", "BridgeActive", "NoTrial"] {
            #expect(article.contains("`\(error)`"), "\(error)")
        }
    }

    @Test("Interfaces, members and fields are documented")
    func everythingIsDocumented() {
        for interface in InterfaceDefinition.all {
            #expect(interface.text.hasPrefix("# "))
            for member in interface.members {
                #expect(!member.documentation.isEmpty, "\(interface.name).\(member.name)")
            }
        }
        #expect(BenchNotice.text.contains("bench") && BenchNotice.text.contains("never"))
    }
}
