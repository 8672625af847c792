import Glibc
import Materials
import SubkelvinTesting
import Testing

@testable import Qubits

@Suite("Does a stage carry the heat that its qubits cause?")
struct StabilityTests {
    @Test("100 µW on 0.04 W/K² above 10 mK rests at 51 mK: no runaway")
    func settles() throws {
        let balance = try HeatBalance(cooling: .dilution(coefficient: 0.04, base: 0.01), fixed: 100e-6)
        let points = try balance.fixedPoints()
        #expect(points.count == 1 && points[0].isStable)
        // √(P/A + T_b²)
        #expect(abs(points[0].temperature - 0.0026.squareRoot()) < 1e-12)
        #expect(InversionScenario.Stability.byCapacity(load: 100e-6, capacity: 50e-6) == .runaway)
    }

    @Test("without growth the fixed point is that of the square law, for any load", arguments: 0..<40)
    func square(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let base = Double.random(in: 0.005...0.03, using: &random)
        let coefficient = pow(10, Double.random(in: -3...0, using: &random))
        let fixed = coefficient * pow(10, Double.random(in: -6 ... -0.5, using: &random))
        let balance = try HeatBalance(cooling: .dilution(coefficient: coefficient, base: base), fixed: fixed)
        let expected = (fixed / coefficient + base * base).squareRoot()
        let resting = try #require(try balance.restingTemperature())
        #expect(abs(resting / expected - 1) < 1e-12)
    }

    @Test("a load that 0.867 K does not carry has no fixed point: that is failure")
    func failure() throws {
        let balance = try HeatBalance(cooling: .dilution(coefficient: 0.04, base: 0.01), fixed: 0.04 * 0.87 * 0.87)
        #expect(try balance.fixedPoints().isEmpty && balance.restingTemperature() == nil)
        #expect(try balance.limit().correction == 0)
    }

    /// Aluminium's quasiparticles grow so steeply that two fixed points meet well below 0.867 K.
    static func steep(_ correction: Double) throws -> HeatBalance {
        let aluminium = try Quasiparticles(gap: 180e-6 * 1.602176634e-19, nonEquilibrium: 1e-7)
        return try HeatBalance(
            cooling: .dilution(coefficient: 0.04, base: 0.01), fixed: 10e-6, correction: correction,
            growth: .quasiparticles(aluminium, frequency: 5e9))
    }

    @Test("fixed points come in pairs of stable and unstable, and vanish together at the saddle-node")
    func saddleNode() throws {
        let limit = try Self.steep(0).limit()
        #expect(limit.isSaddleNode)
        let below = try Self.steep(limit.correction * (1 - 1e-6)).fixedPoints()
        #expect(below.map(\.isStable) == [true, false])
        #expect(below[0].temperature < limit.temperature && limit.temperature < below[1].temperature)
        // Near a saddle-node the two lie apart as the square root of the distance.
        let gap = below[1].temperature - below[0].temperature
        let nearer = try Self.steep(limit.correction * (1 - 1e-8)).fixedPoints()
        #expect(abs((nearer[1].temperature - nearer[0].temperature) / gap - 0.1) < 0.005)
        #expect(try Self.steep(limit.correction * (1 + 1e-9)).fixedPoints().isEmpty)
        // Its place, found by scipy on the same equations.
        #expect(abs(limit.temperature / 0.11826374956039183 - 1) < 1e-6)
        #expect(abs(limit.correction / 0.0004838467598630559 - 1) < 1e-9)
    }

    @Test("at a fixed point the powers meet, and stability is the sign of the slopes", arguments: 1...30)
    func slopes(number: Int) throws {
        let balance = try Self.steep(0.033 * Double(number) * 4.8e-4)
        for point in try balance.fixedPoints() {
            #expect(abs(try balance.surplus(at: point.temperature)) < 1e-9 * point.power)
            let step = 1e-6 * point.temperature
            let slope =
                try balance.surplus(at: point.temperature + step) - balance.surplus(at: point.temperature - step)
            #expect((slope > 0) == point.isStable)
        }
    }

    @Test("the listing's error grows too slowly for a saddle-node: the last fixed point leaves at 0.867 K")
    func slowGrowth() throws {
        let balance = try HeatBalance(
            cooling: .dilution(coefficient: 0.04, base: 0.01), fixed: 0, correction: 1e-4,
            growth: .law(.listing, lossTangent: 3e-7))
        let limit = try balance.limit()
        #expect(!limit.isSaddleNode && limit.temperature == HeatBalance.highest)
        // P_cool(0.867 K)·ε(T_b)/ε(0.867 K) by Python.
        #expect(abs(limit.correction / 0.009605489719973678 - 1) < 1e-9)
    }

