import Quantities
import Testing

/// One of each unit in SI, worked out by hand; temperatures in °C have an offset and stand apart.
private let worth: [String: [String: Double]] = [
    "temperature": ["K": 1, "mK": 1e-3, "µK": 1e-6, "nK": 1e-9, "°C": 274.15],
    "power": [
        "W": 1, "kW": 1e3, "MW": 1e6, "mW": 1e-3, "µW": 1e-6, "nW": 1e-9, "pW": 1e-12, "fW": 1e-15, "aW": 1e-18,
    ],
    "energy": [
        "J": 1, "kJ": 1e3, "MJ": 1e6, "mJ": 1e-3, "µJ": 1e-6, "nJ": 1e-9, "pJ": 1e-12, "fJ": 1e-15, "aJ": 1e-18,
        "eV": 1.602176634e-19, "meV": 1.602176634e-22, "µeV": 1.602176634e-25, "keV": 1.602176634e-16,
        "Wh": 3600, "kWh": 3.6e6,
    ],
    "heat flux": [
        "W/m²": 1, "kW/m²": 1e3, "mW/m²": 1e-3, "µW/m²": 1e-6, "W/cm²": 1e4, "mW/cm²": 10, "µW/cm²": 0.01,
    ],
    "thermal conductivity": [
        "W/(m·K)": 1, "kW/(m·K)": 1e3, "mW/(m·K)": 1e-3, "µW/(m·K)": 1e-6, "W/(cm·K)": 100, "mW/(cm·K)": 0.1,
    ],
    "specific heat": [
        "J/(kg·K)": 1, "kJ/(kg·K)": 1e3, "mJ/(kg·K)": 1e-3, "µJ/(kg·K)": 1e-6, "J/(g·K)": 1e3, "mJ/(g·K)": 1,
        "µJ/(g·K)": 1e-3,
    ],
    "thermal conductance": ["W/K": 1, "kW/K": 1e3, "mW/K": 1e-3, "µW/K": 1e-6, "nW/K": 1e-9],
    "length": ["m": 1, "km": 1e3, "cm": 1e-2, "mm": 1e-3, "µm": 1e-6, "nm": 1e-9, "in": 0.0254],
    "area": ["m²": 1, "cm²": 1e-4, "mm²": 1e-6, "µm²": 1e-12],
    "volume": ["m³": 1, "cm³": 1e-6, "mm³": 1e-9, "L": 1e-3, "mL": 1e-6, "µL": 1e-9],
    "mass": ["kg": 1, "t": 1e3, "g": 1e-3, "mg": 1e-6, "µg": 1e-9],
    "time span": ["s": 1, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9, "min": 60, "h": 3600, "d": 86_400],
    "frequency": ["Hz": 1, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9, "THz": 1e12, "mHz": 1e-3],
    "pressure": [
        "Pa": 1, "kPa": 1e3, "MPa": 1e6, "mPa": 1e-3, "µPa": 1e-6, "nPa": 1e-9, "bar": 1e5, "mbar": 100, "µbar": 0.1,
        "Torr": 133.32236842105263, "mTorr": 0.13332236842105263, "psi": 6894.757293168361,
    ],
    "molar flow": ["mol/s": 1, "mmol/s": 1e-3, "µmol/s": 1e-6, "nmol/s": 1e-9],
    "volumetric flow": [
        "m³/s": 1, "m³/h": 1 / 3600.0, "L/s": 1e-3, "mL/s": 1e-6, "L/min": 1e-3 / 60, "mL/min": 1e-6 / 60,
    ],
    "ratio": ["": 1, "%": 0.01, "ppm": 1e-6, "ppb": 1e-9],
    "voltage": ["V": 1, "kV": 1e3, "mV": 1e-3, "µV": 1e-6, "nV": 1e-9],
    "current": ["A": 1, "mA": 1e-3, "µA": 1e-6, "nA": 1e-9, "pA": 1e-12],
    "resistance": ["Ω": 1, "kΩ": 1e3, "MΩ": 1e6, "GΩ": 1e9, "mΩ": 1e-3, "µΩ": 1e-6],
    "magnetic flux density": ["T": 1, "mT": 1e-3, "µT": 1e-6, "nT": 1e-9, "G": 1e-4],
]

let dimensions: [any Dimension.Type] = [
    Dimensions.Temperature.self, Dimensions.Power.self, Dimensions.Energy.self, Dimensions.HeatFlux.self,
    Dimensions.ThermalConductivity.self, Dimensions.SpecificHeat.self, Dimensions.Conductance.self,
    Dimensions.Length.self, Dimensions.Area.self, Dimensions.Volume.self, Dimensions.Mass.self,
    Dimensions.TimeSpan.self, Dimensions.Frequency.self, Dimensions.Pressure.self, Dimensions.MolarFlow.self,
    Dimensions.VolumetricFlow.self, Dimensions.Ratio.self, Dimensions.Voltage.self, Dimensions.Current.self,
    Dimensions.Resistance.self, Dimensions.MagneticFluxDensity.self,
]

