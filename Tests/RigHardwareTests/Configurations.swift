// SPDX-License-Identifier: Apache-2.0
import Quantities

@testable import RigHardware

/// A configuration that is right, to be made wrong one thing at a time.
enum Configurations {
    static let timing = DriverTiming(
        stepHigh: Duration(nanoseconds: 2_000), stepLow: Duration(nanoseconds: 3_000),
        directionSetup: Duration(nanoseconds: 650), directionHold: Duration(nanoseconds: 900))

    static let complete = GPIOConfiguration(
        chip: "no-such-label", step: .init(name: "GPIO17"), direction: .init(name: "GPIO27"),
        enable: .init(name: "GPIO22", isActiveLow: true), heartbeat: .init(name: "GPIO23"),
        pinchValve: .init(name: "GPIO24"),
        inputs: [
            .init(
                role: .stop, name: "GPIO5", isActiveLow: true, bias: .pullUp,
                debounce: Duration(nanoseconds: 5_000_000)),
            .init(role: .index, name: "GPIO6"),
        ],
        timing: timing)
}
