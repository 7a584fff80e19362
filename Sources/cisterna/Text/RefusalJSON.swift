// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Varlink

/// A refusal as `--json` prints it: `{"error":…,"parameters":…}`, also where this program refuses in the daemon's stead.
enum RefusalJSON {
    /// Nil for what is no refusal.
    static func value(for error: any Error) -> JSONValue? {
        switch error {
        case let error as CallError: value(error)
        case let error as StopUnanswered: value(for: error.cause)
        case let error as ControlError: declaring(error).map { value(error.callError(in: $0)) }
        default: nil
        }
    }

    private static func value(_ error: CallError) -> JSONValue {
        ["error": .string(error.name), "parameters": error.parameters]
    }

    /// The first interface that knows it.
    private static func declaring(_ error: ControlError) -> String? {
        InterfaceDefinition.all.first { $0.errors[error.name] != nil }?.name
    }
}
