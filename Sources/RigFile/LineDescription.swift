// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// One line of the chip, as `{ line = "GPIO17", active-low = false, bias = "pull-up", debounce = "5 ms" }`.
public struct LineDescription: Sendable, Hashable {
    /// What holds an input's level while nothing drives it.
    public enum Bias: String, CaseIterable, Sendable {
        case pullUp = "pull-up"
        case pullDown = "pull-down"
        case none
        case asIs = "as-is"
    }

    /// `line`, required: the line's name as the chip gives it, never its number.
    public let name: String
    /// `active-low`, default false.
    public let activeLow: Bool
    /// `bias` of an input, default `"as-is"`.
    public let bias: Bias
    /// `debounce` of an input, 0 to 1 s, default 0.
    public let debounce: Duration

    init(reading table: DocumentTable, isInput: Bool) {
        name = table.text("line")
        activeLow = table.boolean("active-low", default: false)
        if isInput {
            bias = table.choice("bias", default: .asIs)
            debounce = table.quantity("debounce", default: .zero, within: .zero ... .second)
        } else {
            let reason = "belongs to inputs; this line is an output"
            table.refuse("bias", because: reason)
            table.refuse("debounce", because: reason)
            bias = .asIs
            debounce = .zero
        }
        if !name.isEmpty, name.allSatisfy(\.isNumber) {
            table.report("a line is known by its name, never by its number: numbers differ between boards", at: "line")
        }
    }
}