    @Test("a measured cooling curve ends where it ends")
    func curve() throws {
        let curve = try TabulatedCurve(temperatures: [0.01, 0.02, 0.1], values: [0, 10e-6, 400e-6])
        let balance = try HeatBalance(cooling: .curve(curve), fixed: 100e-6)
        let expected = 0.02 + 0.08 * 90 / 390
        let resting = try #require(try balance.restingTemperature())
        #expect(abs(resting - expected) < 1e-12)
        #expect(try HeatBalance(cooling: .curve(curve), fixed: 500e-6).fixedPoints().isEmpty)
        #expect { try curve.value(at: 0.2) } throws: { "\($0)".contains("0.01 K to 0.1 K") }
        #expect(throws: QubitError.self) { try TabulatedCurve(temperatures: [0.02, 0.01], values: [0, 1]) }
        #expect(throws: QubitError.self) { try TabulatedCurve(temperatures: [0.01, 0.02], values: [0, -1]) }
    }

    @Test("Landauer: 9.57 aW for 1e8 bit/s at 10 mK, attowatt and not femtowatt")
    func landauer() throws {
        // 1e8·k·0.01·ln 2
        #expect(abs(try Landauer.power(rate: 1e8, temperature: 0.01) / 9.56992961692908e-18 - 1) < 1e-12)
        #expect(throws: QubitError.self) { try Landauer.power(rate: 1e8, temperature: 0) }
        #expect(throws: QubitError.self) { try Landauer.power(rate: -1, temperature: 1) }
    }

    @Test("control electronics: 43 to 250 qubits in a watt, a thousand at the target, none in 50 µW")
    func control() throws {
        func qubits(_ name: String, _ capacity: Double) throws -> Double {
            try #require(ControlElectronics.known.first { $0.name == name }).qubits(capacity: capacity)
        }
        #expect(try qubits("inversion paper, highest", 1) == 43)
        #expect(try qubits("inversion paper, lowest", 1) == 250)
        #expect(try qubits("inversion paper, target", 1) == 1000)
        #expect(try qubits("inversion paper, lowest", 50e-6) == 0)
        #expect(try qubits("a million qubits in 1 W", 1) == 1e6)
        #expect(try qubits("control cell at millikelvin", 50e-6) == 2777)
        #expect(try qubits("cryo-CMOS with a two-qubit gate", 2) == 86)
        // 10 pF at 0.6 V, 2.5 GHz, a tenth of it switched.
        let power = try ControlElectronics.dynamicPower(
            capacitance: 10e-12, voltage: 0.6, frequency: 2.5e9, activity: 0.1)
        #expect(abs(power - 0.9e-3) < 1e-15)
        #expect(throws: QubitError.self) {
            try ControlElectronics.dynamicPower(capacitance: 1, voltage: 1, frequency: 1, activity: 2)
        }
    }

    @Test("readout: lines are whole, and everything grows with them")
    func readout() throws {
        let chain = ReadoutChain.typical
        #expect(try chain.budget(qubits: 0).lines == 0)
        #expect(try chain.budget(qubits: 8).lines == 1 && chain.budget(qubits: 9).lines == 2)
        let budget = try chain.budget(qubits: 1_000_000)
        #expect(budget.lines == 125_000)
        #expect(abs(budget.fourKelvinPower - 1250) < 1e-9)
        #expect(abs(budget.mixingChamberPower - 125e-6) < 1e-15)
        #expect(abs(budget.mixingChamberVolume - 125_000 * 106e-6) < 1e-9)
        #expect(throws: QubitError.self) { try chain.budget(qubits: -1) }
    }

    /// By NIST's polynomials of 304 steel and PTFE, and straight to 0 below 4 K, in Python with scipy's quadrature.
    @Test(
        "heat down a steel coaxial line: four digits by straight laws below 4 K, within a factor of two by measured ones",
        arguments: zip(0..<5, [0.02720853, 0.4367623e-3, 2.128449e-6, 0.3286659e-6, 3.461026e-9]))
    func coax(index: Int, expected: Double) throws {
        let straight = try SteelLine(laws: "linear").spans[index]
        #expect(abs(straight.heat / expected - 1) < 1e-4, "\(straight)")
        let measured = try SteelLine().spans[index]
        if measured.from > 4 {
            #expect(abs(measured.heat / expected - 1) < 0.01, "\(measured)")
        } else {
            #expect(measured.heat < expected && measured.heat > expected / 2, "\(measured)")
        }
    }
}
