internal import CSundials

/// When the corrector of a step has come near enough.
///
/// CVODE asks that the rate of convergence times the last correction be small, and takes a rate of 1 with every new matrix: the first
/// iteration with one is followed by a second, as a rule. But Newton's method with the Jacobian of the step itself converges so well
/// that the second finds nothing to correct. Here the rate with a new matrix is found once in a while, and ten times that rate is
/// taken in between. With a matrix of an earlier step, or of a Jacobian that is not exact, all is as CVODE has it.
struct CorrectorConvergence {
    /// Whether the Jacobian is exact, so that Newton's method converges quadratically.
    private let isExact: Bool
    /// Whether the matrix is new in this step.
    private var isNew = false
    /// The rate last found with a new matrix, and the correction before it; nil where none is known.
    private var found: (rate: Double, correction: Double)?
    /// How many new matrices there were since.
    private var age = 0
    /// The rate in this step and those that share its matrix.
    private var rate = 1.0
    private var lastCorrection = 0.0

    /// A rate found is taken with so many new matrices.
    private static let longest = 10
    /// By how much a rate is taken for worse than it was found.
    private static let caution = 10.0
    /// No rate is found to fall faster than by this in an iteration, and none that grows faster converges: both as CVODE has them.
    private static let (fastestFall, divergence) = (0.3, 2.0)

    init(isExact: Bool) { self.isExact = isExact }

    /// Notes that the next iteration is the first with a new matrix.
    mutating func takeNewMatrix() {
        // The last one led nowhere.
        if isNew { found = nil }
        isNew = true
    }

    /// Forgets what was found: the equations are others now.
    mutating func forget() { self = CorrectorConvergence(isExact: isExact) }

    /// What is to be done after an iteration: SUNDIALS' code for done, go on or given up.
    ///
    /// - Parameters:
    ///   - iteration: its number in the step, from 0.
    ///   - correction: what it corrected, in units of the errors allowed.
    ///   - tolerance: what may be left, in the same.
    mutating func judge(iteration: Int, correction: Double, tolerance: Double) -> Int32 {
        if iteration > 0 {
            let fall = correction / lastCorrection
            if iteration == 1, isNew {
                found = (fall, lastCorrection)
                age = 0
            }
            rate = max(Self.fastestFall * rate, fall)
        } else if isNew {
            age += 1
            rate = expectedRate(correction)
        }
        if correction * min(1, rate) <= tolerance {
            // Steps that share the matrix do not converge as this one does.
            if isNew, isExact { rate = max(rate, Self.fastestFall) }
            isNew = false
            return SUN_NLS_SUCCESS
        }
        if iteration > 0, !(correction <= Self.divergence * lastCorrection) {
            found = nil
            return SUN_NLS_CONV_RECVR
        }
        lastCorrection = correction
        return SUN_NLS_CONTINUE
    }

    /// The rate to be expected with a new matrix after a first correction; 1 where it must be found.
    ///
    /// The rate grows with the correction; that it also falls with it is not relied on.
    private func expectedRate(_ correction: Double) -> Double {
        guard isExact, let found, age <= Self.longest else { return 1 }
        return min(1, Self.caution * found.rate * max(1, correction / found.correction))
    }
}
