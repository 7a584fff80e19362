// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Varlink

/// How a watch shows itself: JSON Lines, one screen, plain lines, or not at all.
struct WatchView: Sendable {
    private enum Form {
        case json
        case screen(Screen)
        case lines
        case nothing
    }

    private let console: Console
    private let form: Form

    init(session: Session) {
        console = session.console
        form =
            if session.json {
                .json
            } else if session.quiet {
                .nothing
            } else if session.console.isTerminal {
                .screen(Screen(console: session.console))
            } else {
                .lines
            }
    }

    func open() {
        if case .screen(let screen) = form { screen.open() }
    }

    /// Gives the screen back.
    func close() {
        if case .screen(let screen) = form { screen.close() }
    }

    func show(_ status: JSONValue, _ message: StatusMessage) {
        switch form {
        case .json: console.print(status.description)
        case .screen(let screen):
            screen.draw(StatusText(status: message, style: console.style).lines(within: console.size.lines))
        case .lines: console.print(StatusText(status: message, style: console.style).line)
        case .nothing: break
        }
    }
}
