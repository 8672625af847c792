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

    /// Heat that a line conducts from one stage to the next in W, (1/L)·ΣA∫k dT over steel and PTFE.
    ///
    /// Conductivities are the catalogue's, below the fits' ranges by their low-temperature laws: there a factor of two is
    /// possible.
    ///
    /// - Parameters:
    ///   - warm: in K.
    ///   - cold: in K.
    ///   - length: in m.
    public static func heat(from warm: Double, to cold: Double, length: Double) throws -> Double {
        try Check.positive(length, "length", "m")
        func circle(_ diameter: Double) -> Double { Double.pi / 4 * diameter * diameter }
        let steel = circle(0.511e-3) + circle(2.197e-3) - circle(1.676e-3)
        let dielectric = circle(1.676e-3) - circle(0.511e-3)
        func integral(_ name: String) throws -> Double {
            try MaterialCatalogue.standard.material(named: name).curve(.thermalConductivity, .standard).integral()
                .value(from: cold, to: warm)
        }
        return try (steel * integral("stainless-304") + dielectric * integral("ptfe")) / length
    }
}
