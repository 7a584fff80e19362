// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Glibc
import TOMLDocument
import Varlink

/// What a failure says on standard error.
enum FailureText {
    /// - Parameter programmer: How to call this program again for the same pump.
    static func lines(for error: any Error, programmer: String = "cisterna") -> [String] {
        switch error {
        case let error as ControlError: lines(for: error)
        case let error as CallError: lines(for: error)
        case let error as DocumentErrors: error.errors.map(\.description)
        case let error as OutcomeUnknown:
            [
                "cisterna: the reply to \(error.method.name) was lost, and whether it took effect is not known",
                "The request has the id \(error.requestId). Ask for its outcome before asking for the same again:",
                "  \(programmer) outcome \(error.requestId)",
            ]
        case let error as StopUnanswered:
            lines(for: error.cause) + [
                "cisterna: the stop is not confirmed: the pump may be running. Stop it again, or cut the motor's supply"
            ]
        default: ["cisterna: \(sentence(for: error))"]
        }
    }

    /// Where, as compilers say it.
    static func line(for problem: ProblemMessage) -> String {
        let place = "\(problem.file):\(problem.line):\(problem.column): "
        return place + (problem.field.isEmpty ? "" : "\(problem.field): ") + problem.message
    }

    private static func lines(for error: CallError) -> [String] {
        if let known = ControlError(CallError(name: error.name, parameters: error.parameters.printable)) {
            return lines(for: known)
        }
        if error.name == CallError.permissionDenied.name {
            return ["cisterna: not permitted: your user's role is not enough for this"]
        }
        return ["cisterna: the daemon answered \(JSONValue.printable(error.description))"]
    }

    private static func lines(for error: ControlError) -> [String] {
        if case .invalidDocument(let problems) = error { return problems.map(line) }
        if case .softLimits(let limits) = error {
            return ["cisterna: \(RefusalText.sentence(for: error))"]
                + limits.map { "  \($0.field): \($0.asked) is asked, the limit is \($0.limit) (\($0.source))" }
        }
        return ["cisterna: \(RefusalText.sentence(for: error))"]
    }

    private static func sentence(for error: any Error) -> String {
        switch error {
        case is Declined: "declined; nothing was changed"
        case is NoTerminal: "this asks before it acts, and there is no terminal to answer on: add --yes"
        case is Interrupted: "interrupted before the reply"
        case let error as RemoteFailure: error.sentence
        case is SelfTestFailed: "the self-test failed"
        case is RefillLeft: "the refill stays as it stands; go on with: cisterna refill guide"
        case is NoProposedDocument: "the trial gives no ground for a prescription: cisterna trial report says why"
        case is StopNotConfirmed: "stopped, but the real-time thread has not confirmed it: cut the motor's supply"
        case let error as Misuse: error.message
        case let error as BadMachine:
            "this machine is not fit for a rig: \(error.checks.joined(separator: ", "))"
        case let error as BadQuantity: "\(error.argument): \(error.message)"
        case let error as BadFile: sentence(for: error)
        case let error as BadRecordFile: "\(error.path) \(error.what)"
        case let error as NotWritten: "\(error.path) is not written: \(error.call): \(reason(error.errno))"
        case let error as BrokenRecord:
            error.sequence.map { "the record is broken at entry \($0): \(error.text)" }
                ?? "the record is broken: \(error.text)"
        case let error as NotDelivering:
            "the pump is \(error.state.rawValue) after \(error.strokes) of \(error.wanted) strokes"
        case let error as NoAnswer: "the daemon has not answered \(error.method.name) for \(error.seconds) s"
        case let error as ClientError: sentence(for: error)
        case is DecodingError, is JSONError: "the daemon's answer is not what this version expects: \(error)"
        default: String(describing: error)
        }
    }

    private static func sentence(for error: ClientError) -> String {
        switch error.kind {
        case .notRunning: "no daemon is running: \(error.call): \(reason(error.errno))"
        case .notPermitted: "the daemon's socket is not for you: \(error.call): \(reason(error.errno))"
        default: error.description
        }
    }

    private static func reason(_ errno: Int32) -> String { String(cString: strerror(errno)) }

    private static func sentence(for error: BadFile) -> String {
        switch error.reason {
        case .missing: "\(error.path): there is no such file"
        case .notReadable(let why): "\(error.path): \(why)"
        case .notText: "\(error.path): not UTF-8 text"
        case .tooLarge: "\(error.path): longer than \(Document.maximumBytes / 1024) KiB"
        }
    }
}
