// SPDX-License-Identifier: Apache-2.0
import TOMLDocument

/// What the tables of a GPIO rig say of its wiring.
public struct GPIOWiring: Sendable, Hashable {
    public let lines: LineAssignment
    public let driver: StepperDriver

    static let tables = ["lines", "driver", "wired-back"]
}
