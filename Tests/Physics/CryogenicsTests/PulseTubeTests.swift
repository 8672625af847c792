import Glibc
import HeatTransfer
import SubkelvinTesting
import Testing

@testable import Cryogenics

@Suite("Pulse tubes")
struct PulseTubeTests {
    /// A map and what its documentation says the surfaces miss it by: rms and worst of both stages, of the second stage's points
    /// to 2 W.
    struct Stated: Sendable {
        var name: String
        var first: (rms: Double, worst: Double)
        var second: (rms: Double, worst: Double)
        var small: (rms: Double, worst: Double)
    }

    static let stated = [
        Stated(name: "pt415", first: (1.24, 2.71), second: (0.161, 0.531), small: (0.046, 0.112)),
        Stated(name: "pt415-to-300K", first: (4.19, 7.92), second: (2.50, 8.44), small: (0.677, 0.897)),
    ]

    private func size(_ values: [Double]) -> (rms: Double, worst: Double) {
        let sum = values.reduce(0) { $0 + $1 * $1 }
        return ((sum / Double(max(values.count, 1))).squareRoot(), values.map(abs).max() ?? 0)
    }

    @Test("the surfaces miss the points by what is stated", arguments: stated)
    func residuals(_ stated: Stated) throws {
        let map = try PulseTubeMap.named(stated.name)
        let residuals = map.residuals
        let small = zip(residuals, map.points).filter { $1.secondPower < 2 }.map(\.0.second)
        for (found, expected) in [
            (size(residuals.map(\.first)), stated.first), (size(residuals.map(\.second)), stated.second),
            (size(small), stated.small),
        ] {
            #expect(abs(found.rms / expected.rms - 1) < 0.01, "\(stated.name) rms \(found) \(expected)")
            #expect(abs(found.worst / expected.worst - 1) < 0.01, "\(stated.name) worst \(found) \(expected)")
        }
    }

    @Test("what two machines of one model lift at 45 K and 4.2 K lies about what the maker promises")
    func rated() throws {
        let cold = try PulseTube(.named("pt415")).powers(at: [45, 4.2]).powers
        let wide = try PulseTube(.named("pt415-to-300K")).powers(at: [45, 4.2]).powers
        #expect(abs(cold[0] - 60) < 0.5 && abs(cold[1] - 1.22) < 0.01, "\(cold)")
        #expect(abs(wide[0] - 35) < 0.5 && abs(wide[1] - 1.72) < 0.02, "\(wide)")
    }

    @Test("a stage's power rises with its own temperature, in the range and beyond", arguments: PulseTubeMap.names)
    func rises(_ name: String) throws {
        let tube = try PulseTube(.named(name))
        var random = SeededRandom(seed: 41)
        for _ in 0..<3000 {
            let here = [random.logUniform(in: 1...3000), random.logUniform(in: 0.1...3000)]
            let powers = tube.powers(at: here)
            #expect(powers.slopes[0][0] > 0 && powers.slopes[1][1] > 0, "\(here)")
        }
    }

    @Test("one pair of loads has one pair of temperatures: the slopes' determinant is positive where there is data")
    func determinant() throws {
        for name in PulseTubeMap.names {
            let tube = try PulseTube(.named(name))
            var random = SeededRandom(seed: 43)
            var inside = 0
            while inside < 3000 {
                let here = tube.ranges.map { random.logUniform(in: $0) }
                guard tube.contains(first: here[0], second: here[1]) else { continue }
                inside += 1
                let slopes = tube.powers(at: here).slopes
                #expect(slopes[0][0] * slopes[1][1] > slopes[0][1] * slopes[1][0], "\(name) \(here)")
            }
        }
    }

