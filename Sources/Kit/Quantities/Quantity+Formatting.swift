extension Quantity: CustomStringConvertible {
    /// The quantity in a unit that fits it, with as many digits as it takes: `20 mK`, `1.5 W`, `2.9 µW`.
    ///
    /// Parsing the text gives the same value back, bit for bit, if it is finite.
    public var description: String {
        guard si.isFinite else { return Self.text("\(si)", .coherent) }
        let decimal = Self.fitting(DecimalDigits(si))
        var best = (number: decimal.number.text, unit: decimal.unit)
        // Units such as the hour are chosen where they are shorter and exact: 7200 s is 2 h, 100 s stays.
        for unit in D.units where unit.isShown && !unit.isDecimal && abs(unit.value(ofSI: si)) >= 1 {
            let number = DecimalDigits(unit.value(ofSI: si)).text
            guard number.utf8.count < best.number.utf8.count else { continue }
            if let back = Double(number), unit.si(of: back) == si { best = (number, unit) }
        }
        return Self.text(best.number, best.unit)
    }

    /// The quantity in a unit that fits it, rounded for people: `19.97 mK`; zeros at the end are left out.
    ///
    /// - Parameter significantDigits: how many digits to keep, at least 1. Halves are rounded away from zero.
    public func formatted(significantDigits: Int) -> String {
        precondition(significantDigits >= 1, "a number has at least one digit")
        guard si.isFinite else { return Self.text("\(si)", .coherent) }
        // Rounding comes before the choice of the unit: 999.96 mK to four digits is 1 K.
        var digits = DecimalDigits(si)
        digits.round(to: significantDigits)
        let rounded = Double(digits.text) ?? si
        let long = D.units.filter { $0.isShown && !$0.isDecimal && abs($0.value(ofSI: rounded)) >= 1 }
        if let unit = long.max(by: { $0.si(of: 1) < $1.si(of: 1) }) {
            return formatted(in: unit, significantDigits: significantDigits)
        }
        let decimal = Self.fitting(digits)
        return Self.text(decimal.number.text, decimal.unit)
    }

    /// The quantity in a given unit, rounded: a column of a table has one unit.
    public func formatted(in unit: Unit<D>, significantDigits: Int) -> String {
        precondition(significantDigits >= 1, "a number has at least one digit")
        let value = unit.value(ofSI: si)
        guard value.isFinite else { return Self.text("\(value)", unit) }
        var number = DecimalDigits(value)
        number.round(to: significantDigits)
        return Self.text(number.text, unit)
    }

    /// The largest decimal unit of which the quantity is at least one; the smallest there is if none is so small.
    private static func fitting(_ si: DecimalDigits) -> (number: DecimalDigits, unit: Unit<D>) {
        if si.digits.isEmpty { return (si, .coherent) }
        let units = D.units.filter { $0.isShown && $0.isDecimal }.sorted { $0.power > $1.power }
        for unit in units {
            var number = si
            number.shift(by: -unit.power)
            if number.isAtLeastOne || unit == units.last { return (number, unit) }
        }
        return (si, .coherent)
    }

    private static func text(_ number: String, _ unit: Unit<D>) -> String {
        unit.symbol.isEmpty ? number : "\(number) \(unit.symbol)"
    }
}

extension Unit {
    /// The coherent SI unit of the dimension.
    public static var coherent: Self { D.units.first ?? Self("") }
}
