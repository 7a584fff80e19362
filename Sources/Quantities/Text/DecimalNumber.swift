// SPDX-License-Identifier: Apache-2.0

#if !hasFeature(Embedded)

/// A decimal number at the start of a text, kept exact: `digits / scale`.
struct DecimalNumber {
    /// All digits as one signed integer.
    private(set) var digits: Int128 = 0
    /// Ten to the number of decimals.
    private(set) var scale: Int128 = 1
    /// What follows the number, without leading blanks.
    private(set) var rest: Substring
    /// 1-based column at which ``rest`` starts.
    private(set) var restColumn: Int

    /// At most 24 digits: more than any quantity holds, and never an overflow here.
    init(prefixOf text: String) throws(QuantityTextError) {
        var index = text.startIndex
        func peek() -> Character? { index < text.endIndex ? text[index] : nil }
        func column() -> Int { text.distance(from: text.startIndex, to: index) + 1 }
        while peek() == " " { index = text.index(after: index) }
        let negative = peek() == "-"
        if negative || peek() == "+" { index = text.index(after: index) }
        var count = 0
        var decimals = 0
        var seenPoint = false
        var lastWasDigit = false
        while let character = peek() {
            if let digit = character.isASCII ? character.wholeNumberValue : nil {
                count += 1
                guard count <= 24 else { throw .tooManyDigits(column: column()) }
                digits = digits * 10 + Int128(digit)
                if seenPoint { decimals += 1 }
                lastWasDigit = true
            } else if character == ".", !seenPoint, lastWasDigit {
                seenPoint = true
                lastWasDigit = false
            } else {
                break
            }
            index = text.index(after: index)
        }
        guard count > 0, lastWasDigit else { throw .notANumber(text: text, column: column()) }
        for _ in 0..<decimals { scale *= 10 }
        if negative { digits = -digits }
        while peek() == " " { index = text.index(after: index) }
        rest = text[index...]
        restColumn = column()
        while rest.last == " " { rest.removeLast() }
    }

    /// `amount / scale` in decimal notation, `scale` a power of ten.
    static func text(_ amount: Int128, scale: Int128) -> String {
        let (whole, fraction) = amount.magnitude.quotientAndRemainder(dividingBy: scale.magnitude)
        var text = (amount < 0 ? "-" : "") + String(whole)
        guard fraction != 0 else { return text }
        var decimals = String(fraction + scale.magnitude).dropFirst()
        while decimals.last == "0" { decimals.removeLast() }
        text += "." + decimals
        return text
    }
}

#endif
