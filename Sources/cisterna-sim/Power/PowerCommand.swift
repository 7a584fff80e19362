// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// Power cuts by the thousand: the daemon's own restart, bookkeeping and record on a disk in memory that keeps no more
/// than it promised.
struct PowerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "power", abstract: "Cuts the power under the record, and looks at what is left.",
        discussion: """
            Each seed is a pump, a disk with its faults, prescriptions, boluses, clock steps and a dozen power cuts. What \
            was delivered, granted and acknowledged is known without the record, which is held against it at every \
            restart. Exit status 1: something was not as it must be.
            """)

    @Option(help: "The seeds, FIRST..LAST or one.")
    var seeds: SeedRange = SeedRange(1...100)

    @Option(help: "How many seeds run at once.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "Plants a fault that must be found: \(PowerPlant.allCases.map(\.rawValue).joined(separator: ", ")).")
    var plant: PowerPlant?

    @Flag(help: "Prints one JSON object.")
    var json = false

    func validate() throws {
        guard jobs > 0 else { throw ValidationError("--jobs: at least 1") }
    }

    func run() throws {
        let tally = PowerCampaign(seeds: seeds.range, plant: plant, jobs: jobs).run()
        print(json ? try tally.json() : tally.text)
        if !tally.violations.isEmpty { throw ExitCode(1) }
    }
}
