import Materials
import Quantities
import Text

/// A number with at most four digits that matter.
func shortNumber(_ value: Double) -> String {
    let text = formatNumber(value, significantDigits: 4)
    guard text.contains("."), !text.contains("e") else { return text }
    return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
}

/// A span of temperatures as people read it: `10 mK to 4 K`.
func span(_ range: ClosedRange<Double>) -> String {
    let (low, high) = (Temperature(si: range.lowerBound), Temperature(si: range.upperBound))
    let text = low.formatted(significantDigits: 4)
    return range.lowerBound == range.upperBound ? text : "\(text) to \(high.formatted(significantDigits: 4))"
}

/// A relative uncertainty as people read it.
func percent(_ relative: Double?) -> String {
    relative.map { "±\(formatNumber($0 * 100, significantDigits: $0 < 0.1 ? 1 : 2)) %" } ?? "unknown"
}

/// The value of a property with its unit.
func amount(_ value: Double, _ unit: String, digits: Int = 4) -> String {
    formatNumber(value, significantDigits: digits) + (unit.isEmpty ? "" : " \(unit)")
}

extension Evaluation {
    /// What a reader must know besides the number.
    var caveat: String? {
        switch origin {
        case .fit: isOutsideData ? "outside the fit's data (\(span(fit.dataRange)))" : nil
        case .lowTemperatureLaw:
            isOutsideData ? "by the low-temperature law, beyond its data" : "by the low-temperature law"
        case .join: "between the low-temperature law and the fit"
        case .extrapolation: "extrapolated along the end's tangent"
        }
    }
}

/// A phrase as a heading begins: its first letter in capitals.
func capitalized(_ phrase: String) -> String { phrase.prefix(1).uppercased() + phrase.dropFirst() }
