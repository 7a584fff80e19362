// SPDX-License-Identifier: Apache-2.0

import Testing

/// Goal: a module imports from lower floors only. Method: read the import lines of every folder under Sources, and
/// show on planted lines that each kind of breach is seen.
@Suite("Floors")
struct FloorsTests {
    private static let folders = Repository.folders(in: "Sources")

    @Test("Every folder under Sources is a module of the plan")
    func everyFolderIsKnown() {
        #expect(!Self.folders.isEmpty)
        for folder in Self.folders {
            #expect(Floors.module(named: folder) != nil, "Sources/\(folder) has no floor")
        }
    }

    @Test("No module imports upward, sideways or what is not on its list", arguments: folders)
    func importsGoDown(folder: String) throws {
        let module = try #require(Floors.module(named: folder))
        for file in Repository.files() where file.hasPrefix("Sources/\(folder)/") && file.hasSuffix(".swift") {
            let source = try #require(Repository.text(file))
            if module.floor == 0 { Issue.record("\(file): floor 0 is C only") }
            for violation in Floors.violations(of: module, in: source, file: file) { Issue.record("\(violation)") }
        }
    }

    @Test("Only floor 0 has C files")
    func onlyShimsAreC() {
        for file in Repository.files() where file.hasPrefix("Sources/") {
            guard file.hasSuffix(".c") || file.hasSuffix(".h") || file.hasSuffix(".modulemap") else { continue }
            let folder = file.split(separator: "/")[1]
            #expect(Floors.module(named: String(folder))?.floor == 0, "\(file)")
        }
    }

    @Test("The floors of the architecture article are the ones held here")
    func articleAgrees() throws {
        let article = try #require(Repository.text("Sources/Daemon/Daemon.docc/Architecture.md"))
        var written: [String: Int] = [:]
        for line in article.split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.filter { $0 != " " && $0 != "`" } }
            guard cells.count >= 3, let floor = Int(cells[0]) else { continue }
            written[cells[1]] = floor
            // The rest of a module that stands may be planned; a module that is planned as a whole does not stand yet.
            let isPlanned = line.hasSuffix("(planned) |") && !line.contains(";")
            #expect(!(isPlanned && Self.folders.contains(cells[1])), "\(cells[1]) stands, but is marked as planned")
        }
        let held = Dictionary(uniqueKeysWithValues: Floors.modules.map { ($0.name, $0.floor) })
        #expect(written == held)
    }

    @Test(
        "A planted breach is seen",
        arguments: [
            ("Therapy", "import Daemon"),
            ("Therapy", "import RigFile"),
            ("Varlink", "import Quantities"),
            ("Varlink", "public import PumpCore"),
            ("Ledger", "@preconcurrency import RealTime"),
            ("Ledger", "@_exported public import SimulatedRig"),
            ("Ledger", "import CGpiod"),
            ("RealTime", "import GRDB"),
            ("RealTime", "import struct Ledger.Reservation"),
            ("RealTime", "import Quantities; import Daemon"),
            ("RealTime", "#if canImport(Glibc)\nimport Report\n#endif"),
            ("ControlInterface", "@testable /* why not */ import Daemon"),
            ("SimulatedRig", "private import func `RealTime`.start"),
            ("PumpCore", "import Foundation"),
            ("PumpCore", "#if !hasFeature(Embedded)\nimport Transcript\n#endif"),
            ("Quantities", "import Foundation"),
            ("Quantities", "#if hasFeature(Embedded)\nimport Foundation\n#endif"),
            ("Quantities", "#if !hasFeature(Embedded)\n#else\nimport Foundation\n#endif"),
            ("Quantities", "#if !hasFeature(Embedded)\n#endif\nimport Foundation"),
            ("cisternad", "import cisterna"),
            ("cisterna", "import SomethingElse"),
        ])
    func plantedBreachIsSeen(name: String, source: String) throws {
        let module = try #require(Floors.module(named: name))
        #expect(Floors.violations(of: module, in: source, file: "planted").count == 1)
    }

    @Test(
        "What goes down is let through",
        arguments: [
            ("PumpCore", "import Quantities"),
            ("Ledger", "import Foundation\nimport GRDB\nimport CCrypto\nimport PumpCore"),
            ("Daemon", "@preconcurrency import NIOCore\ninternal import struct Ledger.Event"),
            ("cisternad", "import ArgumentParser\nimport Daemon"),
            ("Quantities", "#if !hasFeature(Embedded)\nimport Foundation\n#endif"),
            ("Quantities", "#if hasFeature(Embedded)\n#else\nimport Foundation\n#endif"),
            ("Quantities", "// import Foundation\n/* import /* nested */ Daemon */"),
            ("Quantities", "let a = \"\"\"\nimport Daemon\n\"\"\""),
            ("Quantities", "let a = #\"\\\"#\nlet importance = \"\\\" import Daemon\""),
        ])
    func lowerFloorsPass(name: String, source: String) throws {
        let module = try #require(Floors.module(named: name))
        #expect(Floors.violations(of: module, in: source, file: "planted") == [])
    }

    @Test("Imports are read with their lines")
    func importsAreRead() {
        let source = "/* one\n two */\nimport A\n\n@testable import class B.C\n"
        #expect(
            SwiftImports.all(in: source) == [
                SwiftImport(module: "A", line: 3, leftOutByEmbedded: false),
                SwiftImport(module: "B", line: 5, leftOutByEmbedded: false),
            ])
    }
}
