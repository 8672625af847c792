/// About how wide a line of text is, in units of the letters' height, and how it is broken.
///
/// The widths are those of DejaVu Sans to within a few percent: enough to leave room, not to set type.
enum TextMetrics {
    /// The width of the widest line.
    static func width(_ text: String) -> Double {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.unicodeScalars.reduce(0) { $0 + width(of: $1) } }.max() ?? 0
    }

    /// The lines of a text, broken at spaces so that none is wider than `limit` unless a single word is.
    static func lines(_ text: String, limit: Double) -> [String] {
        guard !text.isEmpty else { return [] }
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
                let longer = line.isEmpty ? String(word) : "\(line) \(word)"
                if !line.isEmpty, width(longer) > limit {
                    lines.append(line)
                    line = String(word)
                } else {
                    line = longer
                }
            }
            lines.append(line)
        }
        return lines
    }

    private static func width(of scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", " ", "!", "/", "(", ")", "[", "]", "f", "t", "r": 0.36
        case "m", "w", "M", "W", "@", "%", "—", "…": 0.95
        case "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻": 0.42
        case "A"..."Z", "+", "−", "=", "<", ">", "×", "±", "~": 0.74
        default: scalar.value >= 0x2E80 ? 1.0 : 0.63
        }
    }
}
