// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The lines of a GPIO rig: one chip by its label, lines by their names, never by number alone.
public struct GPIOConfiguration: Hashable, Sendable {
    /// A line that the pump drives.
    public struct Output: Hashable, Sendable {
        public var name: String
        /// Asserted is the low level.
        public var isActiveLow: Bool

        public init(name: String, isActiveLow: Bool = false) {
            self.name = name
            self.isActiveLow = isActiveLow
        }
    }

    /// A line that the pump watches.
    public struct Input: Hashable, Sendable {
        public var role: GPIOInputRole
        public var name: String
        /// Asserted is the low level.
        public var isActiveLow: Bool
        public var bias: GPIOBias
        /// How long a level has to last before it counts.
        public var debounce: Duration

        public init(
            role: GPIOInputRole, name: String, isActiveLow: Bool = false, bias: GPIOBias = .asIs,
            debounce: Duration = .zero
        ) {
            self.role = role
            self.name = name
            self.isActiveLow = isActiveLow
            self.bias = bias
            self.debounce = debounce
        }
    }

    /// The chip's label, as `gpiodetect` shows it.
    public var chip: String
    public var step: Output
    /// Asserted is forward: towards the catheter.
    public var direction: Output
    /// Asserted is the driver on.
    public var enable: Output
    public var heartbeat: Output?
    /// Asserted is the valve open.
    public var pinchValve: Output?
    /// Asserted is on.
    public var alarms: [GPIOAlarmOutput: Output] = [:]
    public var inputs: [Input]
    public var timing: DriverTiming
    /// Something outside the board takes the driver's current away when the heartbeat ends, so that a released ENABLE
    /// line may mean driver on.
    public var hasExternalGate: Bool
    /// What the names begin with under which the lines are held, as `gpioinfo` shows them.
    public var consumerPrefix: String

    public init(
        chip: String, step: Output, direction: Output, enable: Output, heartbeat: Output? = nil,
        pinchValve: Output? = nil, inputs: [Input] = [], timing: DriverTiming, hasExternalGate: Bool = false,
        consumerPrefix: String = "cisterna"
    ) {
        self.chip = chip
        self.step = step
        self.direction = direction
        self.enable = enable
        self.heartbeat = heartbeat
        self.pinchValve = pinchValve
        self.inputs = inputs
        self.timing = timing
        self.hasExternalGate = hasExternalGate
        self.consumerPrefix = consumerPrefix
    }

    /// All lines with what they are for: `step`, `enable`, `patient-button`; outputs first.
    public var namedLines: [(purpose: String, name: String)] {
        var lines = [("step", step.name), ("direction", direction.name), ("enable", enable.name)]
        if let heartbeat { lines.append(("heartbeat", heartbeat.name)) }
        if let pinchValve { lines.append(("pinch-valve", pinchValve.name)) }
        for output in GPIOAlarmOutput.allCases {
            if let line = alarms[output] { lines.append((output.rawValue, line.name)) }
        }
        return lines + inputs.map { ($0.role.rawValue, $0.name) }
    }

    /// The outputs of which one level is the safe one, in the order in which they are made safe: ENABLE first.
    var safeOutputs: [(purpose: String, output: Output)] {
        var outputs = [("enable", enable)]
        if let heartbeat { outputs.append(("heartbeat", heartbeat)) }
        if let pinchValve { outputs.append(("pinch-valve", pinchValve)) }
        for output in GPIOAlarmOutput.allCases {
            if let line = alarms[output] { outputs.append((output.rawValue, line)) }
        }
        return outputs + [("step", step)]
    }

    /// The name under which lines of a purpose are held.
    func consumer(_ purpose: String) -> String { "\(consumerPrefix)-\(purpose)" }
}
