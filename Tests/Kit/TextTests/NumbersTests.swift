import Testing
import Text

@Suite("Numbers for people")
struct NumbersTests {
    static let vectors: [(x: Double, digits: Int, expected: String)] = numberVectors.split(separator: "\n").compactMap {
        let parts = $0.split(separator: " ")
        guard parts.count == 3, let x = Double(String(parts[0])), let digits = Int(parts[1]) else { return nil }
        return (x, digits, String(parts[2]))
    }

    @Test("an independent, correctly rounding implementation agrees")
    func agreement() {
        #expect(Self.vectors.count > 400)
        for (x, digits, expected) in Self.vectors {
            #expect(formatNumber(x, significantDigits: digits) == expected, "\(x) with \(digits) digits")
        }
    }

    @Test("17 digits read back as the same number")
    func roundTrip() {
        var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<2000 {
            bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let x = Double(bitPattern: bits)
            guard x.isFinite else { continue }
            #expect(Double(formatNumber(x, significantDigits: 17)) == x)
        }
    }

    @Test(
        "what is not a finite number is said in words",
        arguments: [
            (Double.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"), (0.0, "0"), (-0.0, "0"),
        ])
    func special(x: Double, expected: String) {
        #expect(formatNumber(x, significantDigits: 4) == expected)
    }
}
