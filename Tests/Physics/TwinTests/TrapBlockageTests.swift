import Cryogenics
import Glibc
import HeatTransfer
import Testing

@testable import Twin

@Suite("A trap that blocks")
struct TrapBlockageTests {
    /// A plant with a base that carries a load, at rest.
    private static func loaded(_ plant: Plant, _ load: Double) throws -> Plant {
        let copy = try plant.countingFromNow()
        try copy.begin(Fault(.heatLeak, size: load))
        try copy.advance(to: 3 * 3600)
        return try copy.countingFromNow()
    }

    /// Flow and base as shares of what they were, every five minutes until the flow is so small a share.
    private static func way(
        _ plant: Plant, air: Double, to share: Double
    ) throws -> [(flow: Double, base: Double, pressure: Double)] {
        let before = try plant.reading()
        func value(_ signal: Signal, _ reading: PlantReading) -> Double {
            reading.value(of: signal) / before.value(of: signal)
        }
        try plant.begin(Fault(.trapBlockage, size: air))
        var way: [(flow: Double, base: Double, pressure: Double)] = []
        while way.last?.flow ?? 1 > share, plant.time < 60 * 3600 {
            try plant.advance(to: plant.time + 300)
            let now = try plant.reading()
            way.append((value(.flow, now), value(.stage(.base, .nodes), now), value(.pressure(3), now)))
        }
        return way
    }

    /// The slope of log T against log ṅ.
    private static func slope(_ way: [(flow: Double, base: Double, pressure: Double)], _ range: ClosedRange<Double>)
        -> Double
    {
        let points = way.filter { range.contains($0.flow) }.map { (x: log($0.flow), y: log($0.base)) }
        let (x, y) = (
            points.reduce(0) { $0 + $1.x } / Double(points.count), points.reduce(0) { $0 + $1.y } / Double(points.count)
        )
        return points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
    }

    /// P3 rises first, then the flow falls; the slope of what the base does then.
    private static func blocked(_ plant: Plant, air: Double) throws -> Double {
        let way = try way(plant, air: air, to: 0.44)
        // Before a twentieth of the flow is gone P3 has doubled, and in the end it is three times what it was.
        #expect(try #require(way.first { $0.flow < 0.95 }).pressure > 2)
        let last = try #require(way.last)
        #expect(last.pressure > 3 && last.flow < 0.45)
        return slope(way, 0.45...0.95)
    }

    @Test(
        "of a refrigerator the base goes with the inverse root of the flow, from 95 % to 45 % of it, whatever its load",
        arguments: [2.5e-6, 5e-6, 10e-6], [1e-9, 20e-6, 100e-6])
    func root(air: Double, load: Double) throws {
        let slope = try Self.blocked(Self.loaded(FaultTests.plant(), load), air: air)
        #expect(abs(slope + 0.5) < 0.04, "\(slope) at \(air) mol/s and \(load) W")
    }

    @Test(
        "of a node with measured curves too, where its load is more than its curve's floor",
        arguments: [2.5e-6, 5e-6, 10e-6], [100e-6])
    func rootOfCurves(air: Double, load: Double) throws {
        let slope = try Self.blocked(Self.loaded(PlantFixtures.atBase(), load), air: air)
        #expect(abs(slope + 0.5) < 0.06, "\(slope) at \(air) mol/s and \(load) W")
    }

    @Test("a node that carries nothing stays at the floor of its curve, whatever flows")
    func floor() throws {
        let way = try Self.way(Self.loaded(PlantFixtures.atBase(), 1e-9), air: 5e-6, to: 0.5)
        for point in way { #expect(abs(point.base - 1) < 0.01, "\(point)") }
    }

    @Test("once more than half of the ³He stands before the trap the base is lost")
    func lost() throws {
        let way = try Self.way(Self.loaded(FaultTests.plant(), 1e-9), air: 10e-6, to: 0.27)
        #expect(try #require(way.last).base > 5)
    }
}
