import Text

/// The longest text that is looked at, in bytes: far beyond any quantity, short enough to cost nothing.
let maximumLength = 256

extension Quantity {
    /// Reads a quantity: a decimal number, optional blanks, a unit.
    ///
    /// The number has a sign or none, digits with at most one point, and an exponent or none; no locale has a say. The
    /// blanks may be thin or non-breaking. The unit is one of the dimension's, in its usual spellings: `mm²`, `mm^2` or
    /// `mm2`; `µW`, `μW` or `uW`; `W/(m·K)`, `W/(m*K)`, `W/(m K)` or `W/m/K`. Where the unit is a power of ten of the
    /// SI unit, the value is the double nearest to the decimal number meant: `20.1 mK` is exactly `0.0201`.
    ///
    /// - Throws: ``QuantityError``; nothing is guessed, and a value that underflows to zero is refused like one that
    ///   overflows.
    /// - Complexity: O(1): a text of more than 256 bytes is refused unread.
    public init(parsing text: String) throws(QuantityError) {
        func fail(_ reason: QuantityError.Reason, at offset: Int = 0) -> QuantityError {
            QuantityError(text, D.self, reason, at: offset)
        }
        let length = text.utf8.count
        guard length <= maximumLength else { throw fail(.tooLong(bytes: length)) }
        let scalars = text.unicodeScalars
        let start = scalars.firstIndex { !isBlank($0) } ?? scalars.endIndex
        guard start < scalars.endIndex else { throw fail(.empty) }
        let end = scalars.lastIndex { !isBlank($0) }.map(scalars.index(after:)) ?? scalars.endIndex
        let offset = text.utf8.distance(from: text.startIndex, to: start)

        guard let number = DecimalLiteral(prefixOf: text[start..<end]) else {
            throw fail(DecimalLiteral.isNotFinite(text[start..<end]) ? .notFinite : .notANumber, at: offset)
        }
        let afterNumber = number.end
        let position = text.utf8.distance(from: text.startIndex, to: afterNumber)
        if afterNumber < end {
            switch scalars[afterNumber] {
            case ",": throw fail(.decimalComma, at: position)
            case ".", "_", "'", "x", "X", "’": throw fail(.malformedNumber, at: position)
            default: break
            }
        }
        let unitStart = scalars[afterNumber..<end].firstIndex { !isBlank($0) } ?? end
        let unitOffset = text.utf8.distance(from: text.startIndex, to: unitStart)
        let unitText = text[unitStart..<end]
        if let first = unitText.unicodeScalars.first, "0"..."9" ~= first || first == "." {
            throw fail(.malformedNumber, at: unitOffset)
        }
        let spelling = UnitSpelling(unitText)
        guard let unit = spelling.unit(of: D.self) else {
            throw fail(Self.reason(toRefuse: spelling, after: text[start..<afterNumber]), at: unitOffset)
        }
        let scaled = number.value(timesTenToThe: unit.power)
        let value = unit.si(ofScaled: scaled)
        guard value.isFinite, scaled != 0 || number.isZero, value != 0 || scaled == 0 || unit.offset != 0 else {
            throw fail(.outOfRange, at: offset)
        }
        self.init(si: value)
    }

    /// Why a unit is not one of this dimension's.
    private static func reason(toRefuse spelling: UnitSpelling, after number: Substring) -> QuantityError.Reason {
        let typed = spelling.typed
        if typed.isEmpty { return .missingUnit }
        if let unit = spelling.unitWithoutSigns(of: D.self) { return .ambiguousUnit(typed, correct: unit.symbol) }
        let words = typed.unicodeScalars.split(whereSeparator: isBlank).map { String($0) }
        if words.count > 1 {
            if UnitSpelling(words.joined()).unit(of: D.self) != nil {
                return .spaceInUnit(correct: "\(number) \(words.joined())")
            }
            if UnitSpelling(words[0]).unit(of: D.self) != nil {
                return .trailingText(words.dropFirst().joined(separator: " "))
            }
        }
        if let owner = spelling.owner { return .otherDimension(unit: typed, dimension: owner.nameWithArticle) }
        return .unknownUnit(typed, nearest: nearestNames(to: typed, among: D.units.map(\.symbol)))
    }

    /// A regular expression that matches what ``init(parsing:)`` accepts, but for the range of the value; in the
    /// dialect that JSON Schema asks for.
    public static var pattern: String {
        let blanks = "[ \\t\\u00A0\\u2007\\u2009\\u202F]*"
        let units = D.units.flatMap { [$0.symbol] + $0.otherSpellings }.map(unitPattern)
        return "^\(blanks)[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\(blanks)(\(units.joined(separator: "|")))"
            + "\(blanks)$"
    }
}

/// The blanks that may stand around a number and before its unit.
func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}": true
    default: false
    }
}

/// The spellings of one symbol as a regular expression.
private func unitPattern(_ symbol: String) -> String {
    if let slash = symbol.firstIndex(of: "/"), symbol.hasSuffix(")") {
        let factors = symbol[slash...].dropFirst(2).dropLast().split(separator: "·").map { unitPattern(String($0)) }
        return unitPattern(String(symbol[..<slash]))
            + "(/\\(\(factors.joined(separator: "[·⋅* ]"))\\)|/\(factors.joined(separator: "/")))"
    }
    if symbol == "°C" { return "(°C|℃|degC)" }
    var pattern = ""
    for character in symbol {
        switch character {
        case "µ": pattern += "[µμu]"
        case "²": pattern += "(²|\\^?2)"
        case "³": pattern += "(³|\\^?3)"
        case "Ω": pattern += "(Ω|\u{2126}|[Oo]hm)"
        default: pattern.append(character)
        }
    }
    return pattern
}
