/// Nonlinear equations F(x) = 0 with their Jacobian on a fixed pattern.
///
/// A system is a class so that it may keep scratch space between calls; it belongs to the one solver that drives it.
public protocol NonlinearSystem: AnyObject {
    /// Which entries the Jacobian may have; its size is the number of unknowns. It must not change.
    var pattern: SparsePattern { get }

    /// Writes F(x), all of it.
    ///
    /// - Throws: `EvaluationFailure` where F has no value; the solver then tries a shorter step.
    func residual(at x: Span<Double>, into f: inout MutableSpan<Double>) throws(EvaluationFailure)

    /// Writes ∂Fᵢ/∂xⱼ of every entry in the pattern's order; the values come in as zeros.
    ///
    /// - Throws: `EvaluationFailure` where there is none.
    func jacobian(at x: Span<Double>, into values: inout MutableSpan<Double>) throws(EvaluationFailure)
}

/// Ordinary differential equations dy/dt = f(t, y) with their Jacobian on a fixed pattern.
public protocol StiffSystem: AnyObject {
    /// Which entries ∂f/∂y may have; its size is the number of states. It must not change.
    var pattern: SparsePattern { get }

    /// Writes dy/dt, all of it.
    ///
    /// - Throws: `EvaluationFailure` where there is none; the integrator then tries a shorter step.
    func derivative(
        at time: Double, state: Span<Double>, into derivative: inout MutableSpan<Double>
    ) throws(EvaluationFailure)

    /// Writes ∂fᵢ/∂yⱼ of every entry in the pattern's order; the values come in as zeros.
    ///
    /// - Throws: `EvaluationFailure` where there is none.
    func jacobian(
        at time: Double, state: Span<Double>, into values: inout MutableSpan<Double>
    ) throws(EvaluationFailure)

    /// Whether the Jacobian leaves nothing out and differs from the derivatives by rounding alone; true where nothing is said.
    ///
    /// The corrector of a step then need not look twice at what it found. It must not change.
    var hasExactJacobian: Bool { get }

    /// How many functions of time and state are watched for zeros; 0 where nothing is said.
    var eventCount: Int { get }

    /// Writes the functions whose zeros are events.
    ///
    /// - Throws: `EvaluationFailure` where there are none.
    func events(at time: Double, state: Span<Double>, into values: inout MutableSpan<Double>) throws(EvaluationFailure)

    /// Writes the error allowed of each state, all positive; asked for where the tolerance is `.bySystem`.
    ///
    /// - Throws: `EvaluationFailure` where there is none.
    func allowedErrors(of state: Span<Double>, into errors: inout MutableSpan<Double>) throws(EvaluationFailure)
}

extension StiffSystem {
    /// Every derivative by its formula.
    public var hasExactJacobian: Bool { true }

    /// No events.
    public var eventCount: Int { 0 }

    /// Nothing is watched.
    public func events(
        at time: Double, state: Span<Double>, into values: inout MutableSpan<Double>
    ) throws(EvaluationFailure) {}

    /// Refuses: a system that weighs its own errors says how.
    public func allowedErrors(
        of state: Span<Double>, into errors: inout MutableSpan<Double>
    ) throws(EvaluationFailure) {
        throw EvaluationFailure("the system does not say which errors it allows; give tolerances", isRecoverable: false)
    }
}

/// A system has no value where it was asked for one.
public struct EvaluationFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in words.
    public var message: String
    /// Whether a shorter step may help.
    public var isRecoverable: Bool

    /// States a failure.
    public init(_ message: String, isRecoverable: Bool = true) {
        self.message = message
        self.isRecoverable = isRecoverable
    }

    /// The message.
    public var description: String { message }
}
