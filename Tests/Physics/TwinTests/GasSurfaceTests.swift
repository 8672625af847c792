import Cryogenics
import Foundation
import Materials
import SubkelvinTesting
import Testing

@testable import Twin

/// The pressure in Pa at which a surface takes up as much as it gives off: by halving, as more sticks the higher it is.
private func restingPressure(_ wall: CryoSurface, gas: Double, surface: Double, amount: Double) -> Double {
    var (low, high) = (1e-300, 1e20)
    for _ in 0..<100 {
        let middle = (low.squareRoot() * high.squareRoot())
        let isAbove = wall.rate(pressure: middle, gasTemperature: gas, surface: surface, amount: amount) > 0
        if isAbove { high = middle } else { low = middle }
    }
    return high
}

@Suite("Gas on surfaces")
struct GasSurfaceTests {
    @Test("frost has the pressures of tables")
    func frost() {
        // 46.35 to 62.05 K: CRC Handbook; triple and boiling point; 20 to 40 K: Fray & Schmitt 2009, Brown & Ziegler 1980.
        let nitrogen: [(Double, Double)] = [
            (20, 8.5e-10), (30, 3.9e-3), (40, 5.8), (46.35, 100), (50, 396), (52.95, 1000), (62.05, 1e4),
            (63.15, 12_520),
            (77.36, 101_325), (100, 778e3), (126, 3.36e6),
        ]
        for (t, p) in nitrogen { #expect(near(Frost.nitrogen.pressure(at: t), p, 0.15), "\(t) K") }
        // Another law of ice: IAPWS R14-08 (2011), whose own check value is 8.94735 Pa at 230 K.
        func ice(_ t: Double) -> Double {
            let x = t / 273.16
            return 611.657
                * exp(
                    (-21.2144006 * pow(x, 0.00333333333) + 27.3203819 * pow(x, 1.20666667)
                        - 6.1059813 * pow(x, 1.70333333)) / x)
        }
        #expect(abs(ice(230) - 8.94735) < 1e-5)
        for t in stride(from: 100.0, through: 273, by: 5) {
            #expect(near(Frost.water.pressure(at: t), ice(t), 0.003))
        }
        for frost in Frost.allCases {
            for t in stride(from: 5.0, to: 1000, by: 5) {
                #expect(frost.pressure(at: t + 5) > frost.pressure(at: t) || frost.pressure(at: t + 5) < 1e-300)
            }
        }
    }

    @Test("at 4 K helium is pumped far below 1e-6 mbar until the layer is half full, above 15 K it is let go")
    func helium() {
        let surface = CryoSurface.helium(area: 10)
        let full = 10 * 1e19 / 6.022e23
        func pressure(_ t: Double, _ cover: Double) -> Double {
            restingPressure(surface, gas: t, surface: t, amount: cover * full)
        }
        #expect(pressure(4, 0.5) < 1e-6 && pressure(4, 0.1) < 1e-9)
        #expect(pressure(4, 0.95) > 1e-3)
        // All of it would be 0.4 Pa in a cubic metre at 300 K: most is let go where its own pressure is higher.
        #expect(pressure(10, 0.1) < 0.4 && pressure(15, 0.1) > 4 && pressure(20, 0.02) > 4)
        // The heat of adsorption at a full layer is as measured on copper, 77 K for ⁴He.
        let (a, b) = (pressure(4, 0.9999) / 2, pressure(5, 0.9999) / 5.0.squareRoot())
        #expect(near(log(b / a) / (1 / 4.0 - 1 / 5.0), 77, 0.02))
    }

    @Test("nothing comes or goes at the equilibrium pressure; more sticks above, some leaves below")
    func equilibrium() {
        var random = SeededRandom(seed: 3)
        let surfaces = [
            CryoSurface.helium(area: 3), .helium(area: 1, roughness: 5, gas: .helium3),
            CryoSurface(area: 2, gas: .nitrogen, capacity: nil), CryoSurface(area: 2, gas: .water, capacity: nil),
        ]
        for number in 0..<2000 {
            let surface = surfaces[number % 4]
            let most = surface.capacity ?? 1
            let t = random.logUniform(in: 1...300)
            let gas = random.logUniform(in: t...300)
            let amount = random.logUniform(in: 1e-9...0.99) * most
            func rate(_ p: Double, _ amount: Double) -> Double {
                surface.rate(pressure: p, gasTemperature: gas, surface: t, amount: amount)
            }
            let p = restingPressure(surface, gas: gas, surface: t, amount: amount)
            #expect(p.isFinite && p >= 0)
            if p > 1e-200 {
                #expect(rate(1.01 * p, amount) > 0 && rate(0.99 * p, amount) < 0)
                #expect(rate(0, amount) < 0)
            }
            #expect(rate(0, 0) == 0 && rate(1e-3, 0) > 0)
            // What is there never goes faster than within a second, but for thick frost.
            let layers = surface.capacity == nil ? amount / (CryoSurface.layer * surface.area) : 0
            #expect(-rate(0, amount) <= 1.001 * amount * (1 + layers))
        }
    }

    @Test("thick frost evaporates as fast as its vapour pressure has it, cold bare walls pump all that comes")
    func evaporation() {
        let wall = CryoSurface(area: 1, gas: .water, capacity: nil)
        let loss = -wall.rate(pressure: 0, gasTemperature: 300, surface: 200, amount: 0.1)
        // 0.1627 Pa at 200 K: 0.1627/√(2π·0.018015·8.3145·200) mol/(m²·s).
        #expect(near(loss, 0.01186, 0.01))
        let gain = wall.rate(pressure: 1e-3, gasTemperature: 300, surface: 60, amount: 0)
        #expect(near(gain, Gas.water.impingement(pressure: 1e-3, temperature: 300), 1e-9))
        let helium = CryoSurface.helium(area: 1)
        let pumped = helium.rate(pressure: 1e-6, gasTemperature: 300, surface: 4, amount: 0)
        #expect(near(pumped, Gas.helium4.impingement(pressure: 1e-6, temperature: 300), 1e-9))
    }

    @Test("outgassing falls with one over the time, from its rate after an hour")
    func outgassing() {
        let walls = Outgassing(area: 4, rateAtOneHour: 5e-6)
        var (amount, time) = (walls.full, 0.0)
        func throughput() -> Double { walls.rate(amount: amount) * Gas.constant * Outgassing.roomTemperature / 4 }
        for (hours, expected) in [(1.0, 5e-6), (10, 5e-7), (100, 5e-8), (1000, 5e-9)] {
            while time < hours * 3600 {
                let step = min((time + 10) * 0.01, hours * 3600 - time)
                let middle = amount - step / 2 * walls.rate(amount: amount)
                amount -= step * walls.rate(amount: middle)
                time += step
            }
            #expect(near(throughput(), expected, 0.01))
        }
        #expect(walls.rate(amount: 0) == 0 && walls.rate(amount: -1) == 0)
        #expect(walls.rate(amount: 2 * walls.full) == walls.rate(amount: walls.full))
    }
}

@Suite("Gas-gap switches")
struct GasGapSwitchTests {
    let gap = GasGapSwitch()

