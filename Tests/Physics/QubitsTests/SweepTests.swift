import Glibc
import SubkelvinTesting
import Testing

@testable import Qubits

@Suite("Sweeps at many points")
struct SweepTests {
    @Test("e^x to 1e-12 of libm's, over all normal results")
    func exponential() {
        var random = SeededRandom(seed: 5)
        var worst = 0.0
        for _ in 0..<50_000 {
            let x = Lanes.random(in: VectorExponential.smallest...VectorExponential.largest, using: &random)
            let found = VectorExponential.exp(x)
            for lane in x.indices { worst = max(worst, abs(found[lane] / exp(x[lane]) - 1)) }
        }
        #expect(worst < 1e-14)
    }

    @Test("e^x − 1 to 1e-12 of libm's, however small x")
    func exponentialMinusOne() {
        var random = SeededRandom(seed: 6)
        var worst = 0.0
        for _ in 0..<50_000 {
            var x = Lanes()
            for lane in x.indices {
                x[lane] = pow(10, .random(in: -300...2.8, using: &random)) * (.random(using: &random) ? 1 : -1)
            }
            let found = VectorExponential.expMinusOne(x)
            for lane in x.indices { worst = max(worst, abs(found[lane] / expm1(x[lane]) - 1)) }
        }
        #expect(worst < 2e-14)
    }

    @Test("what is too small for a normal number fades to 0, never to nonsense")
    func fading() {
        let found = VectorExponential.fading(Lanes(-707, -709, -1e6, -1e300))
        #expect(found[0] > 0 && found[1] == 0 && found[2] == 0 && found[3] == 0)
        #expect(VectorExponential.fading(Lanes(repeating: 0)) == Lanes(repeating: 1))
    }

    /// Temperatures and loss tangents over the whole range that the paper claims to have swept.
    private static func numbers(_ count: Int, _ range: ClosedRange<Double>, seed: UInt64) -> [Double] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in pow(10, .random(in: range, using: &random)) }
    }

    @Test(
        "grid and points are the law to 1e-12, whatever the threads and however odd the count",
        arguments: [InversionLaw.listing, .paper], [(1, 7, 5), (2, 300, 101), (3, 1, 1), (2, 3, 0), (8, 150, 402)])
    func agrees(law: InversionLaw, size: (threads: Int, rows: Int, columns: Int)) throws {
        let temperatures = Self.numbers(size.rows, -3...2.5, seed: 1)
        let losses = Self.numbers(size.columns, -9 ... -2, seed: 2)
        let sweep = try CoherenceSweep(law, threads: size.threads)
        let grid = try sweep.grid(temperatures: temperatures, lossTangents: losses)
        let points = try sweep.points(
            temperatures: temperatures.flatMap { temperature in losses.map { _ in temperature } },
            lossTangents: temperatures.flatMap { _ in losses })
        #expect(grid.coherenceTimes.count == size.rows * size.columns)
        var worst = 0.0
        for row in 0..<size.rows {
            for column in 0..<size.columns {
                let place = row * size.columns + column
                let rate = try law.rate(temperature: temperatures[row], lossTangent: losses[column])
                let share = exp(-law.gateTime * rate)
                for result in [grid, points] {
                    worst = max(worst, abs(result.coherenceTimes[place] * rate - 1))
                    // The exponent itself carries the rounding of the rate, times its size.
                    if share > 1e-300 {
                        worst = max(worst, abs(result.fidelities[place] / share - 1) / max(1, law.gateTime * rate))
                    } else {
                        #expect(result.fidelities[place] < 1e-299)
                    }
                }
            }
        }
        #expect(worst < 1e-12)
    }

    @Test("a result's room is used again, and fits what comes next")
    func reuse() throws {
        let sweep = try CoherenceSweep(.listing)
        var result = CoherenceSweep.Result()
        for count in [10, 3, 17] {
            let losses = Self.numbers(count, -9 ... -2, seed: 4)
            try sweep.grid(temperatures: [0.01, 4], lossTangents: losses, into: &result)
            #expect(try result == sweep.grid(temperatures: [0.01, 4], lossTangents: losses))
            #expect(result.fidelities.count == 2 * count)
        }
    }

    @Test("one bad point among many is found and named")
    func badPoints() throws {
        let sweep = try CoherenceSweep(.listing)
        for (temperature, loss, name) in [
            (0.0, 1e-6, "temperature"), (-1, 1e-6, "temperature"), (.nan, 1e-6, "temperature"),
            (.infinity, 1e-6, "temperature"), (4, 0, "lossTangent"), (4, 1, "lossTangent"), (4, .nan, "lossTangent"),
        ] {
            for place in [0, 2047, 30_000, 30_002] {
                var temperatures = [Double](repeating: 4, count: 30_003)
                var losses = [Double](repeating: 1e-6, count: 30_003)
                temperatures[place] = temperature
                losses[place] = loss
                #expect { try sweep.points(temperatures: temperatures, lossTangents: losses) } throws: {
                    ($0 as? QubitError)?.argument == name
                }
                #expect { try sweep.grid(temperatures: [4, temperature], lossTangents: [loss]) } throws: {
                    ($0 as? QubitError)?.argument == name
                }
            }
        }
        #expect { try sweep.points(temperatures: [4], lossTangents: []) } throws: {
            "\($0)" == "lossTangents: 0 where 1, one for each temperature was expected"
        }
        #expect(throws: QubitError.self) { try CoherenceSweep(.listing, threads: 0) }
    }
}
