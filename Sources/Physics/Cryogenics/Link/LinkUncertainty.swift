import HeatTransfer

/// How well the temperatures of a link are known, given how well its parameters are.
///
/// Linear propagation: each parameter is moved by plus and minus one standard uncertainty, all else kept; half the difference of the
/// two solutions is its contribution, and independent contributions add in quadrature. The model itself counts as exact.
/// Where the link has no steady state on one side, twice the half on the other side is taken, and the contribution says so.
///
/// - Source: JCGM 100:2008 (GUM), 5.1.2 and 5.1.3, note 2.
public struct LinkUncertainty: Sendable {
    /// What is not known exactly.
    public enum Quantity: String, Sendable, Hashable, CaseIterable {
        /// P₀ of the cooling curve.
        case coolingPower = "cooling power"
        /// Of the shield.
        case residualResistanceRatio = "residual resistance ratio"
        /// Of plate to link at nodes.
        case nodeResistance = "node resistance"
        /// Of plate to link at cooling units.
        case unitResistance = "cooling unit resistance"
        /// Of braid modules.
        case braidResistance = "braid resistance"
        /// On the outermost shield.
        case flux = "heat flux"
        /// Radiation per metre from the warmer stage.
        case radiation = "radiation"
        /// Posts' load per metre.
        case posts = "posts' load"
        /// Of the posts' load.
        case postExponent = "posts' exponent"
    }

    /// One parameter with its uncertainty.
    public struct Source: Sendable, Hashable {
        /// Of which stage.
        public var stage: Stage
        /// Which of its quantities.
        public var quantity: Quantity
        /// Standard uncertainty relative to the value.
        public var relative: Double
        /// Where that comes from; an assumption says so.
        public var origin: String

        /// States an uncertainty.
        public init(stage: Stage, quantity: Quantity, relative: Double, origin: String) {
            self.stage = stage
            self.quantity = quantity
            self.relative = relative
            self.origin = origin
        }

        /// `4K braid resistance`.
        public var name: String { "\(stage.rawValue) \(quantity.rawValue)" }
    }

    /// What one parameter does to a temperature.
    public struct Contribution: Sendable, Hashable {
        /// The parameter.
        public var source: Source
        /// In K: what one standard uncertainty more of it adds.
        public var change: Double
        /// Whether only one side had a steady state.
        public var isOneSided: Bool
    }

    /// A temperature with its uncertainty.
    public struct Estimate: Sendable, Hashable {
        /// In K.
        public var temperature: Double
        /// In K.
        public var standardUncertainty: Double
        /// What makes it up, the largest first.
        public var contributions: [Contribution]
    }

    /// Of the plates, stage by stage from hot to cold, left to right.
    public let plates: [[Estimate]]
    /// Of the warmest place of each stage, wherever it comes to lie.
    public let maxima: [Estimate]

    /// Propagates uncertainties.
    ///
    /// - Parameters:
    ///   - sources: the parameters; those that the link does not have (a cooling unit's) change nothing.
    ///   - parameters: their values.
    ///   - solve: solves the link with changed parameters.
    /// - Throws: what `solve` throws for the values themselves, and for a parameter where neither side has a steady state.
    public init(
        _ sources: [Source], of parameters: LinkParameters, solve: (LinkParameters) throws -> LinkState
    ) throws {
        let state = try solve(parameters)
        let centre = Self.temperatures(state)
        var contributions = [[Contribution]](repeating: [], count: centre.count)
        for source in sources where source.relative > 0 {
            let sides = try [1.0, -1.0].map { sign -> [Double]? in
                do {
                    return Self.temperatures(try solve(try parameters.changed(source, by: sign * source.relative)))
                } catch let error as NetworkError {
                    // A failure of the numbers says nothing of the link.
                    guard error.isOverheated else { throw error }
                    return nil
                }
            }
            guard sides.contains(where: { $0 != nil }) else {
                throw NetworkError(
                    reason: .invalid(
                        quantity: "the relative uncertainty of the \(source.name)", value: source.relative,
                        expected: "so small that the link has a steady state"))
            }
            for index in centre.indices {
                let more = sides[0]?[index] ?? (2 * centre[index] - (sides[1]?[index] ?? centre[index]))
                let less = sides[1]?[index] ?? (2 * centre[index] - (sides[0]?[index] ?? centre[index]))
                contributions[index].append(
                    Contribution(
                        source: source, change: (more - less) / 2, isOneSided: sides.contains { $0 == nil }))
            }
        }
        let estimates = zip(centre, contributions).map { temperature, parts in
            Estimate(
                temperature: temperature,
                standardUncertainty: parts.reduce(0) { $0 + $1.change * $1.change }.squareRoot(),
                contributions: parts.sorted { abs($0.change) > abs($1.change) })
        }
        let stages = parameters.stages.count
        let perStage = centre.count / stages
        plates = (0..<stages).map { Array(estimates[($0 * perStage)..<(($0 + 1) * perStage - 1)]) }
        maxima = (0..<stages).map { estimates[($0 + 1) * perStage - 1] }
    }

    /// A stage after the other: its plates, then its warmest place.
    private static func temperatures(_ state: LinkState) -> [Double] {
        state.rows.indices.flatMap { stage in
            state.plates(stage).map(\.temperature) + [state.extremes(stage).maximum]
        }
    }
}
