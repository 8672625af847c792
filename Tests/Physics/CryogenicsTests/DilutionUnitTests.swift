import Glibc
import HeatTransfer
import SubkelvinTesting
import Testing

@testable import Cryogenics

@Suite("Dilution unit")
struct DilutionUnitTests {
    /// The unit of Krinner et al., EPJ Quantum Technology 6 (2019) 2, table 1.
    static let krinner = DilutionUnit.Rating(
        flow: .base(.init(19e-6, at: 0.02)), stillTemperature: 0.882, floor: 0.006,
        coldPlate: .init(200e-6, at: 0.14), still: .init(0.04, at: 1.2), stillUnloaded: 0.882)

    /// Units and temperatures that nobody picked.
    static func random(_ seed: UInt64, hasColdPlate: Bool) throws -> (DilutionUnit, [Double]) {
        var random = SeededRandom(seed: seed)
        let isEndless = seed % 5 == 0
        let unit = try DilutionUnit(
            flow: random.logUniform(in: 1e-5...5e-3), stillReference: random.uniform(in: 0.5...1.2),
            pumpingExponent: random.uniform(in: 0...2), stillBackground: random.uniform(in: 0...0.02),
            inlet: random.uniform(in: 0...0.2), exchange: isEndless ? nil : random.logUniform(in: 1e-3...10),
            hasColdPlate: hasColdPlate)
        let still = random.logUniform(in: 0.25...2)
        let plate = random.logUniform(in: 0.03...0.6)
        let base = random.logUniform(in: 1e-3...0.6)
        return (unit, hasColdPlate ? [still, plate, base] : [still, base])
    }

    @Test("perfect exchangers: 84ṅT², 476 µmol/s lift 4.0 µW at 10 mK and 400 µW at 100 mK")
    func ideal() throws {
        let unit = try DilutionUnit(flow: 476e-6, stillReference: 0.7)
        for (temperature, power) in [(0.01, 4.0e-6), (0.1, 400e-6)] {
            let lifted = unit.powers(at: [0.7, 0.05, temperature]).powers[2]
            #expect(abs(lifted / (84 * 476e-6 * temperature * temperature) - 1) < 1e-12)
            #expect(abs(lifted / power - 1) < 1e-3)
        }
        // 16 mW for the still.
        #expect(abs(unit.powers(at: [0.7, 0.05, 0.01]).powers[0] - 0.016) < 1e-4)
    }

    @Test("the exchanger's outlet solves du/dκ = −(u² − a²)", arguments: 1...60 as ClosedRange<UInt64>)
    func exchanger(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let inlet = random.logUniform(in: 1e-4...0.3)
        let cold = random.logUniform(in: 1e-7...0.5)
        let exchange = random.logUniform(in: 0.01...10) / max(inlet, cold)
        let steps = 4000
        let h = exchange / Double(steps)
        func rise(_ u: Double) -> Double { cold * cold - u * u }
        var u = inlet
        for _ in 0..<steps {
            let k1 = rise(u)
            let k2 = rise(u + h / 2 * k1)
            let k3 = rise(u + h / 2 * k2)
            u += h / 6 * (k1 + 2 * k2 + 2 * k3 + rise(u + h * k3))
        }
        let outlet = ExchangerOutlet(inlet: inlet, cold: cold, exchange: exchange).value
        #expect(abs(outlet / u - 1) < 1e-9)
        // Its limits: nothing colder below it, and no end to it.
        let alone = ExchangerOutlet(inlet: inlet, cold: 1e-40, exchange: exchange).value
        #expect(abs(alone * (1 / inlet + exchange) - 1) < 1e-12)
        #expect(ExchangerOutlet(inlet: inlet, cold: cold, exchange: nil).value == cold)
        #expect(abs(ExchangerOutlet(inlet: inlet, cold: cold, exchange: 250 / cold).value / cold - 1) < 1e-12)
    }

    @Test("with nothing on it the mixing chamber comes to 0.340 of what enters it")
    func resting() throws {
        let unit = try DilutionUnit(Self.krinner)
        let (plate, base) = unit.unloadedTemperatures(stillAt: 0.882)
        let flow = unit.flow(stillAt: 0.882).flow
        let outlet = ExchangerOutlet(
            inlet: plate * plate, cold: base * base, exchange: unit.exchange.map { $0 / flow })
        #expect(abs(base / outlet.value.squareRoot() - 0.340) < 5e-4)
        let powers = unit.powers(at: [0.882, plate, base]).powers
        #expect(abs(powers[1]) < 1e-12 && abs(powers[2]) < 1e-12)
    }

