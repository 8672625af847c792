import HeatTransfer
import Materials

/// The heat that a length of cable conducts, part by part, with how well it is known.
public struct ConductedHeat: Sendable, Hashable {
    /// What one part conducts.
    public struct Share: Sendable, Hashable {
        /// What the part does.
        public var role: Cable.Role
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

    /// In the order of the cable's parts.
    public var shares: [Share]

    /// All of it in W, from the first end to the second.
    public var heat: Double { shares.reduce(0) { $0 + $1.heat } }

    /// Relative standard uncertainty: those of the parts weighted by their heat, as if they erred together; nil as soon as one
    /// is unknown.
    public var relativeUncertainty: Double? {
        var sum = 0.0
        for share in shares {
            guard let own = share.relativeUncertainty else { return nil }
            sum += own * share.heat
        }
        return sum / heat
    }
}

extension Cable {
    /// The heat that a length conducts from one temperature to another, part by part.
    ///
    /// - Parameters:
    ///   - first: in K.
    ///   - second: in K; other than the first.
    ///   - length: in m.
    ///   - materials: shared by all lines of a cryostat.
    /// - Throws: `LineError`; `MaterialError`, also for equal temperatures.
    public func conductedHeat(
        from first: Double, to second: Double, length: Double, materials: LineMaterials
    ) throws -> ConductedHeat {
        try LineError.positive(length, "the length", "m", of: name)
        return ConductedHeat(
            shares: try parts.map { part in
                let integral = try materials.conductivity(of: part.material, ratio: part.residualResistanceRatio)
                let result = try integral.cumulative.evaluate(from: first, to: second)
                return ConductedHeat.Share(
                    role: part.role, material: part.material, area: part.area,
                    heat: (first > second ? 1 : -1) * result.value * part.area / length,
                    relativeUncertainty: result.relativeUncertainty, isOutsideData: result.isOutsideData)
            })
    }
}