    @Test("slopes = finite differences, in the range and beyond", arguments: PulseTubeMap.names)
    func slopes(_ name: String) throws {
        let tube = try PulseTube(.named(name), count: 2, scale: .init(first: 1.4, second: 1.2))
        var random = SeededRandom(seed: 42)
        for _ in 0..<500 {
            let here = [random.logUniform(in: 20...400), random.logUniform(in: 1.5...400)]
            // Across the edges the slopes jump.
            let isNearEdge = zip(tube.ranges, here).contains { range, t in
                [range.lowerBound, range.upperBound].contains { abs(t / $0 - 1) < 1e-4 }
            }
            if isNearEdge { continue }
            let exact = tube.powers(at: here)
            for column in 0...1 {
                let h = 1e-5 * here[column]
                var (low, high) = (here, here)
                low[column] -= h
                high[column] += h
                let (below, above) = (tube.powers(at: low).powers, tube.powers(at: high).powers)
                for row in 0...1 {
                    let scale = max(abs(exact.slopes[row][column]), abs(exact.powers[row]) / here[column], 1e-3)
                    let difference = (above[row] - below[row]) / (2 * h)
                    #expect(abs(difference - exact.slopes[row][column]) < 1e-5 * scale, "\(here)")
                }
            }
        }
    }

    @Test("every measured point is inside; corners without a measurement are refused with both temperatures")
    func region() throws {
        for name in PulseTubeMap.names {
            let tube = try PulseTube(.named(name))
            for point in tube.map.points {
                try tube.check(first: point.firstTemperature, second: point.secondTemperature)
            }
        }
        let wide = try PulseTube(.named("pt415-to-300K"))
        #expect(!wide.contains(first: 300, second: 3) && !wide.contains(first: 20, second: 4))
        #expect(throws: CoolerError.self) { try wide.check(first: .nan, second: 4) }
        let error = #expect(throws: CoolerError.self) { try wide.check(first: 300, second: 3) }
        guard case .outsideMap(let first, let second, let range, _) = error?.reason else {
            Issue.record("\(error as Any)")
            return
        }
        #expect(first == 300 && second == 3 && range.contains(300))
    }

