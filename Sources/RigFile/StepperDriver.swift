// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// `[driver]`: the stepper driver and its timing.
public struct StepperDriver: Sendable, Hashable {
    public enum Model: String, CaseIterable, Sendable {
        case tmc2209 = "TMC2209"
        case drv8825 = "DRV8825"
        case a4988 = "A4988"
        case other

        /// The least time that STEP stays high, and low: of each data sheet.
        public var minimumPulse: Duration {
            switch self {
            // Of an unknown one no less can be meant than the fastest known one needs.
            case .tmc2209, .other: return Duration(nanoseconds: 100)
            case .drv8825: return Duration(nanoseconds: 1_900)
            case .a4988: return .microsecond
            }
        }

        /// The least time that DIR stands still before, and after, a STEP edge: of each data sheet.
        public var minimumDirection: Duration {
            switch self {
            case .tmc2209, .other: return Duration(nanoseconds: 20)
            case .drv8825: return Duration(nanoseconds: 650)
            case .a4988: return Duration(nanoseconds: 200)
            }
        }
    }

    /// `model`, required.
    public let model: Model
    /// `step-high`, default 2 us, which suits all.
    public let stepHigh: Duration
    /// `step-low`, default 2 us.
    public let stepLow: Duration
    /// `direction-setup`, default 2 us: DIR before STEP.
    public let directionSetup: Duration
    /// `direction-hold`, default 2 us: DIR after STEP.
    public let directionHold: Duration
    /// `monostable-settle`, 0 to 10 s, default 0: how long after its first pulse the heartbeat's monostable lets the
    /// motor run.
    public let monostableSettle: Duration

    init(reading table: DocumentTable) {
        model = table.choice("model") ?? .other
        let standard = Duration.microsecond * 2
        // The real-time thread is busy for these times: what is longer is a mistake.
        let bounds = Duration.zero ... .millisecond
        stepHigh = table.quantity("step-high", default: standard, within: bounds)
        stepLow = table.quantity("step-low", default: standard, within: bounds)
        directionSetup = table.quantity("direction-setup", default: standard, within: bounds)
        directionHold = table.quantity("direction-hold", default: standard, within: bounds)
        monostableSettle = table.quantity("monostable-settle", default: .zero, within: .zero ... .second * 10)
    }

    /// The bounds that hold between keys. Call it only where each key is sound.
    func check(_ table: DocumentTable, mechanics: RigMechanics) {
        let times = [
            ("step-high", stepHigh, model.minimumPulse), ("step-low", stepLow, model.minimumPulse),
            ("direction-setup", directionSetup, model.minimumDirection),
            ("direction-hold", directionHold, model.minimumDirection),
        ]
        for (key, time, minimum) in times where time < minimum {
            table.report("\(time) is too short for a \(model.rawValue); it needs \(minimum)", at: key)
        }
        if stepHigh + stepLow > mechanics.pulsePeriod {
            table.report(
                "step-high and step-low take \(stepHigh + stepLow), more than the \(mechanics.pulsePeriod) of a pulse at "
                    + "\(mechanics.strokeSpeed) and \(mechanics.microsteps) microsteps",
                at: table.has("step-high") || !table.has("step-low") ? "step-high" : "step-low")
        }
    }
}
