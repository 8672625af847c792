public import HeatTransfer
import Materials

extension Cable {
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

    /// ΣA·k at a temperature in K: heat in W through a metre for a kelvin between its ends, in W·m/K.
    ///
    /// - Throws: `MaterialError`; `NetworkError` where a material is not known at the temperature.
    public func conductance(
        at temperature: Double, roles: Set<Role>? = nil, materials: LineMaterials
    ) throws -> Double {
        try conduction(length: 1, roles: roles, materials: materials).heat(from: temperature, to: temperature).byFirst
    }

    static func list(_ roles: [Role]) -> String { roles.map(\.rawValue).joined(separator: ", ") }
}
