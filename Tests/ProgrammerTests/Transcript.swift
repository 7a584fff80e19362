// SPDX-License-Identifier: Apache-2.0

import Synchronization

@testable import cisterna

/// What a command printed.
final class Transcript: Sendable {
    private struct State: Sendable {
        var output = ""
        var diagnostics = ""
    }

    private let state = Mutex(State())

    var output: String { state.withLock { $0.output } }
    var diagnostics: String { state.withLock { $0.diagnostics } }

    /// - Parameter answer: What is typed at a question; nil where nobody is there.
    func console(answer: String? = nil) -> Console {
        Console(
            isTerminal: false, canAsk: answer != nil, style: .plain,
            write: { [self] text, stream in
                state.withLock { state in
                    switch stream {
                    case .output: state.output += text
                    case .diagnostics: state.diagnostics += text
                    }
                }
            },
            read: { answer })
    }
}
