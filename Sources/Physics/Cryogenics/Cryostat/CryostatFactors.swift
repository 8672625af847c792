import HeatTransfer

/// Factors by which a cryostat differs from its description: on heat flows and cooling powers, 1 where nothing is said.
///
/// They answer how well a result is known: with a factor of 1.3 on conduction below 4 K all lines conduct 1.3 times what
/// their materials say there. They say nothing of a machine that stands; for that its description is changed.
public struct CryostatFactors: Sendable, Hashable {
    /// On what lines conduct to the 4K stage and to warmer ones.
    public var conduction = 1.0
    /// On what lines conduct to stages colder than the 4K stage.
    public var coldConduction = 1.0
    /// On what supports conduct.
    public var supports = 1.0
    /// On what shields receive by radiation.
    public var radiation = 1.0
    /// On what lines give off: attenuated signals, currents, amplifiers.
    public var dissipation = 1.0
    /// On what coolers lift at a stage, at all temperatures, as if there were so many of them; 1 for stages left out.
    ///
    /// A factor leaves the lowest temperature of a stage as it is.
    public var cooling: [Stage: Double] = [:]

    /// No difference.
    public init() {}

    /// Refuses factors that are no positive numbers.
    func validate() throws(CryostatError) {
        let all = [
            ("conduction", conduction), ("cold conduction", coldConduction), ("supports", supports),
            ("radiation", radiation), ("dissipation", dissipation),
        ]
        for (name, value) in all + cooling.map({ ("cooling of the \($0.key.rawValue) stage", $0.value) }) {
            guard value.isFinite, value > 0 else {
                throw CryostatError([], "the factor on \(name) is \(value); expected a number above 0")
            }
        }
    }
}

/// A cooler of several stages whose powers are multiplied, each stage's by its own factor.
struct ScaledCooler: CoupledCooler {
    private let base: any CoupledCooler
    private let factors: [Double]

    init(_ base: any CoupledCooler, _ factors: [Double]) {
        self.base = base
        self.factors = factors
    }

    var ranges: [ClosedRange<Double>] { base.ranges }

    func powers(at temperatures: [Double]) -> CoupledPowers {
        var found = base.powers(at: temperatures)
        for (index, factor) in factors.enumerated() where factor != 1 {
            found.powers[index] *= factor
            for other in found.slopes[index].indices { found.slopes[index][other] *= factor }
        }
        return found
    }
}

/// A cooler of one stage whose power is multiplied.
struct ScaledCurve: CoolingCurve {
    private let base: any CoolingCurve
    private let factor: Double

    init(_ base: any CoolingCurve, _ factor: Double) {
        self.base = base
        self.factor = factor
    }

    var range: ClosedRange<Double> { base.range }

    func power(at temperature: Double) -> (power: Double, slope: Double) {
        let found = base.power(at: temperature)
        return (found.power * factor, found.slope * factor)
    }
}
