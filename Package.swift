// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let package = Package(
    name: "Cisterna",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        .target(name: "Quantities"),
        .target(name: "PumpCore", dependencies: ["Quantities"]),

        .target(name: "CAllocations"),
        .target(name: "CCrypto", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CGpiod", linkerSettings: [.linkedLibrary("gpiod")]),
        .target(name: "CLinux"),
        .target(name: "CSystemd", linkerSettings: [.linkedLibrary("systemd")]),
        .executableTarget(
            name: "cisterna-bench",
            dependencies: [
                "CAllocations", "PumpCore", "Quantities", "RealTime", "SimulatedRig",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ]),
        .target(
            name: "ControlInterface", dependencies: ["PumpCore", "Quantities", "Varlink"]),
        .executableTarget(
            name: "cisterna",
            dependencies: [
                "ControlInterface", "PumpCore", "Quantities", "Varlink",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "cisternad", dependencies: ["Daemon"]),
        .target(
            name: "Daemon",
            dependencies: [
                "CLinux", "CSystemd", "ControlInterface", "Handover", "Ledger", "PumpCore", "Quantities", "RealTime",
                "RigFile", "RigHardware", "SimulatedRig", "Therapy", "TOMLDocument", "Transcript", "Varlink",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ]),
        .target(
            name: "Ledger",
            dependencies: ["CLinux", "PumpCore", "Quantities", "Transcript", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "RigFile", dependencies: ["CCrypto", "PumpCore", "Quantities", "TOMLDocument"]),
        .target(name: "Therapy", dependencies: ["PumpCore", "Quantities", "TOMLDocument"]),
        .target(name: "TOMLDocument", dependencies: ["Quantities", "TOMLKit"]),
        .target(name: "Transcript", dependencies: ["PumpCore", "Quantities"]),
        .target(name: "Handover"),
        .target(name: "RealTime", dependencies: ["CLinux", "Handover", "PumpCore", "Quantities"]),
        .target(name: "RigHardware", dependencies: ["CGpiod", "CLinux", "PumpCore", "Quantities"]),
        .target(name: "SimulatedRig", dependencies: ["PumpCore", "Quantities"]),
        .target(
            name: "Varlink",
            dependencies: [
                "CLinux", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(name: "HouseTests"),
        .testTarget(name: "RigFileTests", dependencies: ["PumpCore", "Quantities", "RigFile", "TOMLDocument"]),
        .testTarget(name: "TherapyTests", dependencies: ["PumpCore", "Quantities", "Therapy", "TOMLDocument"]),
        .testTarget(name: "TOMLDocumentTests", dependencies: ["Quantities", "TOMLDocument", "TOMLKit"]),
        .testTarget(
            name: "RealTimeTests", dependencies: ["Handover", "PumpCore", "Quantities", "RealTime", "SimulatedRig"]),
        .testTarget(name: "RigHardwareTests", dependencies: ["PumpCore", "Quantities", "RigHardware"]),
        .testTarget(name: "SimulatedRigTests", dependencies: ["PumpCore", "Quantities", "SimulatedRig"]),
        .testTarget(
            name: "VarlinkTests",
            dependencies: [
                "Varlink", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
            ],
            resources: [.copy("Peer")]),
        .testTarget(name: "PumpCoreTests", dependencies: ["PumpCore", "Quantities"]),
        .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"]),
    ],
    swiftLanguageModes: [.v6]
)