    @Test("on it conducts 3 W/K at 100 K, off less than 10 µW/K below 4 K, and it turns between 9 and 17 K")
    func conductance() {
        for sorbent in [30.0, 50, 100, 300] {
            #expect(near(gap.gasConductance(sorbent: sorbent, warm: 105, cold: 95), 3, 0.1), "\(sorbent) K")
        }
        for cold in [0.01, 0.8, 2, 4] { #expect(gap.gasConductance(sorbent: 4, warm: 4, cold: cold) < 10e-6) }
        #expect(gap.gasConductance(sorbent: 9, warm: 4, cold: 2) < 20e-6)
        let on = gap.gasConductance(sorbent: 40, warm: 4, cold: 2)
        #expect(gap.gasConductance(sorbent: 17, warm: 4, cold: 2) > 0.3 * on)
        #expect((0.1...0.4).contains(on))
    }

    @Test("helium is conserved, pressure rises with both temperatures")
    func pressure() {
        var random = SeededRandom(seed: 4)
        for _ in 0..<1000 {
            let (sorbent, t) = (random.logUniform(in: 2...300), random.logUniform(in: 1...300))
            let p = gap.pressure(sorbent: sorbent, gap: t)
            let half = GasGapSwitch.prefactor * exp(-GasGapSwitch.heatOfAdsorption / (Gas.constant * sorbent))
            let inventory = p * gap.volume / (Gas.constant * t) + gap.charcoal * 10 * p / (p + half)
            #expect(near(inventory, gap.helium, 1e-9))
            #expect(
                gap.pressure(sorbent: sorbent * 1.01, gap: t) > p && gap.pressure(sorbent: sorbent, gap: t * 1.01) >= p)
        }
        #expect(gap.pressure(sorbent: 0, gap: 0) == 0)
    }

