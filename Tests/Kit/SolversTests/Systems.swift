import Solvers

/// Equations given by two functions, as tests want them.
final class Equations: NonlinearSystem {
    typealias Body = (Span<Double>, inout MutableSpan<Double>) throws(EvaluationFailure) -> Void
    let pattern: SparsePattern
    private let values: Body
    private let derivatives: Body

    init(_ pattern: SparsePattern, values: @escaping Body, derivatives: @escaping Body) {
        self.pattern = pattern
        self.values = values
        self.derivatives = derivatives
    }

    func residual(at x: Span<Double>, into f: inout MutableSpan<Double>) throws(EvaluationFailure) {
        try values(x, &f)
    }

    func jacobian(at x: Span<Double>, into values: inout MutableSpan<Double>) throws(EvaluationFailure) {
        try derivatives(x, &values)
    }
}

/// Differential equations given by functions.
final class Motion: StiffSystem {
    typealias Body = (Double, Span<Double>, inout MutableSpan<Double>) throws(EvaluationFailure) -> Void
    let pattern: SparsePattern
    let eventCount: Int
    private let rates: Body
    private let derivatives: Body
    private let watched: Body

    init(
        _ pattern: SparsePattern, eventCount: Int = 0, rates: @escaping Body, derivatives: @escaping Body,
        watched: @escaping Body = { (_, _, _) throws(EvaluationFailure) in }
    ) {
        self.pattern = pattern
        self.eventCount = eventCount
        self.rates = rates
        self.derivatives = derivatives
        self.watched = watched
    }

    func derivative(
        at time: Double, state: Span<Double>, into derivative: inout MutableSpan<Double>
    ) throws(EvaluationFailure) { try rates(time, state, &derivative) }

    func jacobian(
        at time: Double, state: Span<Double>, into values: inout MutableSpan<Double>
    ) throws(EvaluationFailure) { try derivatives(time, state, &values) }

    func events(
        at time: Double, state: Span<Double>, into values: inout MutableSpan<Double>
    ) throws(EvaluationFailure) { try watched(time, state, &values) }
}

/// A pattern with every entry.
func full(_ size: Int) -> SparsePattern { .band(size: size, halfWidth: size - 1) }

/// A bar of nodes with k ∝ T and c = γT + βT³, cooled at its end by a·T², a leak into each node.
final class Rod: StiffSystem {
    let pattern: SparsePattern
    let count: Int
    let leak = 1e-6
    let cooling = 0.5
    private let conductance: Double

    init(count: Int) {
        self.count = count
        conductance = 5 * Double(count)
        pattern = .band(size: count, halfWidth: 1)
    }

    private func capacity(_ t: Double) -> Double { (0.7 * t + 0.05 * t * t * t) / Double(count) }

    private func flows(_ y: Span<Double>, _ i: Int) -> (left: Double, right: Double) {
        let left = i > 0 ? conductance / 2 * (y[i - 1] * y[i - 1] - y[i] * y[i]) : -cooling * y[i] * y[i]
        return (left, i + 1 < count ? conductance / 2 * (y[i] * y[i] - y[i + 1] * y[i + 1]) : 0)
    }

    func derivative(
        at time: Double, state y: Span<Double>, into derivative: inout MutableSpan<Double>
    ) throws(EvaluationFailure) {
        for i in 0..<count {
            let (left, right) = flows(y, i)
            derivative[i] = (left - right + leak) / capacity(y[i])
        }
    }

    func jacobian(
        at time: Double, state y: Span<Double>, into values: inout MutableSpan<Double>
    ) throws(EvaluationFailure) {
        var entry = 0
        for column in 0..<count {
            for row in max(0, column - 1)...min(count - 1, column + 1) {
                let c = capacity(y[row])
                if row == column {
                    let (left, right) = flows(y, row)
                    let slope = (0.7 + 0.15 * y[row] * y[row]) / Double(count)
                    let ofLeft = row > 0 ? -conductance * y[row] : -2 * cooling * y[row]
                    let ofRight = row + 1 < count ? conductance * y[row] : 0
                    values[entry] = (ofLeft - ofRight) / c - (left - right + leak) * slope / (c * c)
                } else {
                    values[entry] = conductance * y[column] / c
                }
                entry += 1
            }
        }
    }
}
