/// The rules that Prometheus sets for names and texts.
///
/// - Source: Prometheus documentation, "Data model" and "Exposition formats" (text format 0.0.4).
enum MetricName {
    /// Whether a text may name a metric: `[a-zA-Z_:][a-zA-Z0-9_:]*`.
    static func isValid(metric name: String) -> Bool {
        matches(name) {
            isLetter($0) || $0 == 0x3A
        } next: {
            isLetter($0) || $0 == 0x3A || isDigit($0)
        }
    }

    /// Whether a text may name a label: `[a-zA-Z_][a-zA-Z0-9_]*`, not beginning with `__`.
    static func isValid(label name: String) -> Bool {
        !name.hasPrefix("__")
            && matches(name) {
                isLetter($0)
            } next: {
                isLetter($0) || isDigit($0)
            }
    }

    /// A help text in one line.
    static func escaped(help text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    /// A label's value between quotes.
    static func escaped(value text: String) -> String {
        escaped(help: text).replacing("\"", with: "\\\"")
    }

    /// A number as the format writes it.
    static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        // Counts are whole numbers, and read better as such.
        return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    private static func matches(_ name: String, first: (UInt8) -> Bool, next: (UInt8) -> Bool) -> Bool {
        guard let start = name.utf8.first, first(start) else { return false }
        return name.utf8.dropFirst().allSatisfy(next)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
