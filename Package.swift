// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let package = Package(
    name: "Cisterna",
    targets: [
        .target(name: "Quantities"),
        .target(name: "PumpCore", dependencies: ["Quantities"]),

        .target(name: "CLinux"),
        .target(name: "Handover"),
        .target(name: "RealTime", dependencies: ["CLinux", "Handover", "PumpCore", "Quantities"]),
        .testTarget(name: "HouseTests"),
        .testTarget(name: "PumpCoreTests", dependencies: ["PumpCore", "Quantities"]),
        .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"]),
    ],
    swiftLanguageModes: [.v6]
)
