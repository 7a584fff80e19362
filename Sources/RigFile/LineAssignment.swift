// SPDX-License-Identifier: Apache-2.0
import TOMLDocument

/// `[lines]`: which line of the chip does what.
public struct LineAssignment: Sendable, Hashable {
    /// What an output line does.
    public enum Output: String, CaseIterable, Sendable {
        case step
        case direction
        case enable
        case heartbeat
        case pinchValve = "pinch-valve"
        case buzzer
        /// Red, yellow and cyan: of high, medium and low priority.
        case lampHigh = "lamp-high"
        case lampMedium = "lamp-medium"
        case lampLow = "lamp-low"

        /// A pump without these does not turn.
        var isRequired: Bool { self == .step || self == .direction || self == .enable }
    }

    /// What an input line tells.
    public enum Input: String, CaseIterable, Sendable {
        case stop
        case cover
        case air
        case stall
        case rotor
        case index
        case patientButton = "patient-button"
    }

    /// `chip`, required: the chip's label, never its number.
    public let chip: String
    /// ``Output/step``, ``Output/direction`` and ``Output/enable`` are always there.
    public let outputs: [Output: LineDescription]
    public let inputs: [Input: LineDescription]
    /// `[wired-back]`: inputs of the same chip to which outputs are wired, for tests that look at the real level. The
    /// daemon never requests them.
    public let wiredBack: [Output: LineDescription]

    init(reading table: DocumentTable, wiredBack back: DocumentTable?) {
        chip = table.text("chip")
        var outputs: [Output: LineDescription] = [:]
        for output in Output.allCases {
            let line = output.isRequired ? table.table(output.rawValue) : table.optionalTable(output.rawValue)
            outputs[output] = line.map { LineDescription(reading: $0, isInput: false) }
        }
        var inputs: [Input: LineDescription] = [:]
        for input in Input.allCases {
            inputs[input] = table.optionalTable(input.rawValue).map { LineDescription(reading: $0, isInput: true) }
        }
        self.outputs = outputs
        self.inputs = inputs
        var wiredBack: [Output: LineDescription] = [:]
        for output in Output.allCases {
            wiredBack[output] = back?.optionalTable(output.rawValue).map { LineDescription(reading: $0, isInput: true) }
        }
        self.wiredBack = wiredBack
    }

    /// The bounds that hold between keys. Call it only where each key is sound.
    func check(_ table: DocumentTable, wiredBack back: DocumentTable?) {
        var users: [String: String] = [:]
        // In the order of the text, so that the later use is the one at fault.
        for key in table.keys {
            guard
                let line = Output(rawValue: key).flatMap({ outputs[$0] })
                    ?? Input(rawValue: key).flatMap({ inputs[$0] })
            else { continue }
            if let user = users[line.name] {
                table.report("line “\(line.name)” serves \(user) already", at: key)
            } else {
                users[line.name] = key
            }
        }
        for key in back?.keys ?? [] {
            guard let role = Output(rawValue: key), let line = wiredBack[role] else { continue }
            if outputs[role] == nil { back?.report("no output \(key) is assigned in [lines]", at: key) }
            if let user = users[line.name] { back?.report("line “\(line.name)” serves \(user) already", at: key) }
            users[line.name] = "wired-back.\(key)"
        }
    }
}
