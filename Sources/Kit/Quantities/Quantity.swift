/// A number with its unit, as files, flags and output have them; inside, one SI number.
///
/// Write one in code as `Temperature(20, .millikelvin)`, read one from text as `Temperature(parsing: "20 mK")`, hand it
/// to numerics as `.si`. The description is text that parses back to the same value.
///
/// A literal is written as in a file: `let base: Temperature = "20 mK"`. There are none such as `20.millikelvin`: they
/// would put every unit's name on every number of every file that imports this room.
///
/// Values computed by numerics may be infinite or not a number; such a quantity has a description (`nan K`), but
/// parsing refuses it. Comparison and equality are those of `Double`.
public struct Quantity<D: Dimension>: Sendable, Hashable {
    /// The value in the coherent SI unit, the first of the dimension's units.
    public var si: Double

    /// A quantity from its value in the coherent SI unit.
    public init(si: Double) { self.si = si }

    /// A quantity from a value and the unit it is in.
    public init(_ value: Double, _ unit: Unit<D>) { si = unit.si(of: value) }

    /// The value in a unit: `temperature.value(in: .millikelvin)`.
    public func value(in unit: Unit<D>) -> Double { unit.value(ofSI: si) }
}

extension Quantity: Comparable {
    /// Whether the first is the smaller.
    public static func < (a: Self, b: Self) -> Bool { a.si < b.si }
}

extension Quantity {
    /// The sum, in SI: 0 °C + 0 °C is 546.3 K.
    public static func + (a: Self, b: Self) -> Self { Self(si: a.si + b.si) }
    /// The difference, in SI.
    public static func - (a: Self, b: Self) -> Self { Self(si: a.si - b.si) }
    /// The quantity with its sign turned.
    public static prefix func - (a: Self) -> Self { Self(si: -a.si) }
    /// That many times the quantity.
    public static func * (factor: Double, a: Self) -> Self { Self(si: factor * a.si) }
    /// That many times the quantity.
    public static func * (a: Self, factor: Double) -> Self { Self(si: a.si * factor) }
    /// A part of the quantity.
    public static func / (a: Self, divisor: Double) -> Self { Self(si: a.si / divisor) }
    /// How many times the second goes into the first.
    public static func / (a: Self, b: Self) -> Double { a.si / b.si }
}

extension Quantity: Codable {
    /// Reads text such as `"20 mK"`.
    ///
    /// - Throws: `DecodingError.dataCorrupted` with the ``QuantityError`` as its underlying error.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(QuantityError) {
            try self.init(parsing: text)
        } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: error.description, underlyingError: error))
        }
    }

    /// Writes the description, which parses back to the same value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Quantity: ExpressibleByStringLiteral {
    /// A quantity written in code as a file would write it: `let base: Temperature = "20 mK"`.
    ///
    /// - Precondition: the literal is a quantity of this dimension. It stands in the source, so a wrong one is a mistake
    ///   of the program and ends it at first use; text from outside goes through ``init(parsing:)``.
    public init(stringLiteral text: StaticString) {
        do throws(QuantityError) {
            try self.init(parsing: "\(text)")
        } catch {
            preconditionFailure("\(error)")
        }
    }
}
