import Glibc
import SubkelvinTesting
import Testing

@testable import Cryogenics

@Suite("Nonlinear least squares")
struct LeastSquaresTests {
    @Test(
        "quantiles of Student's t are those of the tables",
        arguments: [(1, 12.706205), (2, 4.302653), (3, 3.182446), (7, 2.364624), (14, 2.144787), (1000, 1.962339)])
    func quantiles(freedom: Int, value: Double) {
        #expect(abs(StudentT.twoSided95(degreesOfFreedom: freedom) - value) < 2e-6)
    }

    @Test("a straight line gets the closed solution and its covariance", arguments: 1...20 as ClosedRange<UInt64>)
    func line(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let x: [Double] = (0..<9).map { _ in random.uniform(in: -3.0...3.0) }
        let y: [Double] = x.map { 2 - 0.7 * $0 + random.normal() }
        let found = try LeastSquares(from: [0, 0], scales: [1, 1]) { p in zip(x, y).map { p[0] + p[1] * $0 - $1 } }
        let n = Double(x.count)
        let sx: Double = x.reduce(0, +)
        let sxx: Double = x.reduce(0) { $0 + $1 * $1 }
        let sy: Double = y.reduce(0, +)
        let sxy: Double = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
        let determinant: Double = n * sxx - sx * sx
        #expect(abs(found.parameters[1] - (n * sxy - sx * sy) / determinant) < 1e-8)
        #expect(abs(found.parameters[0] - (sxx * sy - sx * sxy) / determinant) < 1e-8)
        #expect(abs(found.covariance[0][0] / (sxx / determinant) - 1) < 1e-6)
        #expect(abs(found.covariance[0][1] / (-sx / determinant) - 1) < 1e-6)
    }

    @Test("Rosenbrock's valley is followed to its end")
    func valley() throws {
        let found = try LeastSquares(from: [-1.2, 1], scales: [1, 1]) { [10 * ($0[1] - $0[0] * $0[0]), 1 - $0[0]] }
        #expect(abs(found.parameters[0] - 1) < 1e-6 && abs(found.parameters[1] - 1) < 1e-6)
    }

    @Test("parameters that do the same are refused")
    func degenerate() {
        #expect(throws: LeastSquares.Failure.undetermined(parameter: 1)) {
            _ = try LeastSquares(from: [0, 0], scales: [1, 1]) { p in (1...4).map { (p[0] + p[1]) * Double($0) - 1 } }
        }
    }
}
