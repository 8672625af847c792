/// Two quantities and all between them: `4 K..300 K`.
public struct QuantityRange<D: Dimension>: Sendable, Hashable, CustomStringConvertible {
    /// The smaller end.
    public let lowerBound: Quantity<D>
    /// The larger end, or the same.
    public let upperBound: Quantity<D>

    /// Reads two quantities with `..` between them, each with its unit, the smaller first.
    ///
    /// - Throws: ``QuantityError`` for the whole text or for either end.
    public init(parsing text: String) throws(QuantityError) {
        let length = text.utf8.count
        guard length <= 2 * maximumLength else { throw QuantityError(text, D.self, .tooLong(bytes: length)) }
        let bytes = text.utf8
        let dots = bytes.indices.first { index in
            bytes[index] == UInt8(ascii: ".") && bytes[bytes.index(after: index)...].first == UInt8(ascii: ".")
        }
        guard let dots else { throw QuantityError(text, D.self, .notARange) }
        let afterDots = bytes.index(dots, offsetBy: 2)
        lowerBound = try Quantity(parsing: String(text[..<dots]))
        do throws(QuantityError) {
            upperBound = try Quantity(parsing: String(text[afterDots...]))
        } catch {
            var shifted = error
            shifted.utf8Offset += bytes.distance(from: bytes.startIndex, to: afterDots)
            throw shifted
        }
        guard lowerBound <= upperBound else { throw QuantityError(text, D.self, .reversedRange) }
    }

    /// Whether a quantity lies between the ends or on one.
    public func contains(_ quantity: Quantity<D>) -> Bool { lowerBound <= quantity && quantity <= upperBound }

    /// The range as text that parses back to the same ends.
    public var description: String { "\(lowerBound)..\(upperBound)" }
}
