import Testing

@testable import Thermometry

@Suite("The curves of the catalogue")
struct PresetTests {
    @Test("each says what it is and where it is from", arguments: CalibrationCurve.presetNames)
    func provenance(name: String) throws {
        let curve = try CalibrationCurve.preset(named: name)
        #expect(curve.name == name && curve.provenance != .calibration && curve.format == nil)
        #expect(curve.source?.isEmpty == false && curve.note?.isEmpty == false)
    }

    @Test("an unknown name is told the nearest")
    func unknown() {
        let error = #expect(throws: UnknownCurve.self) { try CalibrationCurve.preset(named: "dt-67O") }
        #expect(error?.description.contains("dt-670") == true)
    }

    @Test(
        "platinum reads as the standard's table says, in Ω at °C",
        arguments: [
            (-200, 18.52), (-100, 60.26), (-50, 80.31), (0, 100), (20, 107.79), (100, 138.51), (200, 175.86),
            (400, 247.09),
            (600, 313.71), (850, 390.48),
        ])
    func platinum(celsius: Int, ohm: Double) throws {
        let curve = try CalibrationCurve.preset(named: "pt100")
        let temperature = Double(celsius) + 273.15
        let signal = try #require(curve.signal(at: temperature).value)
        #expect(abs(signal - ohm) <= 0.005001)
        #expect(abs(try #require(curve.temperature(at: signal).value) - temperature) < 1e-9)
    }

    @Test("class B of platinum is known to 0.3 K at 0 °C, 1.3 K at -200 °C's side, and not beyond")
    func tolerance() throws {
        let curve = try CalibrationCurve.preset(named: "pt100")
        #expect(curve.uncertainty(at: 273.15) == 0.3)
        #expect(abs(try #require(curve.uncertainty(at: 77.15)) - 1.28) < 1e-12)
        #expect(curve.uncertainty(at: 74) == nil && curve.uncertainty(at: 5) == nil)
        #expect(try Fixture.curve("U05566.340").uncertainty(at: 1) == nil)
    }

    @Test("the generated ruthenium oxide has 15.85 kΩ at 7 mK, and nothing beyond its ends")
    func ruthenium() throws {
        let curve = try CalibrationCurve.preset(named: "ruox-7mk")
        #expect(relative(try #require(curve.signal(at: 0.007).value), 15_850) < 1e-4)
        #expect(curve.temperature(at: 15_900) == .belowRange && curve.temperature(at: 1000) == .aboveRange)
        #expect(curve.signal(at: 293) == .aboveRange)
    }

    @Test("the generated ruthenium oxide lies within 16 % of a calibrated RX-102A above 1.4 K, within 4 % above 3 K")
    func fit() throws {
        let curve = try CalibrationCurve.preset(named: "ruox-7mk")
        var sum = 0.0
        for point in try Fixture.curve("U05566.tbl").points where point.temperature >= 1.4 {
            let difference = try #require(curve.signal(at: point.temperature).value) / point.signal - 1
            #expect(abs(difference) < (point.temperature < 3 ? 0.16 : 0.045), "\(point)")
            sum += difference
        }
        // It is fitted: the differences have both signs.
        #expect(abs(sum) < 2)
    }

    @Test("the Cernox tables' sensitivities are those of their resistances", arguments: ["cx-1010", "cx-1080"])
    func cernox(name: String) throws {
        let curve = try CalibrationCurve.preset(named: name)
        for (a, b) in zip(curve.points, curve.points.dropFirst()) {
            let secant = logRatio(b.signal, a.signal) / logRatio(b.temperature, a.temperature)
            let ends = try [a, b].map { try #require(curve.dimensionlessSensitivity(at: $0.temperature)) }
            let (low, high) = (min(ends[0], ends[1]), max(ends[0], ends[1]))
            #expect(
                (low * 1.05...high * 0.95).contains(secant),
                "\(b.temperature) to \(a.temperature) K: \(secant), \(ends)")
        }
    }

    @Test(
        "the CX-1010's sensitivities and resistances give the dimensionless ones that its maker prints beside them",
        arguments: [
            (0.1, -2.70), (0.2, -1.76), (0.3, -1.39), (0.4, -1.19), (0.5, -1.08), (1, -0.78), (1.4, -0.68), (2, -0.60),
            (3, -0.53), (4.2, -0.49), (6, -0.46), (10, -0.43), (20, -0.44), (30, -0.47), (40, -0.50), (50, -0.52),
            (77.35, -0.56), (100, -0.59), (150, -0.63), (200, -0.66), (250, -0.66), (300, -0.65),
        ])
    func printedSensitivity(temperature: Double, printed: Double) throws {
        // Lake Shore Cryotronics, Temperature Measurement and Control Catalog, Appendix G, the column (T/R)·(dR/dT).
        let curve = try CalibrationCurve.preset(named: "cx-1010")
        let found = try #require(curve.dimensionlessSensitivity(at: temperature))
        // Printed to two digits, of a monotone curve through points that lie far apart.
        #expect(abs(found / printed - 1) < 0.04, "\(found)")
    }

    /// A calibrated CX-1080-CU-HT-20L, serial number X115143: T in K, R in Ω, (T/R)·dR/dT.
    ///
    /// Source: github.com/jaktk/cryo-jt, data/cernox_calibration_data/X115143, its table.
    static let calibrated: [(temperature: Double, resistance: Double, sensitivity: Double)] = [
        (20, 7449.5, -1.613), (30, 3904.3, -1.582), (50, 1743.6, -1.577), (77.35, 876.31, -1.578),
        (100, 584.20, -1.581), (150, 307.44, -1.584), (200, 195.29, -1.566), (250, 138.25, -1.526),
        (300, 105.14, -1.473),
    ]

    @Test(
        "another CX-1080, calibrated by itself, has the same shape: within 22 % in resistance, which goes one way with temperature"
    )
    func otherUnit() throws {
        let curve = try CalibrationCurve.preset(named: "cx-1080")
        var last = Double.infinity
        for (temperature, resistance, sensitivity) in Self.calibrated {
            let ours = try #require(curve.signal(at: temperature).value)
            let ratio = resistance / ours
            #expect(abs(ratio - 1) < 0.22, "\(temperature) K: \(ratio)")
            // A unit is steeper or flatter as a whole, so the ratio has no bumps that a slip in a table would be.
            #expect(ratio < last, "\(temperature) K: \(ratio)")
            last = ratio
            let slope = try #require(curve.dimensionlessSensitivity(at: temperature))
            #expect(abs(slope / sensitivity - 1) < 0.2, "\(temperature) K: \(slope)")
        }
    }

    @Test(
        "the catalogue's typical curves are told to be none to read a sensor with", arguments: ["cx-1010", "cx-1080"])
    func typical(name: String) throws {
        let curve = try CalibrationCurve.preset(named: name)
        #expect(curve.provenance == .typical && curve.note?.contains("not for reading") == true)
    }
}
