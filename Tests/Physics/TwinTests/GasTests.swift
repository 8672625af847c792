import Foundation
import SubkelvinTesting
import Testing

@testable import Twin

func near(_ value: Double, _ expected: Double, _ share: Double) -> Bool { abs(value / expected - 1) <= share }

@Suite("Gases")
struct GasTests {
    static let all = [Gas.helium3, .helium4, .nitrogen, .water]

    @Test(
        "conductivities and viscosities are those of tables",
        arguments: [
            // T in K, k in W/(m·K), η in µPa·s of the dilute gases: Hands & Arp 1981, Arp et al. 1998; Lemmon & Jacobsen 2004;
            // Assael et al. 2011, Muzny et al. 2013; IAPWS 2011 and 2008.
            (
                Gas.helium4,
                [
                    (4.2, 0.00807, 1.07), (5, 0.00955, 1.25), (10, 0.01663, 2.18), (20, 0.02607, 3.54),
                    (50, 0.04659, 6.34),
                    (77.36, 0.06204, 8.31), (150, 0.09686, 12.49), (300, 0.1559, 19.93),
                ], 0.12
            ),
            (Gas.nitrogen, [(77.36, 0.00704, 5.37), (150, 0.01394, 10.05), (300, 0.02594, 17.88)], 0.04),
            (Gas.water, [(280, 0.01721, 9.15), (373.15, 0.02416, 12.34)], 0.02),
        ])
    func transport(gas: Gas, table: [(Double, Double, Double)], share: Double) {
        for (t, k, eta) in table {
            #expect(near(gas.conductivity(at: t), k, share), "\(gas.name) at \(t) K")
            #expect(near(gas.viscosity.value(at: t) * 1e6, eta, share), "\(gas.name) at \(t) K")
        }
    }

    @Test("molecules of full accommodation carry 2.10 and 1.19 W/(m²·Pa·K)")
    func freeMolecules() {
        for (gas, expected) in [(Gas.helium4, 2.10), (.nitrogen, 1.19)] {
            let inner = gas.accommodation.value(at: 77)
            // Around a wire only the inner wall's accommodation counts.
            #expect(near(gas.freeMolecular(warm: 300, cold: 77, areaRatio: 0) / inner, expected, 0.012))
            let (a, b) = (inner, gas.accommodation.value(at: 300))
            let plates = gas.freeMolecular(warm: 300, cold: 77, areaRatio: 1)
            #expect(near(plates / expected, 1 / (1 / a + 1 / b - 1), 0.012))
        }
        let helium = Gas.helium4.accommodation
        for (t, alpha) in [(300.0, 0.3), (77, 0.41), (20, 0.6)] { #expect(abs(helium.value(at: t) - alpha) < 0.02) }
        #expect((0.6...1).contains(helium.value(at: 4)))
    }

    @Test("fluxes onto walls are those of textbooks")
    func kinetics() {
        // At 1 Pa and 20 °C: 2.9e22 molecules of nitrogen a square metre and second.
        #expect(near(Gas.nitrogen.impingement(pressure: 1, temperature: 293) * 6.022e23, 2.88e22, 0.01))
    }

    @Test("heat goes from free molecules to k/d as pressure rises, by any walls")
    func heatTransfer() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<500 {
            let gas = Self.all[random.uniform(in: 0...3)]
            let (warm, cold) = (random.logUniform(in: 1...300), random.logUniform(in: 1...300))
            let (gap, ratio) = (random.logUniform(in: 1e-4...0.1), random.unit())
            func h(_ p: Double) -> Double {
                gas.heatTransfer(pressure: p, warm: warm, cold: cold, gap: gap, areaRatio: ratio)
            }
            let free = gas.freeMolecular(warm: warm, cold: cold, areaRatio: ratio)
            #expect(h(0) == 0 && h(-1e-12) == 0)
            #expect(near(h(1e-9), free * 1e-9, 1e-3))
            let integral = (0..<1000).reduce(0.0) {
                $0 + gas.conductivity(at: cold + (warm - cold) * (Double($1) + 0.5) / 1000) / 1000
            }
            #expect(near(h(1e12), integral / gap, 0.03))
            let p = random.logUniform(in: 1e-6...1e5)
            #expect(h(p * 1.01) > h(p) && h(p * 1.01) < 1.01 * h(p))
        }
        // A square metre at 50 K close below 300 K in 1e-3 mbar of nitrogen takes 25 W: 1.19·α·0.1 Pa·250 K.
        let nitrogen = Gas.nitrogen.heatTransfer(pressure: 0.1, warm: 300, cold: 50, gap: 0.01, areaRatio: 0.9)
        #expect((20...30).contains(250 * nitrogen))
    }
}

@Suite("Gas in tubes and pumps")
struct GasFlowTests {
    @Test(
        "transmission is Clausing's",
        arguments: [(0, 1), (0.5, 0.80127), (1, 0.67198), (2, 0.51423), (5, 0.31053), (10, 0.19094), (100, 0.025258)])
    func clausing(lengthByRadius: Double, expected: Double) {
        let tube = GasTube(diameter: 0.02, length: 0.01 * lengthByRadius)
        #expect(near(tube.transmission, expected, 0.01))
    }

