// SPDX-License-Identifier: Apache-2.0

/// Every method of the interfaces by its qualified name, with who may call it and what it does.
public enum ControlMethod: String, Sendable, Hashable, CaseIterable {
    case status = "io.cisterna.Pump.Status"
    case watch = "io.cisterna.Pump.Watch"
    case stop = "io.cisterna.Pump.Stop"
    case resume = "io.cisterna.Pump.Resume"
    case alarms = "io.cisterna.Pump.Alarms"
    case silence = "io.cisterna.Pump.Silence"
    case alarmTest = "io.cisterna.Pump.AlarmTest"
    case acknowledge = "io.cisterna.Pump.Acknowledge"
    case interrogate = "io.cisterna.Programmer.Interrogate"
    case propose = "io.cisterna.Programmer.Propose"
    case commit = "io.cisterna.Programmer.Commit"
    case bolus = "io.cisterna.Programmer.Bolus"
    case cancelBolus = "io.cisterna.Programmer.CancelBolus"
    case setClock = "io.cisterna.Programmer.SetClock"
    case prime = "io.cisterna.Programmer.Prime"
    case declarePath = "io.cisterna.Programmer.DeclarePath"
    case refillStep = "io.cisterna.Programmer.RefillStep"
    case trialStep = "io.cisterna.Programmer.TrialStep"
    case trialReport = "io.cisterna.Programmer.TrialReport"
    case annotate = "io.cisterna.Programmer.Annotate"
    case outcome = "io.cisterna.Programmer.Outcome"
    case requestBolus = "io.cisterna.Patient.RequestBolus"
    case allowance = "io.cisterna.Patient.Allowance"
    case selfTest = "io.cisterna.Service.SelfTest"
    case clearFailure = "io.cisterna.Service.ClearFailure"
    case injectFault = "io.cisterna.Service.InjectFault"
    case doctor = "io.cisterna.Service.Doctor"
    case replaced = "io.cisterna.Service.Replaced"
    case backup = "io.cisterna.Service.Backup"
    case events = "io.cisterna.History.Events"
    case telemetry = "io.cisterna.History.Telemetry"
    case totals = "io.cisterna.History.Totals"
    case boluses = "io.cisterna.History.Boluses"
    case prescriptions = "io.cisterna.History.Prescriptions"
    case verify = "io.cisterna.History.Verify"

    /// `interface.Method`.
    public var qualifiedName: String { rawValue }

    /// The qualified name of the interface.
    public var interface: String {
        switch self {
        case .status, .watch, .stop, .resume, .alarms, .silence, .alarmTest, .acknowledge: PumpInterface.name
        case .interrogate, .propose, .commit, .bolus, .cancelBolus, .outcome: ProgrammerInterface.name
        case .setClock, .prime, .declarePath, .refillStep, .trialStep, .trialReport, .annotate: ProgrammerInterface.name
        case .requestBolus, .allowance: PatientInterface.name
        case .selfTest, .clearFailure, .injectFault, .doctor, .replaced, .backup: ServiceInterface.name
        case .events, .telemetry, .totals, .boluses, .prescriptions, .verify: HistoryInterface.name
        }
    }

    /// The name within the interface.
    public var name: String { String(rawValue.dropFirst(interface.count + 1)) }

    /// The least role that may call it; nil where everybody may who can connect.
    public var role: Role? {
        switch self {
        case .stop, .silence: nil
        case .status, .watch, .alarms, .alarmTest, .acknowledge, .events: .observer
        case .telemetry, .totals, .boluses, .prescriptions, .verify: .observer
        case .requestBolus, .allowance: .patient
        case .resume, .interrogate, .propose, .commit, .bolus, .cancelBolus, .outcome: .programmer
        case .setClock, .prime, .declarePath, .refillStep, .trialStep, .trialReport, .annotate: .programmer
        case .selfTest, .clearFailure, .injectFault, .doctor, .replaced, .backup: .service
        }
    }

    /// Whether a peer of `role`, nil for none, may call it.
    public func isPermitted(to role: Role?) -> Bool {
        guard let needed = self.role else { return true }
        guard let role else { return false }
        return role >= needed
    }

    /// Whether it changes anything beyond its own connection.
    public var isStateChanging: Bool {
        switch self {
        case .stop, .resume, .silence, .acknowledge, .propose, .commit, .bolus, .cancelBolus: true
        case .setClock, .prime, .declarePath, .refillStep, .trialStep, .annotate, .requestBolus: true
        case .selfTest, .clearFailure, .injectFault, .replaced: true
        case .status, .watch, .alarms, .alarmTest, .interrogate, .trialReport, .outcome, .allowance, .events, .doctor:
            false
        case .telemetry, .totals, .boluses, .prescriptions, .verify, .backup: false
        }
    }

    /// Whether its `requestId` makes it safe to repeat.
    public var takesRequestID: Bool {
        switch self {
        // These do the same anew.
        case .stop, .silence: false
        default: isStateChanging
        }
    }

    /// Whether the calls a second of a connection are bounded: all that change something, but never a stop.
    public var isRateLimited: Bool { isStateChanging && self != .stop }

    /// Whether it makes sense as a stream only.
    public var isStreamOnly: Bool {
        switch self {
        case .watch, .events, .telemetry, .boluses, .prescriptions, .backup: true
        default: false
        }
    }

    /// Whether the method of this qualified name changes anything; false for one that does not exist.
    public static func isStateChanging(_ method: String) -> Bool {
        ControlMethod(rawValue: method)?.isStateChanging ?? false
    }
}
