import Quantities

/// Whatever parses, formats and parses back to the same value; whatever does not, says so in words.
///
/// The first byte chooses the dimension.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let choice = bytes.first else { return 0 }
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    switch choice % 8 {
    case 0: check(Dimensions.Temperature.self, text)
    case 1: check(Dimensions.ThermalConductivity.self, text)
    case 2: check(Dimensions.Area.self, text)
    case 3: check(Dimensions.TimeSpan.self, text)
    case 4: check(Dimensions.Resistance.self, text)
    case 5: check(Dimensions.Pressure.self, text)
    case 6: check(Dimensions.Energy.self, text)
    default: check(Dimensions.Ratio.self, text)
    }
    return 0
}

private func check<D: Dimension>(_ dimension: D.Type, _ text: String) {
    do throws(QuantityError) {
        let quantity = try Quantity<D>(parsing: text)
        precondition(quantity.si.isFinite, "accepted what is not finite")
        precondition(text.utf8.count <= 256, "accepted a text that is too long")
        precondition((try? Quantity<D>(parsing: quantity.description)) == quantity, "the description reads differently")
        let rounded = quantity.formatted(significantDigits: 3)
        if let back = try? Quantity<D>(parsing: rounded) {
            precondition(abs(back.si - quantity.si) <= 0.00501 * abs(quantity.si), "rounded too far: \(rounded)")
        } else {
            // Only at the ends of what a double can hold may rounding leave its range.
            let size = abs(quantity.si)
            precondition(size > 1e306 || size < 1e-300, "the rounded text is not read: \(rounded)")
        }
    } catch {
        precondition(0...text.utf8.count ~= error.utf8Offset, "the error's place is outside the text")
        precondition(!error.description.isEmpty && error.description.utf8.count < 4000, "the error is not for people")
        precondition(!error.description.utf8.contains { $0 < 0x20 }, "the error could redraw a terminal")
    }
    if let range = try? QuantityRange<D>(parsing: text) {
        precondition(range.lowerBound <= range.upperBound, "the range runs backwards")
        precondition((try? QuantityRange<D>(parsing: range.description)) == range, "the range reads differently")
    }
}
