// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// What can go wrong with a simulated rig, each with an amount, by command, by the rig file's script or by its seed.
public enum SimulatedFault: Hashable, Sendable {
    /// The line closes towards the tip by a share: 1 is closed, 0.9 ten times its resistance.
    case occlusion
    /// The reservoir gives nothing: the head draws a vacuum.
    case upstreamOcclusion
    /// The line leaks at the pump; so many times what the catheter lets through at the same pressure.
    case leak
    /// The catheter is off the pump.
    case disconnection
    /// The tip lies outside, in the ambient's pressure.
    case dislodgement
    /// A bubble in the line: it swells by so many times its compliance more, and the air input is asserted.
    case air
    /// The reservoir is empty.
    case empty
    /// So much runs through the head by itself, in microlitres an hour.
    case freeFlow
    /// The tube gives less, by a share.
    case wear
    /// The rollers let liquid back under pressure, by a share of the stroke for each 100 kPa.
    case slip
    /// A share of the pulses does not move the rotor.
    case lostSteps
    /// The rotor stands.
    case stall
    /// Where the driver is off the rotor turns back, so many revolutions an hour.
    case backDrive
    /// The motor is hotter, by degrees Celsius.
    case heat
    /// The supply is lower, by volts.
    case supplyDip
    case sensor(Sensor, SensorDisorder)
    /// An input line that is stuck, asserted or not.
    case input(SimulatedInput, isAsserted: Bool)

    private static let ofRig: [(SimulatedFault, String, Double)] = [
        (.occlusion, "occlusion", 1), (.upstreamOcclusion, "upstream-occlusion", 1), (.leak, "leak", 1),
        (.disconnection, "disconnection", 1), (.dislodgement, "dislodgement", 1), (.air, "air", 1),
        (.empty, "empty", 1),
        (.freeFlow, "free-flow", 100), (.wear, "wear", 0.3), (.slip, "slip", 0.3), (.lostSteps, "lost-steps", 0.3),
        (.stall, "stall", 1), (.backDrive, "back-drive", 60), (.heat, "heat", 40), (.supplyDip, "supply-dip", 6),
    ]

    private static let inputs: [(SimulatedInput, String)] = [
        (.stop, "stop"), (.cover, "cover"), (.air, "air"), (.stall, "stall"), (.patientButton, "patient-button"),
    ]

    private struct Entry {
        let fault: SimulatedFault
        let name: String
        let amount: Double
    }

    private static let entries: [Entry] =
        ofRig.map { Entry(fault: $0.0, name: $0.1, amount: $0.2) }
        + Sensor.allCases.flatMap { sensor in
            SensorDisorder.allCases.map { disorder in
                Entry(
                    fault: .sensor(sensor, disorder), name: "\(sensor)-\(disorder.rawValue)",
                    amount: disorder == .late ? 10 : 1)
            }
        }
        + inputs.flatMap { input, name in
            [
                Entry(fault: .input(input, isAsserted: true), name: "\(name)-input-on", amount: 1),
                Entry(fault: .input(input, isAsserted: false), name: "\(name)-input-off", amount: 1),
            ]
        }

    private static let slots = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.fault, $0) })
    private static let byName = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.fault) })

    /// Every fault, in the order of ``slot``.
    public static let all = entries.map(\.fault)

    /// The fault that is called so: `occlusion`, `pressure-stuck`, `cover-input-on`.
    public init?(name: String) {
        guard let fault = Self.byName[name] else { return nil }
        self = fault
    }

    public var name: String { Self.entries[slot].name }
    /// The amount where nobody names one.
    public var usualAmount: Double { Self.entries[slot].amount }
    /// Its place among ``all``.
    public var slot: Int { Self.slots[self]! }

    /// What it does, and what its amount is.
    public var amountText: String {
        switch self {
        case .occlusion: "the line closes by this share"
        case .upstreamOcclusion: "the reservoir gives nothing"
        case .leak: "the line leaks, so many times what the catheter lets through"
        case .disconnection: "the catheter is off the pump"
        case .dislodgement: "the tip lies in the ambient"
        case .air: "a bubble: so many times the line's compliance more, air input on"
        case .empty: "the reservoir is empty"
        case .freeFlow: "uL/h run through the head by themselves"
        case .wear: "the tube gives less, by this share"
        case .slip: "lost of a stroke for each 100 kPa, as a share"
        case .lostSteps: "the share of pulses that does not move the rotor"
        case .stall: "the rotor stands"
        case .backDrive: "revolutions an hour backwards while the driver is off"
        case .heat: "degrees Celsius more"
        case .supplyDip: "volts less"
        case .sensor(let sensor, let disorder): Self.text(disorder, unit: Self.unit(of: sensor))
        case .input(_, let isAsserted): isAsserted ? "the input is stuck asserted" : "the input never asserts"
        }
    }

    private static func text(_ disorder: SensorDisorder, unit: String) -> String {
        switch disorder {
        case .stuck: "gives its last reading again and again"
        case .silent: "the share of readings that do not come"
        case .offset: "\(unit) too much"
        case .drift: "\(unit) more each hour"
        case .noise: "\(unit) of noise besides its own"
        case .reads: "\(unit), whatever is"
        case .late: "seconds behind, 60 at most"
        }
    }

    private static func unit(of sensor: Sensor) -> String {
        switch sensor {
        case .pressure, .inlet: "Pa"
        case .rotor: "counts"
        case .level, .outflow: "pL"
        case .temperature: "thousandths of a degree"
        case .supply: "mV"
        }
    }
}
