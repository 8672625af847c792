/// A unit as somebody typed it, brought to the form in which symbols are kept.
///
/// `μ` U+03BC becomes `µ` U+00B5, `^2` and `2` become `²`, `*`, `⋅` and a space in parentheses become `·`, `a/b/c`
/// becomes `a/(b·c)`, `ohm` becomes `Ω`, `degC` becomes `°C`. What is left is compared letter by letter.
struct UnitSpelling {
    let typed: String
    let normal: String

    init(_ text: some StringProtocol) {
        typed = String(text)
        normal = Self.normalised(typed)
    }

    /// The unit of that dimension; `nil` if it has none such.
    func unit<D: Dimension>(of dimension: D.Type) -> Unit<D>? {
        let units = D.units
        // Most input is spelled as output is: no need to normalise twice.
        if let unit = units.first(where: { $0.symbol == normal || $0.otherSpellings.contains(normal) }) { return unit }
        guard normal.utf8.contains(UInt8(ascii: "u")) else { return nil }
        let micro = String(normal.map { $0 == "u" ? "µ" : $0 })
        return units.first { $0.symbol == micro }
    }

    /// The dimension that has such a unit, other than a plain number.
    var owner: (any Dimension.Type)? {
        Dimensions.all.first { isUnit(of: $0) }
    }

    private func isUnit<D: Dimension>(of dimension: D.Type) -> Bool { unit(of: dimension) != nil }

    /// The unit meant by a product without its signs: `W/mK` for `W/(m·K)`.
    func unitWithoutSigns<D: Dimension>(of dimension: D.Type) -> Unit<D>? {
        let bare = Self.bare(normal)
        return D.units.first { $0.symbol.contains("(") && Self.bare($0.symbol) == bare }
    }

    private static func bare(_ symbol: String) -> String { symbol.filter { !"()· ".contains($0) } }

    private static func normalised(_ text: String) -> String {
        if text.utf8.allSatisfy({ UInt8(ascii: "A")...UInt8(ascii: "z") ~= $0 && $0 != UInt8(ascii: "^") }),
            !text.hasSuffix("hm"), !text.hasPrefix("deg")
        {
            return text
        }
        var result = ""
        var depth = 0
        for character in text {
            switch character {
            case "(": depth += 1
            case ")": depth -= 1
            default: break
            }
            switch character {
            case "μ": result.append("µ")
            case "\u{2126}": result.append("Ω")
            case "℃": result.append("°C")
            case "*", "⋅": result.append("·")
            case " " where depth > 0: if result.last != "·" { result.append("·") }
            case "^": continue
            case "2": result.append("²")
            case "3": result.append("³")
            default: result.append(character)
            }
        }
        if result.hasSuffix("ohm") || result.hasSuffix("Ohm") { result = result.dropLast(3) + "Ω" }
        if result == "degC" { result = "°C" }
        let factors = result.split(separator: "/", omittingEmptySubsequences: false)
        if factors.count == 3, !result.contains("(") { result = "\(factors[0])/(\(factors[1])·\(factors[2]))" }
        return result
    }
}