    @Test("conductances for air at 20 °C are a vacuum engineer's numbers")
    func engineering() {
        // 11.6 l/s through a square centimetre, 12.1 d³/L of a long tube, 135 d⁴p̄/L of a viscous one (cm, l/s, mbar).
        let aperture = GasTube(diameter: 2 * (1e-4 / Double.pi).squareRoot(), length: 0)
        let litre = 1e-3
        func conductance(_ tube: GasTube, _ p: Double) -> Double {
            tube.conductance(meanPressure: p, temperature: 293.15, gas: .nitrogen) / litre
        }
        #expect(near(conductance(aperture, 0), 11.77, 0.01))
        let long = GasTube(diameter: 0.02, length: 20)
        #expect(near(conductance(long, 0), 12.3 * 8 / 2000, 0.01))
        #expect(near(conductance(long, 1e3), 135 * 16 * 10 / 2000, 0.05))
        // Atmosphere rushes through a square centimetre with 20 l/s.
        let rush = aperture.flow(from: 101_325, to: 0, temperature: 293.15, gas: .nitrogen)
        #expect(near(rush * Gas.constant * 293.15 / 101_325 / litre, 20, 0.02))
    }

    @Test("flows have a sign, rise with the lead, and never exceed sound")
    func flows() {
        var random = SeededRandom(seed: 2)
        for _ in 0..<2000 {
            let gas = GasTests.all[random.uniform(in: 0...3)]
            let tube = GasTube(
                diameter: random.logUniform(in: 1e-4...0.3), length: random.logUniform(in: 1e-4...5))
            let t = random.logUniform(in: 2...300)
            let (p, q) = (random.logUniform(in: 1e-8...1e5), random.logUniform(in: 1e-8...1e5))
            func flow(_ a: Double, _ b: Double) -> Double { tube.flow(from: a, to: b, temperature: t, gas: gas) }
            #expect(flow(p, q) == -flow(q, p) && flow(p, p) == 0)
            let forward = flow(max(p, q), min(p, q))
            let sound = tube.area * gas.sonicFactor * max(p, q) / sqrt(Gas.constant * t * gas.molarMass)
            #expect(forward > 0 && forward <= sound)
            let rounding = 1e-12 * abs(flow(p, q))
            #expect(flow(p * 1.001, q) > flow(p, q) - rounding && flow(p, q * 1.001) < flow(p, q) + rounding)
            #expect(flow(2 * max(p, q), min(p, q)) > 1.5 * forward)
            // Few molecules do not hold each other back.
            let few = tube.conductance(meanPressure: 0, temperature: t, gas: gas) * 1e-9 / (Gas.constant * t)
            #expect(near(flow(1e-9, 0), few, 1e-4))
            // Its slope at rest is the conductance.
            let slope = (flow(p * (1 + 1e-9), p) - flow(p, p * (1 + 1e-9))) / (2e-9 * p)
            let conductance = tube.conductance(meanPressure: p, temperature: t, gas: gas) / (Gas.constant * t)
            // Less by what the rounded corner holds back, and never more.
            if tube.length > 1 && tube.diameter < 1e-3 {
                #expect(near(slope, conductance, 0.15) && slope < 1.001 * conductance)
            }
        }
        #expect(near(GasTube.valve(diameter: 0.1).transmission, 0.514, 0.01))
    }

    @Test("a turbo pump has its speed, its compression and its limit, and at rest it is an opening")
    func turbo() {
        let pump = TurboPump(speed: 0.3, compression: 1e5, startTime: 300, throughputLimit: 2e-4)
        func flow(_ p: Double, _ q: Double, _ rotation: Double) -> Double {
            pump.flow(inlet: p, outlet: q, rotation: rotation, temperature: 300)
        }
        let ideal = 0.3 * 1e-4 / (Gas.constant * 300)
        #expect(near(flow(1e-4, 1, 1), ideal * 0.9, 1e-3))
        #expect(near(flow(1e-4, 0, 0), ideal * TurboPump.passive, 1e-9))
        #expect(flow(1, 1, 0) == 0 && flow(0, 1, 0) < 0 && flow(0, 1, 1) < 0)
        #expect(flow(1e3, 0, 1) < 2e-4 && flow(1e3, 0, 1) > 1.9e-4)
        var last = -Double.infinity
        for step in 0...100 {
            let now = flow(1e-3, 5, Double(step) / 100)
            #expect(now > last)
            last = now
        }
        var rotation = 0.0
        for _ in 0..<3000 { rotation += 0.1 * pump.spin(rotation: rotation, isOn: true) }
        #expect(abs(rotation - 0.95) < 0.001)
    }

    @Test("scroll pump and compressor fall to none at their ultimate and highest pressures, and never leak back")
    func scroll() {
        let pump = ScrollPump(speed: 4e-3, ultimate: 1, highestOutlet: 1.3e5)
        let ideal = 4e-3 / (Gas.constant * 300)
        #expect(near(pump.flow(inlet: 1000, outlet: 100, isOn: true), 1000 * ideal, 2e-3))
        #expect(pump.flow(inlet: 1, outlet: 0, isOn: true) == 0 && pump.flow(inlet: 0, outlet: 1e5, isOn: true) == 0)
        #expect(pump.flow(inlet: 1000, outlet: 1.3e5, isOn: true) == 0)
        #expect(pump.flow(inlet: 1000, outlet: 0, isOn: false) == 0)
        let compressor = DiaphragmCompressor(speed: 1e-3, ultimate: 2e4)
        for p in stride(from: 0.0, through: 6e4, by: 500) {
            let here = compressor.flow(inlet: p, outlet: 1.5e5, isOn: true)
            #expect(here >= 0 && compressor.flow(inlet: p + 500, outlet: 1.5e5, isOn: true) >= here)
            #expect(compressor.flow(inlet: p, outlet: 1.6e5, isOn: true) <= here)
            // No jump in its slope: a second difference as small as its parabola has it.
            let bend = [-1.0, 0, 1].map { compressor.flow(inlet: p + $0, outlet: 0, isOn: true) }
            #expect(abs(bend[0] - 2 * bend[1] + bend[2]) < 1.01 * 1e-3 / (Gas.constant * 300) / 2e4)
        }
    }
}