/// A repeatable source of numbers (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number of either sign and any magnitude that instruments may show.
    mutating func magnitude() -> Double {
        let decades = Double.random(in: -15...15, using: &self)
        var value = Double.random(in: 1..<10, using: &self)
        for _ in 0..<Int(abs(decades)) { value = decades < 0 ? value / 10 : value * 10 }
        return Bool.random(using: &self) ? value : -value
    }
}

func isClose(_ a: Double, _ b: Double, ulps: Double = 2) -> Bool { abs(a - b) <= ulps * max(a.ulp, b.ulp) }

@Suite("Conversions")
struct ConversionTests {
    @Test("one of each unit is worth what a hand calculation says", arguments: dimensions.indices)
    func worthOfUnits(index: Int) throws {
        func check<D: Dimension>(_ dimension: D.Type) throws {
            let table = try #require(worth[D.name])
            #expect(Set(D.units.map(\.symbol)) == Set(table.keys))
            for unit in D.units {
                let expected = try #require(table[unit.symbol])
                #expect(isClose(Quantity<D>(1, unit).si, expected), "\(unit)")
                #expect(isClose(try Quantity<D>(parsing: "1 \(unit)").si, expected), "\(unit)")
            }
            #expect(D.units.first.map { Quantity<D>(1, $0).si } == 1, "the first unit is the coherent one")
            #expect(throws: Never.self) { try Quantity<D>(parsing: D.example) }
        }
        try check(dimensions[index])
    }

    @Test("text → quantity → unit gives the number back", arguments: dimensions.indices)
    func thereAndBack(index: Int) throws {
        var random = Seeded(state: UInt64(index))
        func check<D: Dimension>(_ dimension: D.Type) throws {
            for unit in D.units {
                for _ in 0..<200 {
                    let value = random.magnitude()
                    let quantity = Quantity<D>(value, unit)
                    let parsed = try Quantity<D>(parsing: "\(value)\(unit)")
                    #expect(isClose(parsed.si, quantity.si), "\(value) \(unit)")
                    // An offset costs what cancels against it.
                    let lost = unit.symbol == "°C" ? 273.15.ulp : 0
                    #expect(abs(quantity.value(in: unit) - value) <= 4 * value.ulp + 2 * lost, "\(value) \(unit)")
                }
            }
        }
        try check(dimensions[index])
    }

    @Test("the description parses back to the same bits", arguments: dimensions.indices)
    func descriptions(index: Int) throws {
        var random = Seeded(state: 1000 + UInt64(index))
        func check<D: Dimension>(_ dimension: D.Type) throws {
            for _ in 0..<2000 {
                let quantity = Quantity<D>(si: random.magnitude())
                #expect(try Quantity<D>(parsing: quantity.description) == quantity, "\(quantity)")
                let any = Quantity<D>(si: Double(bitPattern: random.next()))
                if any.si.isFinite { #expect(try Quantity<D>(parsing: any.description) == any, "\(any)") }
                let rounded = try Quantity<D>(parsing: quantity.formatted(significantDigits: 4))
                #expect(abs(rounded.si - quantity.si) <= 5.01e-4 * abs(quantity.si), "\(quantity) \(rounded)")
            }
        }
        try check(dimensions[index])
    }

    @Test("decimal text in a decimal unit is the double a programmer would write")
    func exact() throws {
        #expect(try Temperature(parsing: "20.1 mK").si == 0.0201)
        #expect(try Power(parsing: "2.9 µW").si == 2.9e-6)
        #expect(try Area(parsing: "0.3mm²").si == 0.3e-6)
        #expect(try Pressure(parsing: "2.9e-6 mbar").si == 2.9e-4)
        #expect(try Temperature(parsing: "-40 °C").si == 233.14999999999998)
    }

    @Test("quantities add, scale and compare as their SI values do")
    func arithmetic() {
        let a = Temperature(300, .millikelvin)
        let b = Temperature(0.1, .kelvin)
        #expect((a + b).si == 0.4)
        #expect((a - b).si == 0.3 - 0.1)
        #expect((2 * a).si == 0.6 && (a * 2).si == 0.6 && (a / 2).si == 0.15 && a / a == 1)
        #expect((-a).si == -0.3)
        #expect(b < a && !(a < b))
    }
}
