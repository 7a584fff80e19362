// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Glibc
import Ledger
import TOMLDocument
import Varlink

/// How the program ends, by sysexits.h.
enum ExitStatus: Int32 {
    case done = 0
    case declined = 1
    case usage = 64
    case data = 65
    case noInput = 66
    case unavailable = 69
    case `internal` = 70
    case notWritten = 73
    case notNow = 75
    case `protocol` = 76
    case notPermitted = 77
    case configuration = 78

    init(for error: any Error) {
        self =
            switch error {
            case is Declined, is RefillLeft: .declined
            case is NoTerminal, is Misuse: .usage
            case is BadQuantity, is BrokenRecord, is DocumentErrors: .data
            case is NotWritten: .notWritten
            case let error as BadFile: error.reason == .missing ? .noInput : .data
            case is SelfTestFailed, is StopNotConfirmed: .internal
            case is BadRecordFile: .data
            case let error as LedgerError: Self.of(error)
            case let error as StopUnanswered: Self(for: error.cause)
            case let error as RemoteFailure: error.exitStatus
            case is OutcomeUnknown, is NotDelivering, is Interrupted, is NoProposedDocument: .notNow
            case is NoAnswer: .unavailable
            case is BadMachine: .configuration
            case let error as ControlError: Self.of(error)
            case let error as CallError: Self.of(error)
            case let error as ClientError: Self.of(error)
            case is DecodingError, is JSONError: .protocol
            default: .internal
            }
    }

    private static func of(_ error: ControlError) -> ExitStatus {
        switch error {
        case .limitExceeded, .notDeliverable, .invalidDocument, .noSuchCondition: .data
        case .notInState, .conditionStands, .noProgram, .staleProposal, .noSuchProposal, .bolusActive: .notNow
        case .noSuchBolus, .beyondReservoir, .stopInputAsserted, .revisionMismatch, .requestPending: .notNow
        case .realTimeDegraded, .tooManyCalls, .tooManyConnections: .notNow
        // Without a time no wait helps: it is the figure that is wrong.
        case .doseLimit(_, _, _, let remaining): remaining == nil ? .data : .notNow
        case .beyondPath, .softLimits: .data
        case .noDemand, .lockedOut, .bridgeActive, .pathNotFree, .noTrial, .outOfOrder: .notNow
        case .noTestRig, .noPrimeRate: .configuration
        case .requestConflict, .requestInterrupted, .internalError: .internal
        }
    }

    /// Of a record that is handled without a daemon.
    private static func of(_ error: LedgerError) -> ExitStatus {
        switch error {
        case .inUse: return .notNow
        case .newerSchema, .olderSchema, .corrupt, .contradiction: return .data
        case .system(_, let errno, _):
            if errno == ENOENT { return .noInput }
            return errno == EACCES || errno == EPERM ? .notPermitted : .notWritten
        case .storage: return .notWritten
        default: return .internal
        }
    }

    private static func of(_ error: CallError) -> ExitStatus {
        if let known = ControlError(error) { return of(known) }
        return error.name == CallError.permissionDenied.name ? .notPermitted : .protocol
    }

    private static func of(_ error: ClientError) -> ExitStatus {
        switch error.kind {
        case .notRunning, .connectionLost, .closed: .unavailable
        case .notPermitted: .notPermitted
        case .badReply: .protocol
        // A path that no socket can have is nobody's daemon.
        case .system: error.errno == ENAMETOOLONG ? .configuration : .unavailable
        }
    }
}
