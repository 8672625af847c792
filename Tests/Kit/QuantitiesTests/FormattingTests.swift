import FoundationEssentials
import Quantities
import Testing

@Suite("Formatting")
struct FormattingTests {
    @Test(
        "a fitting prefix is chosen",
        arguments: [
            (Temperature(0.02, .kelvin).description, "20 mK"), (Power(1.5, .watt).description, "1.5 W"),
            (Power(si: 2.9e-6).description, "2.9 µW"), (Temperature(300, .kelvin).description, "300 K"),
            (Temperature(0, .kelvin).description, "0 K"), (Temperature(si: -0.001).description, "-1 mK"),
            (Temperature(si: 1e-12).description, "0.001 nK"), (Temperature(si: 1e-15).description, "1e-6 nK"),
            (Temperature(si: 1e20).description, "1e20 K"), (Temperature(20, .celsius).description, "293.15 K"),
            (Area(1, .squareMillimetre).description, "1 mm²"), (Mass(si: 0.0025).description, "2.5 g"),
            (Pressure(2.9e-6, .millibar).description, "290 µPa"), (Ratio(si: 0.5).description, "50 %"),
            (Ratio(si: 2).description, "2"), (Ratio(si: 4e-6).description, "4 ppm"),
            (ThermalConductivity(si: 0.25).description, "250 mW/(m·K)"), (Volume(si: 0.02).description, "20 L"),
            (TimeSpan(si: 90).description, "90 s"), (TimeSpan(si: 7200).description, "2 h"),
            (TimeSpan(si: 100).description, "100 s"), (TimeSpan(2, .day).description, "2 d"),
            (TimeSpan(si: 0.05).description, "50 ms"), (Temperature(si: .nan).description, "nan K"),
        ])
    func fitting(text: String, expected: String) {
        #expect(text == expected)
    }

    @Test(
        "rounding comes before the choice of the prefix",
        arguments: [
            (0.99996, 4, "1 K"), (0.99994, 4, "999.9 mK"), (0.019_972, 3, "20 mK"), (0.019_972, 4, "19.97 mK"),
            (123_456, 2, "120000 K"), (-0.55, 1, "-600 mK"), (9.99, 1, "10 K"), (0, 3, "0 K"),
        ])
    func rounding(kelvin: Double, digits: Int, expected: String) {
        #expect(Temperature(si: kelvin).formatted(significantDigits: digits) == expected)
    }

    @Test("a long time is rounded in the longest unit of which it is one")
    func times() {
        #expect(TimeSpan(si: 100).formatted(significantDigits: 3) == "1.67 min")
        #expect(TimeSpan(si: 3599.9).formatted(significantDigits: 3) == "1 h")
        #expect(TimeSpan(si: 200_000).formatted(significantDigits: 2) == "2.3 d")
        #expect(TimeSpan(si: 7200).formatted(in: .minute, significantDigits: 3) == "120 min")
    }

    @Test("JSON holds the text, and comes back the same")
    func codable() throws {
        let values = [Temperature(si: 0.0201), Temperature(si: 4)]
        let json = try JSONEncoder().encode(values)
        #expect(String(decoding: json, as: UTF8.self) == #"["20.1 mK","4 K"]"#)
        #expect(try JSONDecoder().decode([Temperature].self, from: json) == values)
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Temperature].self, from: Data(#"["20"]"#.utf8))
        }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("expected corrupted data")
            return
        }
        #expect((context.underlyingError as? QuantityError)?.reason == .missingUnit)
        #expect(context.codingPath.first?.intValue == 0)
    }
}
