public import Materials

/// Copper for shields: what a purity is worth.
public struct ShieldCopper: Sendable, Hashable {
    /// A grade: the name in the catalogue, or copper annealed.
    public var name: String
    /// ρ(273 K)/ρ(4 K).
    public var residualResistanceRatio: Double
    /// k at 4.2 K in W/(m·K).
    public var conductivity: Double
    /// The figure of arXiv:2604.15971, section III, in W/(m·K); nil where there is none.
    public var printedConductivity: Double?
    /// The conductance of one metre of the 4K shield in W·m/K: k A.
    public var conductanceTimesLength: Double

    /// The grades measured for the 30 m link with their k at 4.2 K in W/(m·K).
    public static let measured = [("copper-ofe", 1400.0), ("copper-etp", 700.0), ("copper-of", 500.0)]

    /// The measured grades and annealed copper.
    ///
    /// - Parameters:
    ///   - parameters: whose 4K shield is meant.
    ///   - annealed: residual resistance ratios that annealing is to reach; assumptions, for none are printed. Heat with a
    ///     little oxygen turns iron, which scatters most, into its oxide (Fickett 1982 and Rosenblum 1977 are the sources
    ///     that arXiv:2604.15971 names).
    ///   - catalogue: where copper is looked up.
    /// - Throws: `MaterialError` for a ratio that the model does not take.
    public static func grades(
        _ parameters: LinkParameters, annealed: [Double] = [500, 1000, 2000], catalogue: MaterialCatalogue = .standard
    ) throws -> [ShieldCopper] {
        let area = parameters.stages.first { $0.stage == .fourKelvin }?.shield.crossSection ?? 0
        func grade(_ material: Material, name: String, ratio: Double?, printed: Double?) throws -> ShieldCopper {
            let curve = try material.curve(.thermalConductivity, Conditions(residualResistanceRatio: ratio))
            let value = try curve.value(at: 4.2)
            return ShieldCopper(
                name: name, residualResistanceRatio: curve.residualResistanceRatio?.value ?? .nan, conductivity: value,
                printedConductivity: printed, conductanceTimesLength: value * area)
        }
        let known = try measured.map { name, printed in
            try grade(catalogue.material(named: name), name: name, ratio: nil, printed: printed)
        }
        let copper = try catalogue.material(named: "copper")
        return try known + annealed.map { try grade(copper, name: "copper, annealed", ratio: $0, printed: nil) }
    }

    /// The parameters with all shields of this copper.
    public func applied(to parameters: LinkParameters) -> LinkParameters {
        var copy = parameters
        for index in copy.stages.indices {
            copy.stages[index].shield.material = "copper"
            copy.stages[index].shield.residualResistanceRatio = residualResistanceRatio
        }
        return copy
    }
}
