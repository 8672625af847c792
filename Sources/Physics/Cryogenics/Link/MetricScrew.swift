public import Materials

/// A metric coarse thread with what it needs of a joint.
public enum MetricScrew: String, Sendable, Hashable, CaseIterable {
    /// M2.5 × 0.45.
    case m2_5 = "M2.5"
    /// M3 × 0.5.
    case m3 = "M3"
    /// M4 × 0.7.
    case m4 = "M4"
    /// M5 × 0.8.
    case m5 = "M5"
    /// M6 × 1.
    case m6 = "M6"

    /// Thread, hole and head in m.
    ///
    /// Pitch and nominal diameter: ISO 261; clearance hole: ISO 273, medium; head: ISO 4762, socket cap.
    private var dimensions: (nominal: Double, pitch: Double, hole: Double, head: Double) {
        switch self {
        case .m2_5: (2.5e-3, 0.45e-3, 2.9e-3, 4.5e-3)
        case .m3: (3e-3, 0.5e-3, 3.4e-3, 5.5e-3)
        case .m4: (4e-3, 0.7e-3, 4.5e-3, 7e-3)
        case .m5: (5e-3, 0.8e-3, 5.5e-3, 8.5e-3)
        case .m6: (6e-3, 1e-3, 6.6e-3, 10e-3)
        }
    }

    /// The pitch of the thread in m.
    public var pitch: Double { dimensions.pitch }
    /// The flank diameter d₂ = d − 0.6495 P in m (ISO 724).
    public var flankDiameter: Double { dimensions.nominal - 0.649_519 * pitch }
    /// The stress area π/4 (d − 0.9382 P)² in m² (ISO 898-1).
    public var stressArea: Double {
        let diameter = dimensions.nominal - 0.938_194 * pitch
        return Double.pi / 4 * diameter * diameter
    }
    /// The mean diameter of the ring under the head in m.
    public var bearingDiameter: Double { (dimensions.head + dimensions.hole) / 2 }
    /// The cross-section of a sleeve under the head in m².
    public var sleeveArea: Double {
        Double.pi / 4 * (dimensions.head * dimensions.head - dimensions.hole * dimensions.hole)
    }

    /// The torque in N·m for brass screws in copper (property class 4.6) or aluminium (5.6): arXiv:2604.15971, table 1.
    public func recommendedTorque(into part: TorquePart) -> Double {
        switch (self, part) {
        case (.m2_5, .copper): 0.25
        case (.m3, .copper): 0.40
        case (.m4, .copper): 0.85
        case (.m5, .copper): 1.65
        case (.m6, .copper): 2.8
        case (.m2_5, .aluminium): 0.3
        case (.m3, .aluminium): 0.5
        case (.m4, .aluminium): 1.1
        case (.m5, .aluminium): 2.1
        case (.m6, .aluminium): 3.6
        }
    }

    /// The parts for which a torque is printed.
    public enum TorquePart: String, Sendable, Hashable, CaseIterable {
        /// Copper.
        case copper
        /// Aluminium.
        case aluminium
    }
}

/// What a joint needs to know of a solid: how much it shortens, and how stiff it is.
public struct SolidMaterial: Sendable, Hashable {
    /// The name in the catalogue.
    public var name: String
    /// Relative contraction from 293 K to 4 K.
    public var contraction: Double
    /// Young's modulus at room temperature in Pa.
    public var modulus: Double

    /// States a solid.
    public init(name: String, contraction: Double, modulus: Double) {
        self.name = name
        self.contraction = contraction
        self.modulus = modulus
    }

    /// A material of the catalogue whose modulus is tabulated here.
    ///
    /// - Parameters:
    ///   - name: one of ``moduli``.
    ///   - temperature: to which it is cooled, in K.
    ///   - catalogue: where its contraction is looked up.
    /// - Throws: `LinkError` for a material without a modulus; `MaterialError` for one without a contraction.
    public init(named name: String, at temperature: Double = 4, in catalogue: MaterialCatalogue = .standard) throws {
        guard let modulus = Self.moduli[name] else {
            throw LinkError(
                module: nil,
                reason: .unknown(what: "material with a modulus", name: name, known: Self.moduli.keys.sorted()))
        }
        self.init(
            name: name,
            contraction: try Contraction.relative(of: catalogue.material(named: name), at: temperature),
            modulus: modulus)
    }

    /// Young's moduli at room temperature in Pa.
    ///
    /// - `aluminium-6061`, `invar`, `stainless-304`: NIST, Cryogenic material properties, Young's modulus at 293 K; 304 and
    ///   6061 are 5 and 10 % stiffer at 4 K, Invar 7 % softer.
    /// - `brass`, `copper`, `tungsten`: rounded values of engineers' tables, which differ by 10 % (brass 102 to 125 GPa).
    /// - `bluestone`: its maker's sheet says 7.6 to 11.7 GPa; the middle.
    public static let moduli: [String: Double] = [
        "aluminium-6061": 70.4e9, "bluestone": 9.6e9, "brass": 110e9, "copper": 117e9, "invar": 152e9,
        "stainless-304": 200e9, "tungsten": 400e9,
    ]

    /// The contractions in the table of arXiv:2604.15971, sections III and appendix B, beside which ours are set.
    public static let printedContractions: [String: Double] = [
        "aluminium-6061": 4.15e-3, "bluestone": 6.5e-3, "brass": 3.75e-3, "copper": 3.25e-3, "invar": 0.5e-3,
        "stainless-304": 3.0e-3, "tungsten": 0.75e-3,
    ]
}
