import Cryogenics
public import Materials

/// A semi-rigid line of stainless steel, UT-085-SS, through a common dilution refrigerator.
public struct SteelLine: Sendable {
    /// A length of line from one stage to the next.
    public struct Span: Sendable, Hashable {
        /// The stage that the heat reaches.
        public var stage: String
        /// The temperature of the warm end in K.
        public var from: Double
        /// The temperature of the cold end in K.
        public var to: Double
        /// In m.
        public var length: Double
        /// What it conducts, in W.
        public var heat: Double
    }

    /// The spans, from room temperature down.
    public let spans: [Span]

    /// The line, with what each span conducts.
    ///
    /// Few measurements of these very alloys go below 4 K, and samples differ: between the laws lies a factor of two at the
    /// mixing chamber, which is how well any of these heats is known.
    ///
    /// - Parameter laws: of conductivities below their fits: the catalogue's, of measurements below 4 K, or `linear`,
    ///   straight from the value at 4 K to 0 at 0 K.
    /// - Throws: `MaterialError` for laws that steel and PTFE do not have.
    /// - Source of temperatures: S. Krinner et al., EPJ Quantum Technol. 6, 2 (2019), table 1, with lengths of a common
    ///   cryostat.
    public init(laws: LowTemperatureLaws = .standard) throws {
        let cable = try CableCatalogue.standard().cable(named: "ut-085-ss")
        let materials = LineMaterials(laws: laws)
        let stages: [(String, Double, Double, Double)] = [
            ("50K", 300, 35, 0.2), ("4K", 35, 2.85, 0.29), ("still", 2.85, 0.882, 0.25),
            ("cold plate", 0.882, 0.082, 0.17), ("mixing chamber", 0.082, 0.006, 0.14),
        ]
        spans = try stages.map { stage, from, to, length in
            let heat = try cable.heat(from: from, to: to, length: length, materials: materials)
            return Span(stage: stage, from: from, to: to, length: length, heat: heat)
        }
    }
}
