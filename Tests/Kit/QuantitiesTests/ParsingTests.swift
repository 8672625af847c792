import Quantities
import Testing

@Suite("Parsing")
struct ParsingTests {
    @Test(
        "every usual spelling is read",
        arguments: [
            ("20mK", 0.02), ("20 mK", 0.02), (" 20\t mK ", 0.02), ("20\u{2009}mK", 0.02), ("20\u{202F}mK", 0.02),
            ("20\u{A0}mK", 0.02), ("+20 mK", 0.02), ("2e1 mK", 0.02), (".02 K", 0.02), ("2E-2K", 0.02),
            ("20. mK", 0.02), ("20 µK", 20e-6), ("20 μK", 20e-6), ("20 uK", 20e-6), ("20 °C", 293.15),
            ("20 degC", 293.15), ("20 ℃", 293.15), ("-1 K", -1), ("0 K", 0), ("20 m\u{212A}", 0.02),
        ])
    func temperatures(text: String, kelvin: Double) throws {
        #expect(try Temperature(parsing: text).si == kelvin)
    }

    @Test("squares, products and letters of other alphabets are read", arguments: ["mm2", "mm^2", "mm²"])
    func squares(unit: String) throws {
        #expect(try Area(parsing: "1 \(unit)").si == 1e-6)
    }

    @Test(
        "a product below the line is read however it is signed",
        arguments: ["W/(m·K)", "W/(m*K)", "W/(m K)", "W/(m⋅K)", "W/m/K"])
    func products(unit: String) throws {
        #expect(try ThermalConductivity(parsing: "400 \(unit)").si == 400)
    }

    @Test("ohms and litres are read as they are written")
    func others() throws {
        for ohm in ["Ω", "\u{2126}", "Ohm", "ohm"] {
            #expect(try Resistance(parsing: "1.2 k\(ohm)").si == 1200)
        }
        #expect(try VolumetricFlow(parsing: "60 l/min").si == 1e-3)
        #expect(try VolumetricFlow(parsing: "3600 m3/h").si == 1)
        #expect(try MolarFlow(parsing: "500 umol/s").si == 500e-6)
        #expect(try MagneticFluxDensity(parsing: "9 T").si == 9)
        #expect(try Energy(parsing: "1 eV").si == 1.602176634e-19)
        #expect(try Energy(parsing: "1eV").si == 1.602176634e-19)
        #expect(try Ratio(parsing: "0.5").si == 0.5)
        #expect(try Ratio(parsing: "50 %").si == 0.5)
    }

    @Test(
        "what is no temperature is refused with the reason and what to write",
        arguments: [
            ("", 0, "a temperature is missing; expected e.g. \"20 mK\""),
            ("  ", 0, "a temperature is missing; expected e.g. \"20 mK\""),
            ("warm", 0, "‘warm’ is not a temperature; expected e.g. \"20 mK\""),
            ("K", 0, "‘K’ is not a temperature; expected e.g. \"20 mK\""),
            ("−20 K", 0, "‘−20 K’ is not a temperature; expected e.g. \"20 mK\""),
            ("20", 2, "‘20’ has no unit; a temperature needs one, e.g. \"20 mK\""),
            ("20 W", 3, "‘20 W’ is a power, not a temperature; expected e.g. \"20 mK\""),
            ("20 mm2", 3, "‘20 mm2’ is an area, not a temperature; expected e.g. \"20 mK\""),
            ("20 mk", 3, "‘20 mk’: ‘mk’ is not a unit of temperature; did you mean mK, K or nK?"),
            ("20 furlong", 3, "‘20 furlong’: ‘furlong’ is not a unit of temperature; known: K, mK, µK, nK and °C"),
            ("20 m K", 3, "‘20 m K’ has a space inside its unit; write \"20 mK\""),
            ("nan K", 0, "‘nan K’ is not a finite temperature; expected e.g. \"20 mK\""),
            ("-inf K", 0, "‘-inf K’ is not a finite temperature; expected e.g. \"20 mK\""),
            (".inf", 0, "‘.inf’ is not a finite temperature; expected e.g. \"20 mK\""),
            ("1e999 K", 0, "‘1e999 K’ is beyond what a number can hold; expected e.g. \"20 mK\""),
            ("1e-400 K", 0, "‘1e-400 K’ is beyond what a number can hold; expected e.g. \"20 mK\""),
            (
                "1e99999999999999999999 K", 0,
                "‘1e99999999999999999999 K’ is beyond what a number can hold; expected e.g. \"20 mK\""
            ),
            (
                "0x1p3 K", 1,
                "‘0x1p3 K’ has a malformed number; write decimal digits with at most one point, e.g. \"20 mK\""
            ),
            (
                "1.2.3 K", 3,
                "‘1.2.3 K’ has a malformed number; write decimal digits with at most one point, e.g. \"20 mK\""
            ),
            (
                "1 000 K", 2,
                "‘1 000 K’ has a malformed number; write decimal digits with at most one point, e.g. \"20 mK\""
            ),
            (
                "1_000 K", 1,
                "‘1_000 K’ has a malformed number; write decimal digits with at most one point, e.g. \"20 mK\""
            ),
            (
                "1,5 K", 1,
                "‘1,5 K’ has a comma in its number; use a point for decimals and nothing between thousands, "
                    + "e.g. \"1.5 mK\""
            ),
            ("20 mK today", 3, "‘20 mK today’ has ‘today’ after its unit; expected e.g. \"20 mK\""),
            ("20 mK\nmK", 3, "‘20 mK\\nmK’: ‘mK\\nmK’ is not a unit of temperature; known: K, mK, µK, nK and °C"),
        ])
    func refusals(text: String, offset: Int, message: String) {
        let error = #expect(throws: QuantityError.self) { try Temperature(parsing: text) }
        #expect(error?.description == message)
        #expect(error?.utf8Offset == offset)
        #expect(error?.dimension == "temperature")
    }

