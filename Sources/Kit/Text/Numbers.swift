/// A number as scientists read it, with a stated count of significant digits.
///
///     formatNumber(310.847, significantDigits: 4)    // "310.8"
///     formatNumber(300, significantDigits: 4)        // "300.0"
///     formatNumber(1.23456e-7, significantDigits: 4) // "1.235e-7"
///     formatNumber(123456, significantDigits: 2)     // "120000"
///
/// Plain decimals where the rounded value lies in 10⁻³ ≤ |x| < 10⁶, powers of ten elsewhere. All the stated digits are
/// shown, zeros at the end too. The point is a full stop whatever the locale.
///
/// - Parameters:
///   - x: any value; zero is `"0"`, and what is not finite is `"nan"`, `"inf"` or `"-inf"`.
///   - significantDigits: 1 or more; 17 tell any two numbers apart.
/// - Returns: the decimal nearest to the exact binary value; a tie goes to the even digit, as in C's `printf`.
/// - Complexity: O(e²) for a number of the order 2^e; a few microseconds for everyday magnitudes.
/// - Precondition: `significantDigits` ≥ 1.
public func formatNumber(_ x: Double, significantDigits: Int) -> String {
    precondition(significantDigits >= 1, "a number has at least one significant digit")
    guard x.isFinite else { return x.isNaN ? "nan" : x < 0 ? "-inf" : "inf" }
    guard x != 0 else { return "0" }
    let (digits, exponent) = roundedDigits(of: x.magnitude, count: significantDigits)
    let sign = x < 0 ? "-" : ""
    guard (-3..<6).contains(exponent) else {
        let fraction = digits.count > 1 ? "." + spelled(digits[1...]) : ""
        return sign + spelled(digits[..<1]) + fraction + "e\(exponent)"
    }
    if exponent < 0 {
        return sign + "0." + String(repeating: "0", count: -exponent - 1) + spelled(digits[...])
    }
    let whole = exponent + 1
    if digits.count <= whole {
        return sign + spelled(digits[...]) + String(repeating: "0", count: whole - digits.count)
    }
    return sign + spelled(digits[..<whole]) + "." + spelled(digits[whole...])
}

private func spelled(_ digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
}

/// The leading decimal digits of a positive number, rounded, and the power of ten of the first of them.
private func roundedDigits(of x: Double, count: Int) -> (digits: [UInt8], exponent: Int) {
    var (digits, exponent) = exactDigits(of: x)
    guard digits.count > count else {
        digits += Array(repeating: 0, count: count - digits.count)
        return (digits, exponent)
    }
    let dropped = digits[count...]
    let aboveHalf = dropped[count] > 5 || (dropped[count] == 5 && dropped.dropFirst().contains { $0 != 0 })
    let isTie = dropped[count] == 5 && !aboveHalf
    digits.removeLast(digits.count - count)
    if aboveHalf || (isTie && digits[count - 1] % 2 == 1) {
        var place = count - 1
        while place >= 0, digits[place] == 9 {
            digits[place] = 0
            place -= 1
        }
        if place >= 0 {
            digits[place] += 1
        } else {
            digits[0] = 1
            exponent += 1
        }
    }
    return (digits, exponent)
}

/// All the decimal digits of a positive number, which are finitely many, and the power of ten of the first.
///
/// x = m·2ᵉ; for e < 0 that is m·5⁻ᵉ·10ᵉ, so that one big whole number holds every digit.
private func exactDigits(of x: Double) -> (digits: [UInt8], exponent: Int) {
    let isNormal = x.exponentBitPattern != 0
    var mantissa = x.significandBitPattern | (isNormal ? 1 << 52 : 0)
    var power = (isNormal ? Int(x.exponentBitPattern) : 1) - 1075
    let even = mantissa.trailingZeroBitCount
    mantissa >>= UInt64(even)
    power += even

    var limbs = [mantissa % limbBase, mantissa / limbBase]  // least significant first
    let (factor, chunk): (UInt64, Int) = power < 0 ? (5, 12) : (2, 29)
    var left = abs(power)
    while left > 0 {
        let step = min(left, chunk)
        multiply(&limbs, by: (0..<step).reduce(into: UInt64(1)) { product, _ in product *= factor })
        left -= step
    }
    var digits: [UInt8] = []
    for limb in limbs.reversed() {
        var divisor = limbBase / 10
        while divisor > 0 {
            digits.append(UInt8(limb / divisor % 10))
            divisor /= 10
        }
    }
    digits = Array(digits.drop { $0 == 0 })
    return (digits, digits.count - 1 + min(0, power))
}

/// Nine decimal digits a limb: a limb times a factor below 2³⁰ stays within 64 bits.
private let limbBase: UInt64 = 1_000_000_000

private func multiply(_ limbs: inout [UInt64], by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
        let product = limbs[index] * factor + carry
        limbs[index] = product % limbBase
        carry = product / limbBase
    }
    while carry > 0 {
        limbs.append(carry % limbBase)
        carry /= limbBase
    }
}
