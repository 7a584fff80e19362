// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface

/// The programmer: the command line of the control interface.
@main
struct Cisterna: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cisterna",
        abstract: "Programs and watches a Cisterna pump.",
        usage: "cisterna [<options>] <subcommand>",
        discussion: """
            \(BenchNotice.text)

            Quantities are written with their units: "0.1 mg", "10 uL", "10 min". Calls that dose ask first, unless \
            --yes.

            Exit codes: 0 done, 1 declined, 64 usage, 65 data, 66 no such file, 69 no daemon, 70 internal, 73 not \
            written, 75 not now, 76 protocol, 77 not permitted, 78 configuration.
            """,
        version: "cisterna \(CisternaVersion.text)",
        subcommands: [
            StatusCommand.self, WatchCommand.self, ProgramCommand.self, BolusCommand.self, DemandCommand.self,
            PrimeCommand.self, PathCommand.self, RefillCommand.self, TrialCommand.self, ClockCommand.self,
            NoteCommand.self, ReplacedCommand.self, StopCommand.self, ResumeCommand.self, AlarmsCommand.self,
            AcknowledgeCommand.self, SilenceCommand.self,
            SelfTestCommand.self, ClearFailureCommand.self, DoctorCommand.self, ConvertCommand.self,
            HistoryCommand.self, ReportCommand.self, BackupCommand.self, RestoreCommand.self,
            OutcomeCommand.self, FaultCommand.self, BridgeCommand.self,
        ])

    // Here too, so that they may stand before the name of the command.
    @OptionGroup var options: Options
}
