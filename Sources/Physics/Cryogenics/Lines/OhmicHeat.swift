import Materials

/// The heat that a direct current makes in a conductor on its way between two plates.
public struct OhmicHeat: Sendable, Hashable {
    /// What the plate at the first end gets, in W.
    public var toFirst: Double
    /// What the plate at the second end gets, in W.
    public var toSecond: Double

    /// All of it, in W.
    public var total: Double { toFirst + toSecond }
}

extension CableRun {
    /// The heat that a direct current makes in one conductor.
    ///
    ///     Q = I²·∫R dx,   Q₂ = I²·∫R·(x/L) dx
    ///
    /// It comes besides ``heat``. The second equation holds whatever the conductivities, for Φ″ is the heat made a length.
    /// Resistivities are taken at the temperatures without the current: exact for alloys, whose resistivity hardly depends on
    /// temperature, and too little where a pure metal is warmed by much.
    ///
    /// - Parameters:
    ///   - current: in A.
    ///   - role: `.wire`, `.inner` or `.outer`.
    ///   - materials: where resistivities come from.
    /// - Throws: `LineError` where the cable has no such conductor; `MaterialError` where a resistivity is not known.
    public func ohmicHeat(current: Double, in role: Cable.Role, materials: LineMaterials) throws -> OhmicHeat {
        let knots = try cable.parts.compactMap { try materials.material($0.material).criticalTemperature }
        let conductor = try Conductor(role, of: cable, materials)
        var (place, all, beyond) = (0.0, 0.0, 0.0)
        for panel in try panels(knots) {
            for node in panel.nodes {
                let made = panel.width * node.weight * (try conductor.resistance(at: node.temperature))
                all += made
                beyond += made * (place + node.place * panel.width)
            }
            place += panel.width
        }
        let scale = current * current * length
        return OhmicHeat(toFirst: scale * (all - beyond), toSecond: scale * beyond)
    }
}