    @Test("pulse tubes share a load; a similar model is scaled by what both makers promise")
    func scale() throws {
        let map = try PulseTubeMap.named("pt415")
        let one = try PulseTube(map).powers(at: [48, 3.9])
        let two = try PulseTube(map, count: 2).powers(at: [48, 3.9])
        let similar = try PulseTube(map, ratedFirst: 55, ratedSecond: 1.8)
        #expect(similar.scale == PulseTube.Scale(first: 55.0 / 40, second: 1.8 / 1.5))
        #expect(abs(two.powers[0] / one.powers[0] - 2) < 1e-14 && abs(two.slopes[1][0] / one.slopes[1][0] - 2) < 1e-14)
        #expect(abs(similar.powers(at: [48, 3.9]).powers[1] / one.powers[1] - 1.2) < 1e-14)
        #expect(throws: CoolerError.self) { try PulseTube(map, count: 0) }
        #expect(throws: CoolerError.self) { try PulseTube(map, scale: .init(first: -1)) }
        #expect(throws: CoolerError(cooler: "pt999", reason: .unknown(known: ["pt415", "pt415-to-300K"]))) {
            try PulseTubeMap.named("pt999")
        }
    }

    @Test("loads among those measured are found again, from warm and from cold", arguments: PulseTubeMap.names)
    func network(_ name: String) throws {
        let tube = try PulseTube(.named(name))
        for point in tube.map.points where point.firstPower > 0 && point.secondPower > 0 {
            let lifted = tube.powers(at: [point.firstTemperature, point.secondTemperature]).powers
            for guess in [(300.0, 300.0), (40, 4)] {
                var network = ThermalNetwork()
                let plates = [
                    try network.addNode("50K", guess: guess.0), try network.addNode("4K", guess: guess.1),
                ]
                try network.addSource("a", into: plates[0], power: lifted[0])
                try network.addSource("b", into: plates[1], power: lifted[1])
                network.addCooler("pulse tube", at: plates, tube)
                let state = try network.steadyState()
                #expect(abs(state[plates[0]] / point.firstTemperature - 1) < 1e-8)
                #expect(abs(state[plates[1]] / point.secondTemperature - 1) < 1e-8)
            }
        }
    }

    @Test("maps that cannot be fitted are refused")
    func refused() throws {
        let map = try PulseTubeMap.named("pt415")
        func refit(_ points: [PulseTubeMap.Point]) throws(CoolerError) -> PulseTubeMap {
            try PulseTubeMap(name: "own", title: "", source: "", rated: map.rated, points: points)
        }
        #expect(try refit(map.points).residuals.count == 30)
        #expect(throws: CoolerError(cooler: "own", reason: .tooFewPoints(count: 10, needed: 20))) {
            try refit(Array(map.points.prefix(10)))
        }
        var bad = map.points
        for index in bad.indices { bad[index].firstTemperature = 50 }
        #expect(throws: CoolerError.self) { try refit(bad) }
        bad = map.points
        bad[3].secondPower = -1
        #expect(throws: CoolerError.self) { try refit(bad) }
        bad[3].secondPower = 1
        bad[3].firstTemperature = 0
        #expect(throws: CoolerError.self) { try refit(bad) }
    }

    @Test("least squares with bounds meet the conditions of an optimum", arguments: 1...40 as ClosedRange<UInt64>)
    func leastSquares(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let rows: [(left: [Double], right: Double)] = (0..<20).map { _ in
            ((0..<8).map { _ in random.normal() }, random.normal())
        }
        let isFree = (0..<8).map { $0 < 2 }
        let x = try NonNegativeLeastSquares(rows, isFree: isFree).solution
        for index in x.indices {
            let gradient = rows.reduce(0.0) { sum, row in
                sum + row.left[index] * (zip(row.left, x).reduce(0) { $0 + $1.0 * $1.1 } - row.right)
            }
            if isFree[index] || x[index] > 0 {
                #expect(abs(gradient) < 1e-9)
            } else {
                #expect(x[index] == 0 && gradient > -1e-9)
            }
        }
    }
}

@Suite("Stages of which little is known")
struct RatedStageTests {
    @Test("a rated stage lifts what it is rated for, and nothing where it is unloaded or colder")
    func line() throws {
        // Krinner et al. (2019), table 1.
        let points = [(35, 30, 45), (2.85, 1.5, 4.2), (0.882, 0.04, 1.2), (0.082, 0.0002, 0.14), (0.006, 1.9e-5, 0.02)]
        for (unloaded, power, temperature) in points {
            let stage = try RatedStage(power: power, at: temperature, unloaded: unloaded)
            #expect(abs(stage.power(at: temperature).power / power - 1) < 1e-14)
            #expect(stage.power(at: unloaded).power == 0 && stage.power(at: unloaded * 0.9) == (0, 0))
            #expect(stage.range.lowerBound == unloaded && stage.range.contains(temperature))
        }
        #expect(throws: CoolerError.self) { try RatedStage(power: 1, at: 4, unloaded: 4) }
        #expect(throws: CoolerError.self) { try RatedStage(power: 0, at: 4, unloaded: 3) }
        #expect(throws: CoolerError.self) { try RatedStage(power: 1, at: 4, unloaded: 3, highest: 3.5) }
    }

    @Test(
        "A(T² − T_b²) gives what makers promise at 20 mK", arguments: [(0.045, 0.01, 13.5e-6), (0.1, 0.008, 33.6e-6)])
    func dilution(coefficient: Double, lowest: Double, power: Double) throws {
        let least = coefficient * lowest * lowest
        let curve = try PowerCoolingCurve(power: least, at: lowest, exponent: 2, leak: least)
        #expect(abs(curve.power(at: 0.02).power / power - 1) < 1e-12)
        #expect(abs(curve.range.lowerBound / lowest - 1) < 1e-12)
    }
}
