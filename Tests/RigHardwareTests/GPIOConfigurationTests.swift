// SPDX-License-Identifier: Apache-2.0
import Quantities
import Testing

@testable import RigHardware

/// Goal: a configuration that contradicts itself is refused before a line is touched. Method: make a right one wrong, one
/// thing at a time.
@Suite("GPIO configuration")
struct GPIOConfigurationTests {
    private typealias Change = @Sendable (inout GPIOConfiguration) -> Void

    @Test("A right one has no problems")
    func rightHasNone() {
        #expect(Configurations.complete.problems == [])
    }

    private static let wrongs: [(String, Change)] = [
        ("chip's label", { $0.chip = "" }),
        ("chip's label", { $0.chip = String(repeating: "x", count: 32) }),
        ("line step", { $0.step.name = "" }),
        ("line heartbeat", { $0.heartbeat?.name = String(repeating: "x", count: 32) }),
        ("both name \"GPIO17\"", { $0.direction.name = "GPIO17" }),
        ("both name \"GPIO22\"", { $0.inputs[0].name = "GPIO22" }),
        ("both name \"GPIO24\"", { $0.heartbeat?.name = "GPIO24" }),
        ("consumer prefix", { $0.consumerPrefix = "" }),
        ("consumer prefix", { $0.consumerPrefix = String(repeating: "x", count: 17) }),
        ("stop is there twice", { $0.inputs[1].role = .stop }),
        ("debounce", { $0.inputs[0].debounce = Duration(nanoseconds: -1) }),
        ("debounce", { $0.inputs[0].debounce = Duration(nanoseconds: 1_000_000_001) }),
        ("step-high", { $0.timing.stepHigh = Duration(nanoseconds: 99) }),
        ("step-low", { $0.timing.stepLow = .zero }),
        ("step-low", { $0.timing.stepLow = Duration(nanoseconds: 1_000_001) }),
        ("direction-setup", { $0.timing.directionSetup = Duration(nanoseconds: 19) }),
        ("direction-hold", { $0.timing.directionHold = Duration(nanoseconds: -20) }),
    ]

    @Test("Each wrong thing is named", arguments: wrongs.indices)
    func wrongIsNamed(index: Int) {
        let (words, change) = Self.wrongs[index]
        var configuration = Configurations.complete
        change(&configuration)
        #expect(configuration.problems.count == 1)
        #expect(configuration.problems.first?.contains(words) == true)
        let error = #expect(throws: GPIOError.self) { try configuration.check() }
        #expect(error?.exitCode == 78)
        #expect(error?.description.contains(words) == true)
    }

    @Test("The longest names that the kernel takes are taken")
    func longestNamesPass() {
        var configuration = Configurations.complete
        configuration.chip = String(repeating: "x", count: 31)
        configuration.step.name = String(repeating: "x", count: 31)
        configuration.consumerPrefix = String(repeating: "x", count: 16)
        #expect(configuration.problems == [])
        for role in GPIOInputRole.allCases {
            #expect(configuration.consumer(role.rawValue).utf8.count <= 31)
        }
        for purpose in ["motor", "enable", "heartbeat", "pinch-valve", "safe-state"] {
            #expect(configuration.consumer(purpose).utf8.count <= 31)
        }
    }

    @Test("A configuration has room for each role once")
    func boardHasRoomForAll() {
        #expect(GPIOInputRole.allCases.count == InputBoard.capacity)
    }
}
