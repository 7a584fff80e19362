// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Numbers as people read them, the same in every place.
enum NumberText {
    /// With so many decimals; `-` for what is no number.
    static func fixed(_ number: Double, decimals: Int) -> String {
        guard number.isFinite else { return "-" }
        let text = String(format: "%.\(decimals)f", number)
        // Nothing is less than nothing.
        return text.hasPrefix("-") && !text.contains { ("1"..."9").contains($0) } ? String(text.dropFirst()) : text
    }

    /// With so many significant digits, 1 to 15, and no zeros at the end.
    static func short(_ number: Double, digits: Int = 4) -> String {
        guard number.isFinite else { return "-" }
        return number == 0 ? "0" : String(format: "%.\(digits)g", number)
    }

    /// A place in a drawing: to a hundredth, without zeros at the end.
    static func place(_ number: Double) -> String {
        var text = fixed(number, decimals: 2)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