    @Test("slopes = finite differences, three stages and two", arguments: 1...150 as ClosedRange<UInt64>)
    func slopes(seed: UInt64) throws {
        for hasColdPlate in [true, false] {
            let (unit, here) = try Self.random(seed, hasColdPlate: hasColdPlate)
            // Where the laws are continued beyond their ranges the slopes have a kink.
            let kinks = [0.35, 0.2, 3.3]
            if here.contains(where: { t in kinks.contains { abs(t / $0 - 1) < 1e-3 } }) { continue }
            let exact = unit.powers(at: here)
            for column in here.indices {
                let h = 2e-5 * here[column]
                var (low, high) = (here, here)
                low[column] -= h
                high[column] += h
                let (below, above) = (unit.powers(at: low).powers, unit.powers(at: high).powers)
                for row in here.indices {
                    let difference = (above[row] - below[row]) / (2 * h)
                    let flow = unit.flow(stillAt: here[0]).flow
                    // The still's background is large beside what a small flow lifts: rounding.
                    let scale =
                        row == 0
                        ? flow * 40 / here[0] + unit.stillBackground * 1e-9 / h
                        : 100 * flow * here.reduce(0) { max($0, $1) }
                    #expect(
                        abs(difference - exact.slopes[row][column]) < 1e-6 * scale + 1e-7 * abs(difference),
                        "row \(row) column \(column): \(difference) \(exact.slopes[row][column])")
                }
            }
        }
    }

    @Test("any positive temperatures give finite powers and slopes", arguments: 1...300 as ClosedRange<UInt64>)
    func finite(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for hasColdPlate in [true, false] {
            let (unit, _) = try Self.random(seed, hasColdPlate: hasColdPlate)
            let wild = unit.ranges.map { _ in random.logUniform(in: 1e-15...1e6) }
            let powers = unit.powers(at: wild)
            #expect(powers.powers.allSatisfy(\.isFinite) && powers.slopes.joined().allSatisfy(\.isFinite), "\(wild)")
            // A stage's own slope pulls it back, wherever a search has strayed.
            for stage in wild.indices { #expect(powers.slopes[stage][stage] >= 0, "\(wild)") }
        }
    }

    @Test("a unit found from rated points does what it is rated for")
    func krinner() throws {
        let unit = try DilutionUnit(Self.krinner)
        #expect(abs(unit.powers(at: [1.2, 0.14, 0.02]).powers[0] / 0.04 - 1) < 1e-9)
        #expect(abs(unit.powers(at: [0.882, 0.14, 0.02]).powers[0]) < 1e-9)
        #expect(abs(unit.unloadedTemperatures(stillAt: 0.882).base / 0.006 - 1) < 1e-9)
        // What it lifts at one stage with nothing on the other.
        for (stage, power, temperature) in [(1, 200e-6, 0.14), (2, 19e-6, 0.02)] {
            var network = ThermalNetwork()
            let still = try network.addNode("still", fixedAt: 0.882)
            let plate = try network.addNode("cold plate", guess: 0.1)
            let base = try network.addNode("base", guess: 0.01)
            let nodes = [still, plate, base]
            try network.addSource("heater", into: nodes[stage], power: power)
            network.addCooler("dilution", at: nodes, unit)
            #expect(abs(try network.steadyState()[nodes[stage]] / temperature - 1) < 1e-8)
        }
        // No less flow than a perfect unit would take: 0.57 mmol/s.
        #expect(unit.flow > 0.565e-3 && unit.flow < 0.6e-3)
        // Predicted, not given: the cold plate with nothing on it, measured at 82 mK.
        #expect(abs(unit.unloadedTemperatures(stillAt: 0.882).coldPlate - 0.084) < 5e-4)
        // With 53.5T² for the dilute stream at all temperatures it would be 107 mK, in closed form.
        let (s, c, floor) = (0.882 * 0.882, 0.14 * 0.14, 0.006 * 0.006)
        let beta = (42.5 * c + 41.5 * floor - 200e-6 / unit.flow) / (11 * (s - c))
        let cold = ((11 * beta * s - 41.5 * floor) / (42.5 + 11 * beta)).squareRoot()
        #expect(abs(cold - 0.107) < 1e-3)
        #expect(abs(unit.inlet - 0.031) < 5e-4 && abs(unit.pumpingExponent - 0.625) < 5e-4)
    }

    @Test("ratings that nobody picked are met at every point, or refused", arguments: 1...200 as ClosedRange<UInt64>)
    func ratings(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let still = random.uniform(in: 0.6...1)
        let flow = random.logUniform(in: 1e-4...3e-3)
        let floor = random.uniform(in: 0.004...0.012)
        let plate = random.uniform(in: 0.1...0.16)
        let warmest = random.uniform(in: 1.05...1.3)
        let rating = DilutionUnit.Rating(
            flow: seed % 2 == 0 ? .molesPerSecond(flow) : .base(.init(84 * flow * 4e-4, at: 0.02)),
            stillTemperature: still, floor: floor,
            coldPlate: .init(flow * random.uniform(in: 0.1...0.7) * 50 * plate * plate, at: plate),
            still: .init(flow * random.uniform(in: 10...60), at: warmest), stillUnloaded: still)
        let unit: DilutionUnit
        do { unit = try DilutionUnit(rating) } catch {
            guard case .invalid = error.reason else { throw error }
            return
        }
        #expect(abs(unit.unloadedTemperatures(stillAt: still).base / floor - 1) < 1e-8)
        let stillPower = try #require(rating.still).power
        #expect(abs(unit.powers(at: [warmest, 0.1, 0.02]).powers[0] / stillPower - 1) < 1e-8)
        // The cold plate's rated power, where the mixing chamber below it rests.
        var (low, high) = (1e-4, plate)
        for _ in 0..<100 {
            let base = (low * high).squareRoot()
            if unit.powers(at: [still, plate, base]).powers[2] > 0 { high = base } else { low = base }
        }
        let coldPlate = try #require(rating.coldPlate)
        #expect(abs(unit.powers(at: [still, plate, low]).powers[1] / coldPlate.power - 1) < 1e-8)
        if case .base(let point) = rating.flow {
            let a = point.temperature * point.temperature
            let resting = unit.floatingPlate(still * still, a, flow: unit.flow).squareRoot()
            #expect(abs(unit.powers(at: [still, resting, 0.02]).powers[2] / point.power - 1) < 1e-8)
        }
    }

    @Test("ratings such as makers state are of a unit that there is")
    func usualRating() {
        let rating = DilutionUnit.Rating(
            flow: .molesPerSecond(1e-3), stillTemperature: 0.8, floor: 0.008, coldPlate: .init(3e-4, at: 0.12),
            still: .init(0.03, at: 1.1), stillUnloaded: 0.8)
        #expect(throws: Never.self) { try DilutionUnit(rating) }
    }

    @Test("the still at rest, three stages under load in steady state and in time")
    func network() throws {
        let unit = try DilutionUnit(Self.krinner)
        var network = ThermalNetwork()
        let nodes = try ["still", "cold plate", "base"].map {
            try network.addNode($0, guess: 0.5, capacity: .constant(1e-3))
        }
        let loads = [0.01, 100e-6, 10e-6]
        for (node, load) in zip(nodes, loads) { try network.addSource("load", into: node, power: load) }
        let flows = network.addCooler("dilution", at: nodes, unit)
        let state = try network.steadyState()
        for (flow, load) in zip(flows, loads) { #expect(abs(state.heat(of: flow) / load - 1) < 1e-9) }
        #expect(state[nodes[0]] > 0.882 && state[nodes[1]] > 0.082 && state[nodes[2]] > 0.006)
        let run = try TransientRun(network, from: 0.3)
        _ = try run.advance(to: 1e4)
        for node in nodes { #expect(abs(run.state[node] / state[node] - 1) < 1e-4) }
    }

    @Test(
        "loads find their rest from guesses far off, from room temperature too",
        arguments: 1...40 as ClosedRange<UInt64>)
    func guesses(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let unit = try DilutionUnit(Self.krinner)
        let there = [
            random.uniform(in: 0.7...1.4), random.logUniform(in: 0.07...0.3), random.logUniform(in: 4e-3...0.2),
        ]
        let lifted = unit.powers(at: there).powers
        for guess in [[300, 300, 300], [4, 4, 4], [0.8, 0.1, 0.01], [0.7, 0.001, 0.3]] {
            var network = ThermalNetwork()
            var nodes: [ThermalNetwork.Node] = []
            for (stage, power) in lifted.enumerated() {
                nodes.append(try network.addNode("stage \(stage)", guess: guess[stage]))
                try network.addSource("load", into: nodes[stage], power: power)
            }
            network.addCooler("dilution", at: nodes, unit)
            let state = try network.steadyState()
            for (node, temperature) in zip(nodes, there) { #expect(abs(state[node] / temperature - 1) < 1e-6) }
        }
    }

    @Test("without a cold plate it floats: the mixing chamber does as with one that has nothing on it")
    func floating() throws {
        var rating = Self.krinner
        let three = try DilutionUnit(rating)
        rating.hasColdPlate = false
        let two = try DilutionUnit(rating)
        #expect(two.ranges.count == 2 && two.flow == three.flow)
        for seed in 1...50 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            let still = random.uniform(in: 0.6...1.3)
            let base = random.logUniform(in: 0.006...0.1)
            let flow = three.flow(stillAt: still).flow
            let plate = three.floatingPlate(still * still, base * base, flow: flow).squareRoot()
            let powers = three.powers(at: [still, plate, base]).powers
            #expect(abs(powers[1]) < 1e-13)
            #expect(abs(two.powers(at: [still, base]).powers[1] - powers[2]) < 1e-15)
        }
    }

    @Test(
        "the dilute stream's heat content is that of an ideal Fermi gas, to 3 %",
        arguments: [0.03, 0.06, 0.1, 0.15, 0.2, 0.3])
    func fermiGas(temperature: Double) {
        // Reduced temperature at the T_F that gives C = π²/2·R·T/T_F = 107T.
        let fermi = Double.pi * Double.pi / 2 * HeliumMixture.gasConstant / 107
        let theta = temperature / fermi
        func integral(_ power: Double, _ eta: Double) -> Double {
            // x = y²: smooth at the origin.
            let (top, steps) = (max(eta, 0).squareRoot() + 7, 4000)
            let h = top / Double(steps)
            return (0...steps).reduce(0.0) { sum, step in
                let y = h * Double(step)
                let weight = step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4 : 2
                return sum + weight * 2 * pow(y, 2 * power + 1) / (exp(y * y - eta) + 1) * h / 3
            }
        }
        var (low, high) = (-10.0, 1.01 / theta)
        for _ in 0..<60 {
            let eta = (low + high) / 2
            if 1.5 * pow(theta, 1.5) * integral(0.5, eta) > 1 { high = eta } else { low = eta }
        }
        let energy = 1.5 * pow(theta, 2.5) * integral(1.5, low) - 0.6
        let exact = HeliumMixture.gasConstant * fermi * energy
        #expect(abs(DilutionUnit.diluteEnthalpy(temperature * temperature).value / exact - 1) < 0.03)
        #expect(abs(DilutionUnit.diluteEnthalpy(1e-8).value / 53.5e-8 - 1) < 1e-5)
    }

    @Test("what is left out of a rating is an assumption: no floor, no rated cold plate, no rated still")
    func assumptions() throws {
        let unit = try DilutionUnit(.init(flow: .molesPerSecond(1e-3), stillTemperature: 0.8))
        #expect(unit.exchange == nil && unit.inlet == DilutionUnit.Rating.usualInlet)
        #expect(unit.pumpingExponent == 1 && unit.stillBackground == 0 && unit.hasColdPlate)
        let other = try DilutionUnit(.init(flow: .base(.init(8.4e-6, at: 0.01)), stillTemperature: 0.8))
        #expect(abs(other.flow - 1e-3) < 1e-15)
        #expect(other.unloadedTemperatures(stillAt: 0.8).base == 0)
        #expect(unit.cautions(at: [0.8, 0.14, 0.09]) == [])
        #expect(
            unit.cautions(at: [1.1, 0.16, 0.11]) == [.stillWarm(1.1), .coldPlateWarm(0.16), .mixingChamberWarm(0.11)])
    }

    @Test("ratings that no unit has are refused")
    func refused() {
        typealias Rating = DilutionUnit.Rating
        let refused: [Rating] = [
            Rating(flow: .molesPerSecond(-1), stillTemperature: 0.8),
            Rating(flow: .molesPerSecond(1e-3), stillTemperature: 4),
            Rating(flow: .molesPerSecond(1e-3), stillTemperature: 0.8, floor: 0.3),
            Rating(flow: .base(.init(1e-5, at: 0.005)), stillTemperature: 0.8, floor: 0.006),
            Rating(flow: .molesPerSecond(1e-4), stillTemperature: 0.8, coldPlate: .init(1, at: 0.14)),
            Rating(flow: .molesPerSecond(1e-3), stillTemperature: 0.8, still: .init(100, at: 1.2)),
            Rating(flow: .molesPerSecond(1e-3), stillTemperature: 0.8, still: .init(.nan, at: 1.2)),
        ]
        for rating in refused { #expect(throws: CoolerError.self) { try DilutionUnit(rating) } }
    }
}

@Suite("³He")
struct HeliumMixtureTests {
    @Test("the vapour pressure is 1.84 mbar at 0.7 K, one atmosphere at 3.19 K")
    func pressure() throws {
        #expect(abs(try HeliumMixture.vapourPressure(at: 0.7) - 184) < 0.5)
        // The normal boiling point, 3.1905 K on this scale.
        #expect(abs(try HeliumMixture.vapourPressure(at: 3.1905) / 101_325 - 1) < 2e-3)
        for outside in [0.1, 3.4, -1, Double.nan] {
            #expect(throws: CoolerError.self) { try HeliumMixture.vapourPressure(at: outside) }
            #expect(throws: CoolerError.self) { try HeliumMixture.latentHeat(at: outside) }
        }
    }

    @Test("L = 31.6, 33.5, 35.4, 39.3 J/mol", arguments: [(0.6, 31.6), (0.7, 33.5), (0.8, 35.4), (1.0, 39.3)])
    func latentHeat(temperature: Double, value: Double) throws {
        #expect(abs(try HeliumMixture.latentHeat(at: temperature) - value) < 0.06)
    }

    @Test("L = R T² dlnP/dT, and its slope, by finite differences", arguments: [0.1, 0.25, 0.6, 0.9, 1.4, 2.5, 3.2, 5])
    func clausius(temperature: Double) {
        let h = 1e-5 * temperature
        let (below, above) = (HeliumMixture.vapour(temperature - h), HeliumMixture.vapour(temperature + h))
        let here = HeliumMixture.vapour(temperature)
        let rise = (above.logarithm - below.logarithm) / (2 * h)
        #expect(abs(here.latentHeat / (HeliumMixture.gasConstant * temperature * temperature * rise) - 1) < 1e-7)
        #expect(abs((above.latentHeat - below.latentHeat) / (2 * h) - here.slope) < 1e-5 * abs(here.slope) + 1e-6)
    }
}

@Suite("⁴He")
struct Helium4Tests {
    @Test(
        "the vapour pressure is that of ITS-90",
        arguments: [
            (0.65, 0.1101), (0.8, 1.475), (1.0, 15.57), (1.25, 114.7), (1.5, 471.5), (2.1768, 5041.8), (3.0, 24_050),
            (4.0, 81_620), (4.2221, 101_325), (5.0, 196_000),
        ])
    func pressure(temperature: Double, value: Double) throws {
        #expect(abs(try HeliumMixture.vapourPressure4(at: temperature) / value - 1) < 0.015)
    }

    @Test("it is known from 0.65 K to the critical point, and goes on smoothly for those who stray")
    func range() {
        for outside in [0.6, 5.2, -1, Double.nan] {
            #expect(throws: CoolerError.self) { try HeliumMixture.vapourPressure4(at: outside) }
        }
        for temperature in stride(from: 0.05, through: 20, by: 0.05) {
            let h = 1e-6 * temperature
            let (below, above) = (HeliumMixture.vapour4(temperature - h), HeliumMixture.vapour4(temperature + h))
            let rise = (above.logarithm - below.logarithm) / (2 * h)
            let expected = HeliumMixture.gasConstant * temperature * temperature * rise
            #expect(abs(HeliumMixture.vapour4(temperature).latentHeat / expected - 1) < 1e-5 && rise > 0)
        }
    }

    @Test("L = 59.83 J/mol + 5RT/2 below 1.2 K, where the vapour is ideal", arguments: [0.7, 0.85, 1.0, 1.15])
    func latentHeat(temperature: Double) {
        let expected = 59.83 + 2.5 * HeliumMixture.gasConstant * temperature
        #expect(abs(HeliumMixture.vapour4(temperature).latentHeat / expected - 1) < 0.03)
    }
}
