// SPDX-License-Identifier: Apache-2.0

/// The pull resistor that the chip puts on an input.
public enum GPIOBias: String, Hashable, Sendable, CaseIterable {
    /// Whatever is set already: for lines with a resistor of their own.
    case asIs = "as-is"
    case disabled
    case pullUp = "pull-up"
    case pullDown = "pull-down"
}
