// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// How soon a line that fails is found, and how seldom a sound one is taken for one that does.
struct DetectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect", abstract: "Fails lines under the controller, and disturbs sound ones for years.",
        discussion: """
            Each seed is a disturbed line with its sensor. At every rate and compliance, as calibrated to 10 % and taken \
            for 0.6 and 1.6 of what it is, the line fails in five ways under the whole controller, and the detectors \
            watch a sound one: 30 simulated years at up to 0.1 mL/day, 10 up to 1, 5 above, for a hundred seeds, in \
            proportion for fewer. Exit status 1: an aim was not met.
            """)

    @Option(help: "The seeds, FIRST..LAST or one.")
    var seeds: SeedRange = SeedRange(1...2)

    @Option(
        help: ArgumentHelp("RATE, RATE/COMPLIANCE or all three of a cell's name, as 0.5/0.001/high.", valueName: "cell")
    )
    var cell: String?

    @Option(help: "How many runs go at once.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "Writes the curves of missed volume over the rate as SVG.")
    var svg: String?

    @Flag(help: "Prints one JSON object.")
    var json = false

    private var cells: [DetectCell] {
        DetectCell.all.filter { place in cell.map { place.answers(to: $0[...]) } ?? true }
    }

    func validate() throws {
        guard jobs > 0 else { throw ValidationError("--jobs: at least 1") }
        guard !cells.isEmpty else {
            let rates = DetectCell.rates.map(\.shortest).joined(separator: ", ")
            let compliances = DetectCell.compliances.map(\.shortest).joined(separator: ", ")
            throw ValidationError(
                "--cell: rates are \(rates), compliances \(compliances), and known calibrated, low or high")
        }
    }

    func run() throws {
        let clock = ContinuousClock()
        let begin = clock.now
        let figures = DetectCampaign(seeds: seeds.range, cells: cells, jobs: jobs).run()
        let report = DetectReport(figures, seconds: (clock.now - begin) / .seconds(1))
        if let svg { try DetectCurves(figures).svg.write(toFile: svg, atomically: true, encoding: .utf8) }
        print(json ? try report.json() : report.text)
        if !report.missed.isEmpty { throw ExitCode(1) }
    }
}
