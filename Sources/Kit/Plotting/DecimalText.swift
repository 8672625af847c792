import Glibc

/// `mantissa · 10^exponent` in full, without rounding: (25, -3) is `0.025`.
func decimalText(_ mantissa: Int, exponent: Int) -> String {
    if mantissa == 0 { return exponent < 0 ? "0." + String(repeating: "0", count: -exponent) : "0" }
    let sign = mantissa < 0 ? "−" : ""
    var digits = String(mantissa.magnitude)
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
    if digits.count <= -exponent {
        digits = String(repeating: "0", count: -exponent - digits.count + 1) + digits
    }
    return "\(sign)\(digits.dropLast(-exponent)).\(digits.suffix(-exponent))"
}

/// A number with at most `places` decimals and no trailing zeros, for coordinates in scripts.
func shortText(_ value: Double, places: Int = 5) -> String {
    let text = decimalText(Int((value * pow(10, Double(places))).rounded()), exponent: -places)
    return withoutTrailingZeros(text).replacing("−", with: "-")
}

/// `10⁻³`.
func powerOfTen(_ exponent: Int) -> String {
    let raised: [Character: Character] = [
        "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    ]
    return "10" + String(String(exponent).compactMap { raised[$0] })
}

/// `mantissa · 10^exponent` as a number, correctly rounded for all ticks that occur.
func decimalValue(_ mantissa: Int, exponent: Int) -> Double {
    // Dividing by an exact power rounds once; multiplying by an inexact 0.1 would round twice.
    exponent < 0 ? Double(mantissa) / pow(10, Double(-exponent)) : Double(mantissa) * pow(10, Double(exponent))
}

/// `1.500` as `1.5`, `2.000` as `2`.
func withoutTrailingZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var kept = Substring(text)
    while kept.last == "0" { kept.removeLast() }
    if kept.last == "." { kept.removeLast() }
    return String(kept)
}
