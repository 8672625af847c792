import SubkelvinTesting
import Testing

@testable import Solvers

@Suite("Convergence of a step's corrector")
struct CorrectorConvergenceTests {
    private let tolerance = 0.2
    // SUNDIALS' codes.
    private let done: Int32 = 0
    private let goOn: Int32 = 901
    private let givenUp: Int32 = 902

    /// Iterates as long as it is asked to.
    ///
    /// - Parameters:
    ///   - error: at first, in units of the errors allowed.
    ///   - next: the error after an iteration from that before it.
    /// - Returns: how many iterations there were, and the error left.
    private func iterate(
        _ convergence: inout CorrectorConvergence, from error: Double, _ next: (Double) -> Double
    ) -> (count: Int, left: Double) {
        var error = error
        for iteration in 0..<50 {
            // Little is left of most errors: they are what is corrected.
            let said = convergence.judge(iteration: iteration, correction: error, tolerance: tolerance)
            error = next(error)
            if said != goOn { return (iteration + 1, error) }
        }
        return (.max, error)
    }

    @Test(
        "what is left with new matrices is within the tolerance, however fast it converges",
        arguments: 1...20 as ClosedRange<UInt64>)
    func leavesLittle(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let (rate, bend) = (random.uniform(in: 0...0.5), 0.5 / 30 * random.uniform(in: 0...1.0))
        for next in [{ rate * $0 }, { bend * $0 * $0 }] as [(Double) -> Double] {
            var convergence = CorrectorConvergence(isExact: true)
            for _ in 0..<100 {
                convergence.takeNewMatrix()
                let first = 30 * random.uniform(in: 0...1.0) * random.uniform(in: 0...1.0)
                #expect(iterate(&convergence, from: first, next).left <= tolerance)
            }
        }
    }

    @Test("where Newton's method converges at once, one matrix in eleven is looked at twice")
    func looksOnce() {
        var convergence = CorrectorConvergence(isExact: true)
        var counts: [Int] = []
        for _ in 0..<33 {
            convergence.takeNewMatrix()
            counts.append(iterate(&convergence, from: 3) { 1e-4 * $0 * $0 }.count)
        }
        #expect(counts.filter { $0 == 2 }.count == 3 && counts.filter { $0 == 1 }.count == 30)
        #expect(counts.first == 2)
        convergence.forget()
        convergence.takeNewMatrix()
        #expect(iterate(&convergence, from: 3) { 1e-4 * $0 * $0 }.count == 2)
    }

    @Test("a Jacobian that is not exact is looked at twice with every new matrix")
    func trustsNoOther() {
        var convergence = CorrectorConvergence(isExact: false)
        for _ in 0..<5 {
            convergence.takeNewMatrix()
            #expect(iterate(&convergence, from: 3) { 1e-4 * $0 * $0 }.count == 2)
        }
    }

    @Test("a correction that grows is given up, and the next matrix looked at again")
    func givesUp() {
        var convergence = CorrectorConvergence(isExact: true)
        convergence.takeNewMatrix()
        #expect(convergence.judge(iteration: 0, correction: 3, tolerance: tolerance) == goOn)
        #expect(convergence.judge(iteration: 1, correction: 1e-3, tolerance: tolerance) == done)
        convergence.takeNewMatrix()
        #expect(convergence.judge(iteration: 0, correction: 300, tolerance: tolerance) == goOn)
        #expect(convergence.judge(iteration: 1, correction: 900, tolerance: tolerance) == givenUp)
        convergence.takeNewMatrix()
        #expect(convergence.judge(iteration: 0, correction: 3, tolerance: tolerance) == goOn)
    }
}