    @Test("a product without signs is refused, for it can be read in two ways", arguments: ["W/mK", "W/m·K", "W/m K"])
    func ambiguous(unit: String) {
        let error = #expect(throws: QuantityError.self) { try ThermalConductivity(parsing: "400 \(unit)") }
        #expect(error?.reason == .ambiguousUnit(unit, correct: "W/(m·K)"))
    }

    @Test("a text of a million letters is refused unread")
    func long() {
        let text = String(repeating: "1", count: 1_000_000) + " K"
        let error = #expect(throws: QuantityError.self) { try Temperature(parsing: text) }
        #expect(error?.reason == .tooLong(bytes: 1_000_002))
        #expect((error?.text.utf8.count ?? .max) < 100)
    }

    @Test("the pattern for editors matches what the parser reads, and nothing else", arguments: dimensions.indices)
    func pattern(index: Int) throws {
        var random = Seeded(state: UInt64(index))
        func check<D: Dimension>(_ dimension: D.Type) throws {
            let pattern = try Regex(Quantity<D>.pattern)
            let numbers = [
                "20", "-1.5", "+.5", "3.", "1e3", "2.5E-2", ".", "1,5", "0x1", "e3", "", "--1", "1e", "1.2.3",
            ]
            let blanks = ["", " ", "\u{A0}", "\u{2009}", "\t", "\n"]
            let units =
                dimensions.flatMap(symbols) + ["W/mK", "m K", "mm2", "mm^2", "uW", "W/m/K", "kohm", "degC", "q"]
            for _ in 0..<3000 {
                let parts = [numbers, blanks, units].map { $0.randomElement(using: &random) ?? "" }
                let text = parts.joined()
                let isRead = (try? Quantity<D>(parsing: text)) != nil
                #expect(isRead == (text.wholeMatch(of: pattern) != nil), "\(D.name): \(text)")
            }
        }
        try check(dimensions[index])
    }

    private func symbols(of dimension: any Dimension.Type) -> [String] {
        func list<D: Dimension>(_: D.Type) -> [String] { D.units.flatMap { [$0.symbol] + $0.otherSpellings } }
        return list(dimension)
    }

    @Test("a range has two ends, the smaller first")
    func ranges() throws {
        let range = try QuantityRange<Dimensions.Temperature>(parsing: "4K..300 K")
        #expect(range.lowerBound.si == 4 && range.upperBound.si == 300)
        #expect(range.contains(Temperature(300, .kelvin)) && !range.contains(Temperature(3, .kelvin)))
        #expect(range.description == "4 K..300 K")
        let reasons: [(String, QuantityError.Reason, Int)] = [
            ("4K", .notARange, 0), ("300K..4K", .reversedRange, 0), ("4..300K", .missingUnit, 1),
            ("4K..", .empty, 4), ("4K..3W", .otherDimension(unit: "W", dimension: "a power"), 5),
        ]
        for (text, reason, offset) in reasons {
            let error = #expect(throws: QuantityError.self) { try QuantityRange<Dimensions.Temperature>(parsing: text) }
            #expect(error?.reason == reason, "\(text)")
            #expect(error?.utf8Offset == offset, "\(text)")
        }
    }

    @Test("a literal in code is what a file would say")
    func literals() async {
        let base: Temperature = "20 mK"
        let load: Power = "1.5 W"
        #expect(base == Temperature(20, .millikelvin) && load.si == 1.5)
        await #expect(processExitsWith: .failure) { _ = "20 W" as Temperature }
    }
}
