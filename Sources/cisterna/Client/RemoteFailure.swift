// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Why another machine's daemon is not to be had.
struct RemoteFailure: Error, Equatable {
    enum Reason: Equatable {
        /// The program that connects could not be started.
        case notStarted(program: String, errno: Int32)
        /// It has ended: with its own code, or that of the command at the far end. A loss is one after something could
        /// have arrived.
        case ended(status: Int32, isLoss: Bool)
    }

    let host: String
    let reason: Reason

    var isLoss: Bool {
        if case .ended(_, isLoss: true) = reason { true } else { false }
    }

    var exitStatus: ExitStatus {
        guard case .ended(let status, _) = reason else { return .unavailable }
        return switch ExitStatus(rawValue: status) {
        case .notPermitted: .notPermitted
        case .configuration: .configuration
        case .usage: .protocol
        default: .unavailable
        }
    }

    var sentence: String {
        switch reason {
        case .notStarted(let program, let errno):
            return "\(program) cannot be started: \(String(cString: strerror(errno)))"
        case .ended(255, isLoss: true): return "the connection to \(host) was lost"
        case .ended(255, isLoss: false): return "there is no connection to \(host)"
        case .ended(127, _): return "there is no cisterna on the PATH of \(host)"
        case .ended(126, _): return "cisterna cannot be run on \(host)"
        case .ended(let status, _):
            return switch ExitStatus(rawValue: status) {
            case .unavailable: "no daemon is running on \(host)"
            case .notPermitted: "the daemon's socket on \(host) is not for this user"
            case .configuration: "the path of the socket is none on \(host)"
            case .usage: "the cisterna on \(host) is too old: it knows no bridge"
            default: "the connection through \(host) ended with \(status)"
            }
        }
    }
}
