// SPDX-License-Identifier: Apache-2.0
import Ledger
import RigHardware
import SimulatedRig
import TOMLDocument
import Varlink

/// What keeps the daemon from running, with the exit code that says of what kind it is (sysexits.h).
public struct DaemonFailure: Error, Sendable, CustomStringConvertible {
    public let description: String
    public let exitCode: Int32

    static let unavailable: Int32 = 69
    static let software: Int32 = 70
    static let temporary: Int32 = 75
    static let permission: Int32 = 77
    static let configuration: Int32 = 78

    init(_ description: String, exitCode: Int32) {
        self.description = description
        self.exitCode = exitCode
    }

    /// Any error of the parts, by its kind.
    init(_ error: any Error) {
        switch error {
        case let failure as DaemonFailure: self = failure
        case let errors as DocumentErrors: self.init(errors.description, exitCode: Self.configuration)
        case let error as GPIOError: self.init(error.description, exitCode: error.exitCode)
        case let error as RigLinesError: self.init(error.description, exitCode: error.exitCode)
        case let error as LedgerError:
            if case .inUse = error {
                self.init(error.description, exitCode: Self.temporary)
            } else {
                self.init(error.description, exitCode: Self.unavailable)
            }
        case let error as ServerError:
            if case .addressInUse = error {
                self.init("\(error)", exitCode: Self.temporary)
            } else {
                self.init("\(error)", exitCode: Self.unavailable)
            }
        default: self.init("\(error)", exitCode: Self.software)
        }
    }
}

extension RigLinesError {
    fileprivate var exitCode: Int32 {
        switch self {
        case .system, .rigIsGone: return DaemonFailure.unavailable
        case .rigInUse, .driven: return DaemonFailure.temporary
        case .notLines, .otherVersion, .otherSpeed, .otherRig: return DaemonFailure.configuration
        }
    }
}
