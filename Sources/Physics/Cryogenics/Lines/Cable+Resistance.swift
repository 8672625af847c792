import Materials

extension Cable {
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
        return try Conductor(role, of: self, materials).resistance(at: temperature)
    }
}

/// One conductor of a cable with its plating, ready to evaluate.
struct Conductor: Sendable {
    private var parts: [(area: Double, metal: Resistivity)]
    private var count: Int

    init(_ role: Cable.Role, of cable: Cable, _ materials: LineMaterials) throws {
        let plating: Cable.Role? = role == .inner ? .innerPlating : role == .outer ? .outerPlating : nil
        let chosen = cable.parts.filter { $0.role == role || $0.role == plating }
        let own = chosen.filter { $0.role == role }
        guard role.isConductor, !own.isEmpty else {
            let conductors = cable.roles.filter(\.isConductor)
            throw LineError(
                cable.name, .missing("it has no conductor ‘\(role.rawValue)’; it has \(Cable.list(conductors))"))
        }
        parts = try chosen.map { ($0.area, try Resistivity($0, materials)) }
        count = own.reduce(0) { $0 + $1.count }
    }

    /// In Ω/m, of one conductor.
    func resistance(at temperature: Double) throws(MaterialError) -> Double {
        var conductance = 0.0
        for part in parts {
            let resistivity = try part.metal.value(at: temperature)
            if resistivity == 0 { return 0 }
            conductance += part.area / resistivity
        }
        return Double(count) / conductance
    }
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
