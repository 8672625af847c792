import Materials

/// A semi-rigid coaxial line of stainless steel, UT-085-SS: 0.511/1.676/2.197 mm, PTFE between.
public enum CoaxialLine {
    /// The stages of a dilution refrigerator in K and the lengths of line between them in m, from 35 K down.
    ///
    /// Source: S. Krinner et al., EPJ Quantum Technol. 6, 2 (2019), table 1, with lengths of a common cryostat.
    public static let spans: [(name: String, from: Double, to: Double, length: Double)] = [
        ("50K", 300, 35, 0.2), ("4K", 35, 2.85, 0.29), ("still", 2.85, 0.882, 0.25),
        ("cold plate", 0.882, 0.082, 0.17), ("mixing chamber", 0.082, 0.006, 0.14),
    ]

    /// What conductivities are taken to be below 4 K.
    ///
    /// Few measurements of these very alloys go there, and samples differ: between the two lies a factor of two at the mixing
    /// chamber, which is how well any of these heats is known.
    public enum Conductivity: Sendable, Hashable, CaseIterable {
        /// The catalogue's low-temperature laws, of measurements below 4 K.
        case catalogue
        /// Straight from the value at 4 K to 0 at 0 K, as where nothing but a fit above 4 K is at hand.
        case straight
    }

    /// Heat that a line conducts from one stage to the next in W, (1/L)·ΣA∫k dT over steel and PTFE.
    ///
    /// - Parameters:
    ///   - warm: in K.
    ///   - cold: in K.
    ///   - length: in m.
    ///   - conductivity: what is taken below 4 K; above, the catalogue's either way.
    public static func heat(
        from warm: Double, to cold: Double, length: Double, conductivity: Conductivity = .catalogue
    ) throws -> Double {
        try Check.positive(length, "length", "m")
        func circle(_ diameter: Double) -> Double { Double.pi / 4 * diameter * diameter }
        let steel = circle(0.511e-3) + circle(2.197e-3) - circle(1.676e-3)
        let dielectric = circle(1.676e-3) - circle(0.511e-3)
        func integral(_ name: String) throws -> Double {
            let curve = try MaterialCatalogue.standard.material(named: name).curve(.thermalConductivity, .standard)
            guard conductivity == .straight, cold < 4 else { return try curve.integral().value(from: cold, to: warm) }
            let top = min(warm, 4)
            let straight = try curve.value(at: 4) / 8 * (top * top - cold * cold)
            return warm > 4 ? try straight + curve.integral().value(from: 4, to: warm) : straight
        }
        return try (steel * integral("stainless-304") + dielectric * integral("ptfe")) / length
    }
}
