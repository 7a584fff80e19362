// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// Where the program speaks and listens.
struct Console: Sendable {
    enum Stream: Sendable {
        case output
        case diagnostics
    }

    /// Standard output is a terminal.
    let isTerminal: Bool
    /// Somebody can answer a question.
    let canAsk: Bool
    let style: TextStyle
    /// Takes text as it is.
    let write: @Sendable (String, Stream) -> Void
    /// The next line of input.
    let read: @Sendable () -> String?

    /// The process's own streams. Colour on a terminal only, and not where `NO_COLOR` forbids it.
    static func standard(environment: [String: String] = ProcessInfo.processInfo.environment) -> Console {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        return Console(
            isTerminal: isTerminal, canAsk: isatty(STDIN_FILENO) == 1,
            style: TextStyle(isColoured: isTerminal && mayColour(environment)),
            write: { text, stream in
                StandardStream.write(text, to: stream == .output ? STDOUT_FILENO : STDERR_FILENO)
            },
            read: { readLine() })
    }

    static func mayColour(_ environment: [String: String]) -> Bool {
        (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// A line on standard output.
    func print(_ line: String) { write(line + "\n", .output) }

    /// A line on standard error.
    func note(_ line: String) { write(line + "\n", .diagnostics) }

    /// Asks on standard error; anything but yes is no.
    func ask(_ question: String) -> Bool {
        write("\(question) [y/N] ", .diagnostics)
        let answer = read()?.trimmingCharacters(in: .whitespaces).lowercased()
        return answer == "y" || answer == "yes"
    }

    /// Asks on standard error for a line; nil where there is none any more.
    func answer(to question: String) -> String? {
        write("\(question) ", .diagnostics)
        return read()?.trimmingCharacters(in: .whitespaces)
    }

    /// Lines and columns of the terminal.
    var size: (lines: Int, columns: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else {
            return (24, 80)
        }
        return (Int(size.ws_row), Int(size.ws_col))
    }
}
