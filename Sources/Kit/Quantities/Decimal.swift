/// A decimal number found at the beginning of a text: `[+-] digits [. digits] [e[+-] digits]`.
struct DecimalLiteral {
    private let mantissa: Substring
    private let exponent: Int?
    /// Where the number ends in the text it was found in.
    let end: String.Index
    /// Whether all its digits are zero.
    let isZero: Bool

    /// The number at the beginning of a text; `nil` if it begins otherwise.
    init?(prefixOf text: Substring) {
        let bytes = text.utf8
        var index = bytes.startIndex
        func byte() -> UInt8? { index < bytes.endIndex ? bytes[index] : nil }
        func digits() -> (any: Bool, zero: Bool) {
            let start = index
            var zero = true
            while let digit = byte(), UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit {
                zero = zero && digit == UInt8(ascii: "0")
                index = bytes.index(after: index)
            }
            return (index > start, zero)
        }
        if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { index = bytes.index(after: index) }
        let whole = digits()
        var fraction = (any: false, zero: true)
        if byte() == UInt8(ascii: ".") {
            index = bytes.index(after: index)
            fraction = digits()
        }
        guard whole.any || fraction.any else { return nil }
        isZero = whole.zero && fraction.zero
        mantissa = text[..<index]
        let endOfMantissa = index
        var exponent: Int? = 0
        if byte() == UInt8(ascii: "e") || byte() == UInt8(ascii: "E") {
            index = bytes.index(after: index)
            let start = index
            if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { index = bytes.index(after: index) }
            if digits().any {
                exponent = Int(text[start..<index])
            } else {
                // An `e` without digits begins a unit: 5 eV.
                index = endOfMantissa
            }
        }
        self.exponent = exponent
        end = index
    }

    /// The double nearest to this number times a power of ten; infinite when too large, zero when too small.
    func value(timesTenToThe power: Int) -> Double {
        guard let exponent, abs(exponent) < 100_000 else { return isZero ? 0 : .infinity }
        // A bare leading or trailing point is not what the standard library reads.
        var digits = String(mantissa)
        if digits.hasSuffix(".") { digits.removeLast() }
        return Double("\(digits)e\(exponent + power)") ?? .nan
    }

    /// Whether a text without a number names infinity or not-a-number.
    static func isNotFinite(_ text: Substring) -> Bool {
        var word = text.prefix { !" \t\u{A0}".contains($0) }.lowercased()
        if word.hasPrefix("+") || word.hasPrefix("-") { word.removeFirst() }
        if word.hasPrefix(".") { word.removeFirst() }
        return ["nan", "inf", "infinity", "∞"].contains(word)
    }
}

/// The decimal digits of a double: 0.d₁d₂d₃… · 10^exponent.
struct DecimalDigits {
    private(set) var isNegative: Bool
    private(set) var digits: [UInt8]
    private(set) var exponent: Int

    /// The fewest digits that read back as the same double.
    ///
    /// - Parameter value: a finite number.
    init(_ value: Double) {
        isNegative = value.sign == .minus
        digits = []
        let parts = value.magnitude.description.split(separator: "e")
        exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        var isAfterPoint = false
        for byte in (parts.first ?? "").utf8 {
            if byte == UInt8(ascii: ".") {
                isAfterPoint = true
            } else {
                digits.append(byte - UInt8(ascii: "0"))
                if !isAfterPoint { exponent += 1 }
            }
        }
        let leading = digits.prefix { $0 == 0 }.count
        digits.removeFirst(leading)
        exponent -= leading
        trim()
    }

    /// Multiplies by a power of ten.
    mutating func shift(by power: Int) { exponent += power }

    /// Rounds to that many digits, halves away from zero.
    mutating func round(to count: Int) {
        guard digits.count > count else { return }
        let roundsUp = digits[count] >= 5
        digits.removeSubrange(count...)
        if roundsUp {
            var index = count - 1
            while index >= 0, digits[index] == 9 {
                digits[index] = 0
                index -= 1
            }
            if index >= 0 {
                digits[index] += 1
            } else {
                digits.insert(1, at: 0)
                exponent += 1
            }
        }
        trim()
    }

    private mutating func trim() {
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { exponent = 1 }
    }

    /// Whether the number is at least one (or is zero, which has no magnitude to fit).
    var isAtLeastOne: Bool { digits.isEmpty || exponent >= 1 }

    /// The number as text: plain from 0.001 to 10¹⁵, with an exponent beyond.
    var text: String {
        let sign = isNegative ? "-" : ""
        if digits.isEmpty { return sign + "0" }
        let letters = digits.map(String.init)
        if exponent > 15 || exponent < -2 {
            let fraction = letters.dropFirst().joined()
            return sign + letters[0] + (fraction.isEmpty ? "" : "." + fraction) + "e\(exponent - 1)"
        }
        if exponent <= 0 { return sign + "0." + String(repeating: "0", count: -exponent) + letters.joined() }
        if exponent >= letters.count {
            return sign + letters.joined() + String(repeating: "0", count: exponent - letters.count)
        }
        return sign + letters[..<exponent].joined() + "." + letters[exponent...].joined()
    }
}
