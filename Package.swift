// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioLocks = Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

/// A libgpiod other than this machine's, as for the package of another suite: its folder, with include and lib.
let gpiodFolder = Context.environment["CISTERNA_GPIOD"]
let gpiodHeader: [CSetting] = gpiodFolder.map { [.unsafeFlags(["-I\($0)/include"])] } ?? []
let gpiodLibrary: [LinkerSetting] =
    gpiodFolder.map { [.unsafeFlags(["-L\($0)/lib", "-Xlinker", "--allow-shlib-undefined"])] } ?? []

/// The house, floor by floor: a module depends on floors below its own only.
let floors: [[Target]] = [
    [
        .target(name: "CAccessList", linkerSettings: [.linkedLibrary("acl")]),
        .target(name: "CAllocations"),
        .target(name: "CCrypto", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CFaultyDisk", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "CGpiod", cSettings: gpiodHeader, linkerSettings: gpiodLibrary + [.linkedLibrary("gpiod")]),
        .target(name: "CLinux"),
        .target(name: "CSystemd", linkerSettings: [.linkedLibrary("systemd")]),
    ],
    [
        .target(name: "Handover"),
        .target(name: "Quantities"),
        .target(name: "Varlink", dependencies: ["CLinux", nioCore, nioLocks, nioPosix]),
    ],
    [
        .target(name: "PumpCore", dependencies: ["Quantities"]),
        .target(name: "TOMLDocument", dependencies: ["Quantities", "TOMLKit"]),
    ],
    [
        .target(name: "RigFile", dependencies: ["CCrypto", "PumpCore", "Quantities", "TOMLDocument"]),
        .target(name: "Therapy", dependencies: ["PumpCore", "Quantities", "TOMLDocument"]),
        .target(name: "Transcript", dependencies: ["PumpCore", "Quantities"]),
    ],
    [
        .target(name: "ControlInterface", dependencies: ["PumpCore", "Quantities", "Transcript", "Varlink"]),
        .target(name: "Ledger", dependencies: ["CCrypto", "CLinux", "PumpCore", "Quantities", "Transcript", grdb]),
        .target(name: "RealTime", dependencies: ["CLinux", "Handover", "PumpCore", "Quantities"]),
        .target(name: "RigHardware", dependencies: ["CGpiod", "CLinux", "PumpCore", "Quantities", "RigFile"]),
        .target(name: "SimulatedRig", dependencies: ["PumpCore", "Quantities", "RigFile"]),
    ],
    [
        .target(
            name: "Doctor",
            dependencies: ["CLinux", "ControlInterface", "Quantities", "RealTime", "RigFile", "RigHardware"]),
        .target(
            name: "Proposals",
            dependencies: ["ControlInterface", "PumpCore", "Quantities", "RigFile", "TOMLDocument", "Therapy"]),
        .target(
            name: "Report", dependencies: ["ControlInterface", "Quantities", "TOMLDocument", "Therapy", "Varlink"]),
    ],
    [
        .target(
            name: "Daemon",
            dependencies: [
                "CAccessList", "CLinux", "CSystemd", "ControlInterface", "Doctor", "Handover", "Ledger", "Proposals",
                "PumpCore", "Quantities", "RealTime", "RigFile", "RigHardware", "SimulatedRig", "TOMLDocument",
                "Therapy",
                "Transcript", "Varlink", histogram,
            ])
    ],
    [
        .executableTarget(
            name: "cisterna",
            dependencies: [
                "CLinux", "ControlInterface", "Doctor", "Ledger", "Proposals", "PumpCore", "Quantities", "Report",
                "RigFile",
                "RigHardware", "TOMLDocument", "Therapy", "Varlink", argumentParser,
            ]),
        .executableTarget(
            name: "cisterna-bench",
            dependencies: [
                "CAllocations", "CFaultyDisk", "CLinux", "Daemon", "Ledger", "Proposals", "PumpCore", "Quantities",
                "RealTime", "RigFile", "RigHardware", "SimulatedRig", "Therapy", argumentParser, histogram,
            ]),
        .executableTarget(
            name: "cisterna-sim",
            dependencies: [
                "CFaultyDisk", "CLinux", "ControlInterface", "Daemon", "Ledger", "PumpCore", "Quantities", "RealTime",
                "Report", "RigFile", "SimulatedRig", "Transcript", "Varlink", argumentParser, grdb,
            ]),
        .executableTarget(name: "cisternad", dependencies: ["ControlInterface", "Daemon", argumentParser]),
    ],
]

let tests: [Target] = [
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(
        name: "BenchTests", dependencies: ["Ledger", "PumpCore", "Quantities", "Therapy", "cisterna-bench"]),
    .testTarget(
        name: "ControlInterfaceTests", dependencies: ["ControlInterface", "PumpCore", "Varlink"],
        resources: [.copy("Peer")]),
    .testTarget(
        name: "DaemonTests",
        dependencies: [
            "ControlInterface", "Daemon", "Doctor", "Ledger", "PumpCore", "Quantities", "Therapy", "Transcript",
            "Varlink",
            "SimulatedRig", "CFaultyDisk", "cisterna", "cisterna-sim", "cisternad", grdb,
        ],
        resources: [.copy("Peer")]
    ),
    .testTarget(name: "FaultyDiskTests", dependencies: ["TestSupport", "CFaultyDisk", grdb]),
    .testTarget(
        name: "HardwareTests",
        dependencies: [
            "TestSupport", "CLinux", "ControlInterface", "RigFile", "RigHardware", "TOMLDocument", "Varlink",
        ],
        path: "HardwareTests/Tests"),
    .testTarget(
        name: "DoctorTests", dependencies: ["ControlInterface", "Doctor", "Quantities", "RigFile", "RigHardware"]),
    .testTarget(name: "HouseTests"),
    .testTarget(
        name: "LedgerTests",
        dependencies: [
            "TestSupport", "CFaultyDisk", "Ledger", "PumpCore", "Quantities", "Transcript", "cisterna-sim", grdb,
        ]),
    .testTarget(
        name: "ProposalsTests", dependencies: ["ControlInterface", "Proposals", "Quantities", "RigFile", "Therapy"]),
    .testTarget(
        name: "ProgrammerTests",
        dependencies: [
            "ControlInterface", "PumpCore", "Quantities", "TOMLDocument", "Therapy", "Varlink", "cisterna",
            argumentParser,
        ],
        resources: [.copy("Peer")]),
    .testTarget(name: "PumpCoreTests", dependencies: ["TestSupport", "PumpCore", "Quantities"]),
    .testTarget(name: "QuantitiesTests", dependencies: ["TestSupport", "Quantities"]),
    .testTarget(
        name: "RealTimeTests",
        dependencies: ["CAllocations", "Handover", "PumpCore", "Quantities", "RealTime", "SimulatedRig"]),
    .testTarget(name: "ReportTests", dependencies: ["TestSupport", "ControlInterface", "Report", "Varlink"]),
    .testTarget(
        name: "RigFileTests", dependencies: ["TestSupport", "PumpCore", "Quantities", "RigFile", "TOMLDocument"]),
    .testTarget(
        name: "RigHardwareTests", dependencies: ["TestSupport", "PumpCore", "Quantities", "RigFile", "RigHardware"]),
    .testTarget(name: "SimulatedRigTests", dependencies: ["PumpCore", "Quantities", "SimulatedRig"]),
    .testTarget(name: "SimulationTests", dependencies: ["cisterna-sim", "cisternad"]),
    .testTarget(name: "TOMLDocumentTests", dependencies: ["TestSupport", "Quantities", "TOMLDocument", "TOMLKit"]),
    .testTarget(
        name: "TherapyTests",
        dependencies: ["TestSupport", "PumpCore", "Quantities", "RigFile", "TOMLDocument", "Therapy"]),
    .testTarget(name: "TranscriptTests", dependencies: ["PumpCore", "Quantities", "Transcript"]),
    .testTarget(
        name: "VarlinkTests", dependencies: ["TestSupport", "Varlink", nioCore, nioLocks], resources: [.copy("Peer")]),
]

let package = Package(
    name: "Cisterna",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: floors.flatMap { $0 } + tests,
    swiftLanguageModes: [.v6]
)
