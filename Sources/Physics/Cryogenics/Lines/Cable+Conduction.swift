public import HeatTransfer
import Materials

extension Cable {
    /// A share of the heat that a cable conducts.
    public struct HeatShare: Sendable, Hashable {
        /// What the part does.
        public var role: Role
        /// Its material.
        public var material: String
        /// All of its cross-section in m².
        public var area: Double
        /// In W, from the first end to the second.
        public var heat: Double
        /// Relative standard uncertainty, of the conductivity alone; nil where unknown.
        public var relativeUncertainty: Double?
        /// Whether some of it rests on no data.
        public var isOutsideData: Bool
    }

    /// The heat that a length conducts between two temperatures: a term a material.
    ///
    ///     Q = (1/L)·Σ Aⱼ·[Θⱼ(T₁) − Θⱼ(T₂)],   Θ = ∫k dT
    ///
    /// Exact for a cable that loses and gains heat at its ends alone, whatever the difference. All parts share their
    /// temperature at every place.
    ///
    /// - Parameters:
    ///   - length: in m.
    ///   - roles: which parts; all where nil.
    ///   - materials: shared by all lines of a cryostat.
    /// - Throws: `LineError` for a length or roles that cannot be; `MaterialError`.
    public func conduction(
        length: Double, roles: Set<Role>? = nil, materials: LineMaterials
    ) throws -> HeatExchange {
        try LineError.positive(length, "the length", "m", of: name)
        var terms: [HeatExchange.Term] = []
        for part in parts where roles?.contains(part.role) ?? true {
            let integral = HeatPotential.integral(
                try materials.conductivity(of: part.material, ratio: part.residualResistanceRatio))
            let coefficient = part.area / length
            if let index = terms.firstIndex(where: { $0.potential == integral }) {
                terms[index].coefficient += coefficient
            } else {
                terms.append(HeatExchange.Term(coefficient: coefficient, potential: integral))
            }
        }
        guard !terms.isEmpty else {
            throw LineError(name, .missing("it has none of the parts asked for; it has \(Self.list(self.roles))"))
        }
        return try HeatExchange(terms: terms)
    }

    /// The heat in W that a length conducts from one temperature to another.
    ///
    /// - Parameters:
    ///   - first: in K.
    ///   - second: in K.
    ///   - length: in m.
    ///   - roles: which parts; all where nil.
    ///   - materials: shared by all lines of a cryostat.
    /// - Throws: `LineError`, `MaterialError`; `NetworkError` where a material is not known at a temperature.
    public func heat(
        from first: Double, to second: Double, length: Double, roles: Set<Role>? = nil, materials: LineMaterials
    ) throws -> Double {
        try conduction(length: length, roles: roles, materials: materials).heat(from: first, to: second).heat
    }

    /// The same part by part, with how well each is known.
    ///
    /// - Throws: `LineError`, `MaterialError`, also for equal temperatures.
    public func heatShares(
        from first: Double, to second: Double, length: Double, materials: LineMaterials
    ) throws -> [HeatShare] {
        try LineError.positive(length, "the length", "m", of: name)
        return try parts.map { part in
            let integral = try materials.conductivity(of: part.material, ratio: part.residualResistanceRatio)
            let result = try integral.cumulative.evaluate(from: first, to: second)
            let heat = (first > second ? 1 : -1) * result.value * part.area / length
            return HeatShare(
                role: part.role, material: part.material, area: part.area, heat: heat,
                relativeUncertainty: result.relativeUncertainty, isOutsideData: result.isOutsideData)
        }
    }

    /// ΣA·k at a temperature in K: heat in W through a metre for a kelvin between its ends, in W·m/K.
    ///
    /// - Throws: `MaterialError`; `NetworkError` where a material is not known at the temperature.
    public func conductance(
        at temperature: Double, roles: Set<Role>? = nil, materials: LineMaterials
    ) throws -> Double {
        try conduction(length: 1, roles: roles, materials: materials).heat(from: temperature, to: temperature).byFirst
    }

    /// The resistance a metre of one conductor in Ω/m: an inner, outer or wire with its plating beside it.
    ///
    /// A superconductor has none below its critical temperature: true below its critical current and field, which are not
    /// looked at here.
    ///
    /// - Parameters:
    ///   - role: `.inner`, `.outer` or `.wire`.
    ///   - temperature: in K.
    ///   - materials: where the resistivities come from.
    /// - Throws: `LineError` where it has no such conductor; `MaterialError` where a resistivity is not known.
    public func resistance(of role: Role, at temperature: Double, materials: LineMaterials) throws -> Double {
        try LineError.positive(temperature, "the temperature", "K", of: name)
        let plating: Role? = role == .inner ? .innerPlating : role == .outer ? .outerPlating : nil
        let chosen = parts.filter { $0.role == role || $0.role == plating }
        guard role.isConductor, let first = chosen.first(where: { $0.role == role }) else {
            let conductors = roles.filter(\.isConductor)
            throw LineError(name, .missing("it has no conductor ‘\(role.rawValue)’; it has \(Self.list(conductors))"))
        }
        var conductance = 0.0
        for part in chosen {
            let resistivity = try Resistivity(part, materials).value(at: temperature)
            if resistivity == 0 { return 0 }
            conductance += part.area / resistivity
        }
        return Double(first.count) / conductance
    }

    private static func list(_ roles: [Role]) -> String { roles.map(\.rawValue).joined(separator: ", ") }
}

/// The resistivity of a part against temperature.
struct Resistivity: Sendable {
    private var stated: Double?
    private var curve: PropertyCurve?
    /// Below it the part superconducts, in K; nil where it never does.
    var criticalTemperature: Double?

    init(_ part: Cable.Part, _ materials: LineMaterials) throws {
        stated = part.resistivity
        criticalTemperature = try materials.material(part.material).criticalTemperature
        if stated == nil {
            curve = try materials.resistivity(of: part.material, ratio: part.residualResistanceRatio)
        }
    }

    /// In Ω·m; zero in the superconducting state.
    func value(at temperature: Double) throws(MaterialError) -> Double {
        if let criticalTemperature, temperature < criticalTemperature { return 0 }
        if let stated { return stated }
        guard let curve else { return .nan }
        return try curve.value(at: temperature)
    }
}