    @Test("a fifth of a watt takes the sorbent to 25 K in minutes, and it is below 8 K half an hour after")
    func sorbent() {
        var (t, time) = (4.0, 0.0)
        func advance(_ heater: Double) {
            t += 0.1 * (heater - gap.sorbentLink * (t - 4)) / gap.heatCapacity(at: t)
            time += 0.1
        }
        while t < 25, time < 3600 { advance(0.2) }
        #expect((30...600).contains(time), "\(time) s")
        time = 0
        while t > 8, time < 7200 { advance(0) }
        #expect((30...1800).contains(time), "\(time) s")
    }

    @Test("its copper is the catalogue's")
    func materials() throws {
        let copper = try MaterialCatalogue.standard.material(named: "copper").curve(.specificHeat)
        for t in [4.0, 7, 8, 15, 30, 77, 150, 290] {
            #expect(near(gap.heatCapacity(at: t) / gap.sorbentCopper, try copper.value(at: t), 0.1), "\(t) K")
        }
    }
}

@Suite("Gas at the edges")
struct GasEdgeTests {
    @Test("zero, tiny, huge and slightly negative arguments give finite results")
    func finite() {
        let values = [-1e-9, 0, 1e-300, 1e-12, 1, 1e5, 1e9]
        let temperatures = [0, 1e-6, 0.01, 4, 77, 300, 1000]
        let turbo = TurboPump(speed: 0.3, compression: 1e6, startTime: 100, throughputLimit: 1e-4)
        let surfaces = [
            CryoSurface.helium(area: 1), CryoSurface(area: 1, gas: .nitrogen, capacity: nil),
            CryoSurface(area: 1, gas: .water, capacity: nil),
        ]
        for p in values {
            for q in values {
                for t in temperatures {
                    for gas in GasTests.all {
                        #expect(GasTube.valve(diameter: 0.1).flow(from: p, to: q, temperature: t, gas: gas).isFinite)
                    }
                    #expect(turbo.flow(inlet: p, outlet: q, rotation: 0.5, temperature: t).isFinite)
                    for surface in surfaces {
                        #expect(surface.rate(pressure: p, gasTemperature: t, surface: t, amount: q).isFinite)
                        #expect(surface.rate(pressure: p, gasTemperature: 300, surface: t, amount: q).isFinite)
                    }
                }
                #expect(
                    ScrollPump(speed: 1, ultimate: 1, highestOutlet: 1e5).flow(inlet: p, outlet: q, isOn: true).isFinite
                )
            }
            for t in temperatures {
                for s in temperatures {
                    for gas in GasTests.all {
                        let h = gas.heatTransfer(pressure: p, warm: t, cold: s, gap: 0.01, areaRatio: 0.5)
                        #expect(h.isFinite && h >= 0)
                    }
                    #expect(GasGapSwitch().gasConductance(sorbent: t, warm: s, cold: 1).isFinite)
                }
            }
            #expect(Outgassing(area: 1).rate(amount: p).isFinite)
        }
    }
}
