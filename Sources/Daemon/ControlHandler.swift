// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Transcript
import Varlink

/// From the wire to the service: roles, requests, and errors by their names.
struct ControlHandler: CallHandler {
    let service: PumpService
    let roles: RoleMap
    let requests: RequestLog
    let streams: ControlStreams

    func handle(_ call: Call, replies: ReplyStream) async throws -> JSONValue {
        guard let method = ControlMethod(rawValue: call.qualifiedMethod) else {
            throw CallError.methodNotImplemented(call.qualifiedMethod)
        }
        guard method.isPermitted(to: roles.role(of: call.peer)) else {
            service.worker.note(
                LedgerEvent(
                    kind: "call-refused", severity: .low,
                    payload: ["method": .string(method.qualifiedName), "user": .integer(Int64(call.peer.userID))]))
            throw CallError.permissionDenied
        }
        // Who did something is part of the record (BR-S09).
        if let name = call.parameters["operator"]?.text, !name.contains(where: { !$0.isWhitespace }) {
            throw CallError.invalidParameter("operator")
        }
        do {
            guard method.takesRequestID else { return try await answer(method, call, replies) }
            return try await requests.once(call, method) { try await answer(method, call, replies) }
        } catch {
            throw Self.callError(error, in: method.interface)
        }
    }

    /// Every error in the interface's own words; what has none is ours, and logged by the server.
    static func callError(_ error: any Error, in interface: String) -> CallError {
        if let error = error as? CallError { return error }
        if let error = error as? ControlError { return error.callError(in: interface) }
        return CallError(name: ControlError.internalError.qualifiedName(in: PumpInterface.name), parameters: [:])
    }

    private func answer(_ method: ControlMethod, _ call: Call, _ replies: ReplyStream) async throws -> JSONValue {
        switch method {
        case .status: return try JSONValue(encoding: StatusReply(status: await service.status()))
        case .watch: return try await streams.watch(service, replies)
        case .stop: return try JSONValue(encoding: await service.stop())
        case .resume:
            try await service.resume(call.decode(ResumeParameters.self))
            return [:]
        case .alarms:
            let alarms = await service.alarms(service.snapshots.latest())
            return try JSONValue(encoding: AlarmsReply(alarms: alarms))
        case .alarmTest: return try JSONValue(encoding: await service.testAlarms())
        case .silence: return try JSONValue(encoding: await service.silence(call.decode(SilenceParameters.self)))
        case .acknowledge:
            return try JSONValue(encoding: await service.acknowledge(call.decode(AcknowledgeParameters.self)))
        case .interrogate: return try JSONValue(encoding: await service.interrogate())
        case .propose: return try JSONValue(encoding: await service.propose(call.decode(ProposeParameters.self)))
        case .commit: return try JSONValue(encoding: await service.commit(call.decode(CommitParameters.self)))
        case .bolus: return try JSONValue(encoding: await service.bolus(call.decode(BolusParameters.self)))
        case .cancelBolus:
            try await service.cancelBolus(call.decode(CancelBolusParameters.self))
            return [:]
        case .setClock: return try JSONValue(encoding: await service.setClock(call.decode(SetClockParameters.self)))
        case .prime: return try JSONValue(encoding: await service.prime(call.decode(PrimeParameters.self)))
        case .declarePath:
            try await service.declarePath(call.decode(DeclarePathParameters.self))
            return [:]
        case .refillStep:
            return try JSONValue(encoding: await service.refillStep(call.decode(RefillStepParameters.self)))
        case .trialStep:
            return try JSONValue(encoding: await service.trialStep(call.decode(TrialStepParameters.self)))
        case .trialReport: return try JSONValue(encoding: await service.trialReport())
        case .annotate:
            try await service.annotate(call.decode(AnnotateParameters.self))
            return [:]
        case .requestBolus:
            let requestId = call.parameters["requestId"]?.text ?? ""
            return try JSONValue(encoding: await service.requestBolus(requestId))
        case .allowance: return try JSONValue(encoding: await service.allowance())
        case .replaced:
            try await service.replaced(call.decode(ReplacedParameters.self))
            return [:]
        case .outcome:
            let identifier = call.parameters["requestId"]?.text ?? ""
            return try JSONValue(encoding: await requests.outcome(of: identifier))
        case .selfTest: return try JSONValue(encoding: await service.selfTest())
        case .clearFailure: return try JSONValue(encoding: await service.clearFailure())
        case .injectFault:
            try await service.injectFault(call.decode(InjectFaultParameters.self))
            return [:]
        case .doctor: return try JSONValue(encoding: await service.doctor())
        case .backup: return try await streams.backup(replies)
        case .telemetry: return try await streams.telemetry(call.decode(SpanParameters.self), replies)
        case .boluses: return try await streams.boluses(call.decode(SpanParameters.self), replies)
        case .prescriptions: return try await streams.prescriptions(replies)
        case .totals: return try JSONValue(encoding: await streams.totals(service.profile))
        case .verify: return try JSONValue(encoding: await streams.verify())
        case .events: return try await streams.events(call.decode(EventsParameters.self), replies)
        }
    }
}
