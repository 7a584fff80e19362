// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna watch`.
struct WatchCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Show the pump as it changes, until Ctrl-C.",
        usage: "cisterna watch [--quiet] [--until-seconds <n>] [--until-strokes <n>]",
        discussion: """
            One screen on a terminal, else a line a change. With --quiet nothing is shown; --until-seconds and \
            --until-strokes end the watch once both are met.
            """)

    @OptionGroup var options: Options

    @Option(help: ArgumentHelp("End after so many seconds.", valueName: "n"))
    var untilSeconds: Int64?

    @Option(help: ArgumentHelp("End after so many strokes from now on.", valueName: "n"))
    var untilStrokes: Int64?

    func validate() throws {
        for bound in [untilSeconds, untilStrokes] where (bound ?? 0) < 0 {
            throw ValidationError("a number of seconds or strokes cannot be negative")
        }
    }

    func perform(_ session: Session) async throws {
        let goal = WatchGoal(seconds: untilSeconds, strokes: untilStrokes)
        let signals = EndingSignals()
        let view = WatchView(session: session)
        view.open()
        defer { view.close() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await session.client.stream(.watch) { reply in
                    guard let status = reply["status"], status != .null else { return true }
                    let message = try status.printable.decode(StatusMessage.self)
                    goal.see(message)
                    view.show(status, message)
                    return true
                }
                throw ClientError(kind: .connectionLost, call: ControlMethod.watch.qualifiedName)
            }
            group.addTask { await signals.wait() }
            group.addTask { try await goal.wait() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
