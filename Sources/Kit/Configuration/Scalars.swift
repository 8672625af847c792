import Text

/// Why a scalar is not what was asked for, in words.
struct ScalarError: Error {
    var words: String
}

/// No number that anybody writes is longer; a longer one would cost time for each of its aliases.
private let longestNumber = 400

/// A whole number in decimal digits.
func integer<T: FixedWidthInteger>(_ text: String, isPlain: Bool, as type: T.Type) throws(ScalarError) -> T {
    let expected = "a whole number from \(T.min) to \(T.max)"
    guard isPlain else {
        throw ScalarError(words: "\(quoted(text)) is quoted text, not a number; expected \(expected)")
    }
    var digits = text.utf8[...]
    if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    guard text.utf8.count <= longestNumber, !digits.isEmpty, digits.allSatisfy(isDigit) else {
        throw ScalarError(words: "\(quoted(text)) is not \(expected)")
    }
    guard digits.first != UInt8(ascii: "0") || digits.count == 1 else {
        // 010 is ten to some readers of YAML and eight to others.
        throw ScalarError(words: "\(quoted(text)) begins with a zero; write decimal digits without it")
    }
    guard let value = T(text) else { throw ScalarError(words: "\(quoted(text)) is out of range; expected \(expected)") }
    return value
}

/// A finite decimal number.
func number(_ text: String, isPlain: Bool) throws(ScalarError) -> Double {
    guard isPlain else {
        throw ScalarError(words: "\(quoted(text)) is quoted text, not a number; leave out the quotation marks")
    }
    let word = text.utf8.count <= 10 ? text.lowercased().drop { $0 == "+" || $0 == "-" || $0 == "." } : ""
    guard word != "nan", word != "inf", word != "infinity" else {
        throw ScalarError(words: "\(quoted(text)) is not a finite number")
    }
    guard let value = decimal(text) else { throw ScalarError(words: "\(quoted(text)) is not a number") }
    guard value.isFinite, value != 0 || !hasNonzeroDigit(text) else {
        throw ScalarError(words: "\(quoted(text)) is beyond what a number can hold")
    }
    return value
}

/// `true` or `false`.
func boolean(_ text: String, isPlain: Bool) throws(ScalarError) -> Bool {
    switch (text, isPlain) {
    case ("true", true): return true
    case ("false", true): return false
    default: throw ScalarError(words: "\(quoted(text)) is not true or false")
    }
}

/// `[-+] digits [. digits] [e[-+] digits]`, as YAML has its numbers.
private func decimal(_ text: String) -> Double? {
    guard text.utf8.count <= longestNumber else { return nil }
    var rest = text.utf8[...]
    func skipSign() { if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() } }
    func skipDigits() -> Int {
        let digits = rest.prefix(while: isDigit).count
        rest.removeFirst(digits)
        return digits
    }
    skipSign()
    var digits = skipDigits()
    var endsInPoint = false
    if rest.first == UInt8(ascii: ".") {
        rest.removeFirst()
        let fraction = skipDigits()
        endsInPoint = fraction == 0
        digits += fraction
    }
    guard digits > 0 else { return nil }
    let mantissa = text[..<rest.startIndex]
    let exponent = text[rest.startIndex...]
    if let e = rest.first {
        guard e == UInt8(ascii: "e") || e == UInt8(ascii: "E") else { return nil }
        rest.removeFirst()
        skipSign()
        guard skipDigits() > 0, rest.isEmpty else { return nil }
    }
    // The standard library does not read `5.`; YAML does.
    return Double(endsInPoint ? mantissa.dropLast() + exponent : mantissa + exponent)
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

private func hasNonzeroDigit(_ text: String) -> Bool {
    text.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }.contains { isDigit($0) && $0 != UInt8(ascii: "0") }
}
