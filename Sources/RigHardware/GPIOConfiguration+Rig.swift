// SPDX-License-Identifier: Apache-2.0
import RigFile

extension GPIOConfiguration {
    /// The lines of a rig file; nil where the rig is simulated.
    public init?(_ rig: RigDescription) {
        guard case .gpio(let wiring) = rig.hardware else { return nil }
        self.init(wiring, of: rig)
    }

    /// The lines that `wiring`, the hardware of `rig`, names.
    public init(_ wiring: GPIOWiring, of rig: RigDescription) {
        func output(_ role: LineAssignment.Output) -> Output? {
            guard let line = wiring.lines.outputs[role] else { return nil }
            // A motor that is mounted the other way round turns forward with the line inverted.
            let isInverted = role == .direction && rig.mechanics.reverseDirection
            return Output(name: line.name, isActiveLow: line.activeLow != isInverted)
        }
        guard let step = output(.step), let direction = output(.direction), let enable = output(.enable) else {
            preconditionFailure("a checked rig file names step, direction and enable")
        }
        let inputs = LineAssignment.Input.allCases.compactMap { input -> Input? in
            guard let line = wiring.lines.inputs[input] else { return nil }
            return Input(
                role: GPIOInputRole(input), name: line.name, isActiveLow: line.activeLow, bias: GPIOBias(line.bias),
                debounce: line.debounce)
        }
        let driver = wiring.driver
        self.init(
            chip: wiring.lines.chip, step: step, direction: direction, enable: enable, heartbeat: output(.heartbeat),
            pinchValve: output(.pinchValve), inputs: inputs,
            timing: DriverTiming(
                stepHigh: driver.stepHigh, stepLow: driver.stepLow, directionSetup: driver.directionSetup,
                directionHold: driver.directionHold),
            hasExternalGate: rig.limits.externalGate, consumerPrefix: "cisterna")
        alarms[.buzzer] = output(.buzzer)
        alarms[.lampHigh] = output(.lampHigh)
        alarms[.lampMedium] = output(.lampMedium)
        alarms[.lampLow] = output(.lampLow)
    }
}

extension GPIOInputRole {
    /// Exhaustive: an input that a rig file names is never left out.
    init(_ input: LineAssignment.Input) {
        switch input {
        case .stop: self = .stop
        case .cover: self = .cover
        case .air: self = .air
        case .stall: self = .stall
        case .rotor: self = .rotor
        case .index: self = .index
        case .patientButton: self = .patientButton
        }
    }
}

extension GPIOBias {
    /// The rig file says `none` where libgpiod says disabled.
    init(_ bias: LineDescription.Bias) {
        switch bias {
        case .pullUp: self = .pullUp
        case .pullDown: self = .pullDown
        case .none: self = .disabled
        case .asIs: self = .asIs
        }
    }
}
