// SPDX-License-Identifier: Apache-2.0

import Synchronization

@testable import cisterna

/// What a command printed.
final class Transcript: Sendable {
    private struct State: Sendable {
        var answers: [String] = []
        var output = ""
        var diagnostics = ""
    }

    private let state = Mutex(State())

    var output: String { state.withLock { $0.output } }
    var diagnostics: String { state.withLock { $0.diagnostics } }

    /// - Parameter answer: What is typed at every question; nil where nobody is there.
    func console(answer: String? = nil) -> Console {
        console(canAsk: answer != nil) { answer }
    }

    /// - Parameter answers: What is typed at one question after the other; then nobody is there any more.
    func console(answers: [String]) -> Console {
        state.withLock { $0.answers = answers }
        return console(canAsk: true) { [self] in
            state.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() }
        }
    }

    private func console(canAsk: Bool, read: @escaping @Sendable () -> String?) -> Console {
        Console(
            isTerminal: false, canAsk: canAsk, style: .plain,
            write: { [self] text, stream in
                state.withLock { state in
                    switch stream {
                    case .output: state.output += text
                    case .diagnostics: state.diagnostics += text
                    }
                }
            },
            read: read)
    }
}
