// SPDX-License-Identifier: Apache-2.0

/// The floors of the house, and who may import what from outside it.
enum Floors {
    struct Module {
        var name: String
        var floor: Int
        /// C shims that it may import. Those of the project stand on floor 0.
        var shims: Set<String> = []
        /// Modules of other packages.
        var packages: Set<String> = []
    }

    static let modules: [Module] = [
        Module(name: "CGpiod", floor: 0),
        Module(name: "CUdev", floor: 0),
        Module(name: "CSystemd", floor: 0),
        Module(name: "CLinux", floor: 0),
        Module(name: "CCrypto", floor: 0),
        Module(name: "CAccessList", floor: 0),
        Module(name: "Quantities", floor: 1),
        Module(name: "CAllocations", floor: 0),
        Module(name: "CFaultyDisk", floor: 0),
        Module(name: "Handover", floor: 1),
        Module(name: "Varlink", floor: 1, shims: ["CLinux"], packages: nio.union(["Logging"])),
        Module(name: "PumpCore", floor: 2),
        Module(name: "TOMLDocument", floor: 2, packages: ["TOMLKit"]),
        Module(name: "Transcript", floor: 3),
        Module(name: "Therapy", floor: 3),
        Module(name: "RigFile", floor: 3, shims: ["CCrypto"]),
        Module(name: "SimulatedRig", floor: 4),
        Module(name: "RigHardware", floor: 4, shims: ["CGpiod", "CUdev", "CLinux"]),
        Module(name: "RealTime", floor: 4, shims: ["CLinux"]),
        Module(name: "Ledger", floor: 4, shims: ["CCrypto", "CLinux"], packages: ["GRDB"]),
        Module(name: "Recording", floor: 4, shims: ["CCrypto"]),
        Module(name: "Accuracy", floor: 4),
        Module(name: "ControlInterface", floor: 4),
        Module(name: "Doctor", floor: 5, shims: ["CLinux"]),
        Module(name: "Proposals", floor: 5),
        Module(name: "Report", floor: 5),
        Module(
            name: "Daemon", floor: 6, shims: ["CAccessList", "CSystemd", "CLinux"],
            packages: nio.union(["Histogram"])),
        Module(
            name: "cisternad", floor: 7, packages: ["ArgumentParser"]),
        Module(name: "cisterna", floor: 7, shims: ["CLinux"], packages: ["ArgumentParser"]),
        Module(
            name: "cisterna-sim", floor: 7, shims: ["CFaultyDisk", "CLinux"], packages: ["ArgumentParser", "GRDB"]),
        Module(
            name: "cisterna-bench", floor: 7, shims: ["CAllocations", "CFaultyDisk", "CLinux"],
            packages: ["ArgumentParser", "Histogram"]),
    ]

    private static let nio: Set<String> = ["NIOConcurrencyHelpers", "NIOCore", "NIOFoundationCompat", "NIOPosix"]

    /// What comes with the toolchain. Not for the two modules that a bare microcontroller compiles too.
    private static let toolchain: Set<String> = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
    ]

    static func module(named name: String) -> Module? {
        modules.first { $0.name == name }
    }

    /// What is wrong with the imports of one file, a sentence each.
    static func violations(of module: Module, in source: String, file: String) -> [String] {
        SwiftImports.all(in: source).compactMap { found in
            guard let objection = objection(to: found, by: module) else { return nil }
            return "\(file):\(found.line): \(module.name) imports \(found.module): \(objection)"
        }
    }

    private static func objection(to found: SwiftImport, by module: Module) -> String? {
        switch module.name {
        case "Quantities":
            let isAllowed = found.leftOutByEmbedded && found.module == "Foundation"
            return isAllowed ? nil : "it imports nothing where Embedded Swift compiles it"
        case "PumpCore":
            return found.module == "Quantities" ? nil : "it imports Quantities only"
        default:
            break
        }
        guard let other = Self.module(named: found.module) else {
            if toolchain.contains(found.module) || module.packages.contains(found.module) { return nil }
            return "not on its list"
        }
        if other.floor > module.floor { return "upward, floor \(module.floor) to \(other.floor)" }
        if other.floor == module.floor { return "sideways on floor \(module.floor)" }
        if other.floor == 0, !module.shims.contains(other.name) { return "a C shim that is not on its list" }
        return nil
    }
}
