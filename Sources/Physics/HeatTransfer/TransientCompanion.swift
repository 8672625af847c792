public import Solvers

/// What changes in time along with a network and exchanges heat with it: gas in a vacuum can, a mixture, a sorption pump.
///
/// Its states are integrated together with the heats of the network, step by step, so that neither waits for the other. It sees the
/// temperatures of some nodes, gives heat to them, and may strengthen or weaken flows of the network: those through gas.
///
/// A class, for it may keep scratch space; it belongs to the one run that drives it.
public protocol TransientCompanion: AnyObject {
    /// How many states it has.
    var stateCount: Int { get }

    /// The free nodes whose temperatures it depends on, and which it gives heat to; all different.
    var nodes: [ThermalNetwork.Node] { get }

    /// Flows between nodes that it modulates: one list a factor. A flow carries its exchange times the factor.
    var modulatedFlows: [[ThermalNetwork.Flow]] { get }

    /// What depends on what: for each variable the numbers of the outputs that it acts on.
    ///
    /// Variables are the states and then the temperatures of the nodes; outputs the rates of the states, then the heats into the
    /// nodes, then the factors. What a temperature does to a factor is left out of the Jacobian.
    var dependencies: [[Int]] { get }

    /// Writes all outputs.
    ///
    /// - Parameters:
    ///   - time: in s.
    ///   - variables: states in their own units, then temperatures in K. States may be negative by rounding.
    ///   - outputs: rates of the states a second, heats into the nodes in W, factors.
    /// - Throws: `EvaluationFailure` where there is no value; a shorter step is tried then.
    func evaluate(
        at time: Double, variables: Span<Double>, into outputs: inout MutableSpan<Double>
    ) throws(EvaluationFailure)

    /// Writes the error allowed of each state, all positive. They also say how small a change of a state is small.
    func allowedErrors(of states: Span<Double>, into errors: inout MutableSpan<Double>)

    /// What a state is, in words for an error.
    func name(ofState state: Int) -> String
}

extension TransientCompanion {
    /// The number of the state, where the companion has no better name for it.
    public func name(ofState state: Int) -> String { "state \(state) besides the temperatures" }
}

/// A companion with the derivatives of its outputs by its variables, by differences.
///
/// Variables that act on nothing in common are changed together (Curtis, Powell and Reid, J. Inst. Math. Appl. 13 (1974) 117).
/// The corrector alone uses them: what they miss costs iterations, not exactness.
struct CompanionDifferences {
    let companion: any TransientCompanion
    let stateCount: Int
    let nodeCount: Int
    /// States, then temperatures.
    var variables: [Double]
    /// Rates, heats, factors at the variables last evaluated.
    private(set) var outputs: [Double]
    /// For each variable its derivatives, in the order of its dependencies.
    private(set) var slopes: [[Double]]
    let dependencies: [[Int]]
    private let colours: [[Int]]
    private let moved: [Double]
    /// The errors allowed of the states.
    private(set) var errors: [Double]

    init(_ companion: any TransientCompanion) {
        self.companion = companion
        stateCount = companion.stateCount
        nodeCount = companion.nodes.count
        dependencies = companion.dependencies
        let count = stateCount + nodeCount
        precondition(dependencies.count == count, "\(count) variables need as many lists of what they act on")
        variables = [Double](repeating: 0, count: count)
        outputs = [Double](repeating: 0, count: count + companion.modulatedFlows.count)
        moved = outputs
        errors = [Double](repeating: 1, count: stateCount)
        slopes = dependencies.map { [Double](repeating: 0, count: $0.count) }
        var colours: [(variables: [Int], outputs: Set<Int>)] = []
        for (variable, acted) in dependencies.enumerated() where !acted.isEmpty {
            if let free = colours.firstIndex(where: { $0.outputs.isDisjoint(with: acted) }) {
                colours[free].variables.append(variable)
                colours[free].outputs.formUnion(acted)
            } else {
                colours.append(([variable], Set(acted)))
            }
        }
        self.colours = colours.map(\.variables)
    }

    /// The rates of the states, in the outputs.
    var rates: Range<Int> { 0..<stateCount }
    /// The heats into the nodes, in the outputs.
    var heats: Range<Int> { stateCount..<stateCount + nodeCount }
    /// The factors, in the outputs.
    var factors: Range<Int> { stateCount + nodeCount..<outputs.count }

    /// Evaluates all outputs at the variables.
    mutating func evaluate(at time: Double) throws(EvaluationFailure) {
        let (companion, here) = (companion, variables)
        var span = outputs.mutableSpan
        try companion.evaluate(at: time, variables: here.span, into: &span)
    }

    /// Asks which errors are allowed at the variables.
    mutating func findErrors() {
        let (companion, here, states) = (companion, variables, 0..<stateCount)
        var allowed = errors.mutableSpan
        companion.allowedErrors(of: here.span.extracting(states), into: &allowed)
    }

    /// Evaluates the derivatives at the variables, whose outputs must have been evaluated.
    mutating func differentiate(at time: Double) throws(EvaluationFailure) {
        findErrors()
        var point = variables
        var moved = moved
        for colour in colours {
            for variable in colour {
                // A step that rounding does not drown and no curvature spoils; upwards, for amounts have no negative side.
                let value = variables[variable]
                let scale = variable < stateCount ? max(abs(value), errors[variable]) : abs(value)
                point[variable] = value + 1e-7 * max(scale, 1e-30)
            }
            var span = moved.mutableSpan
            try companion.evaluate(at: time, variables: point.span, into: &span)
            for variable in colour {
                let step = point[variable] - variables[variable]
                for (place, output) in dependencies[variable].enumerated() {
                    slopes[variable][place] = (moved[output] - outputs[output]) / step
                }
                point[variable] = variables[variable]
            }
        }
    }
}
