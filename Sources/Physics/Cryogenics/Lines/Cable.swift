/// What a line through a cryostat is made of: its parts with their cross-sections.
///
/// A metre of it conducts heat, loses a signal and resists a current; what of each follows from the parts' materials.
///
/// ```swift
/// let cable = try CableCatalogue.standard.cable(named: "ut-085-ss")
/// let materials = LineMaterials(laws: .preferring("linear"))
/// try cable.heat(from: 35, to: 2.85, length: 0.29, materials: materials)     // 0.437 mW
/// ```
public struct Cable: Sendable, Hashable {
    /// What sort of cable it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// One conductor within another.
        case coax
        /// Two wires around each other.
        case twistedPair = "twisted pair"
        /// Traces on a film.
        case flex
        /// Wires side by side, woven or not.
        case loom
    }

    /// What a part does.
    public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
        /// The outer conductor, or the ground planes of a stripline.
        case outer
        /// A metal plated onto the inside of the outer conductor.
        case outerPlating = "outer plating"
        /// The inner conductor, or the traces of a stripline.
        case inner
        /// A metal plated onto the inner conductor.
        case innerPlating = "inner plating"
        /// What lies between the conductors.
        case dielectric
        /// A wire of a pair or a loom.
        case wire
        /// What covers a wire.
        case insulation

        /// Whether it carries current.
        public var isConductor: Bool { self != .dielectric && self != .insulation }
    }

    /// A cross-section.
    public enum Section: Sendable, Hashable {
        /// A round one, hollow where the inner diameter (m) is above zero.
        case round(inner: Double, outer: Double)
        /// A rectangle: width and thickness in m.
        case strip(width: Double, thickness: Double)
        /// Any shape, by its area in m².
        case area(Double)

        /// In m².
        public var area: Double {
            switch self {
            case .round(let inner, let outer): Double.pi / 4 * (outer * outer - inner * inner)
            case .strip(let width, let thickness): width * thickness
            case .area(let area): area
            }
        }
    }

    /// A part of one material.
    public struct Part: Sendable, Hashable {
        /// What it does.
        public var role: Role
        /// Its material, by its name in a catalogue of materials.
        public var material: String
        /// The cross-section of one.
        public var section: Section
        /// How many there are alike, side by side.
        public var count: Int
        /// ρ(273 K)/ρ(4 K) of its metal; nil for the material's own, or where none is taken.
        public var residualResistanceRatio: Double?
        /// Its resistivity in Ω·m at every temperature, where the material's is not to be used.
        public var resistivity: Double?

        /// Makes a part.
        public init(
            _ role: Role, _ material: String, _ section: Section, count: Int = 1,
            residualResistanceRatio: Double? = nil, resistivity: Double? = nil
        ) {
            self.role = role
            self.material = material
            self.section = section
            self.count = count
            self.residualResistanceRatio = residualResistanceRatio
            self.resistivity = resistivity
        }

        /// The cross-section of all of them in m².
        public var area: Double { section.area * Double(count) }
    }

    /// k·A that the maker states, for comparison: in W·m/K, at a temperature in K.
    public struct StatedConductance: Sendable, Hashable {
        /// In K.
        public var temperature: Double
        /// In W·m/K: the heat in W through a metre for a kelvin between its ends.
        public var value: Double

        /// Makes a statement.
        public init(temperature: Double, value: Double) {
            self.temperature = temperature
            self.value = value
        }
    }

    /// Its name in the catalogue: lower case, with hyphens.
    public var name: String
    /// Its name in words.
    public var title: String
    /// Where its geometry and numbers come from.
    public var source: String
    /// What a designer should know; nil for nothing.
    public var note: String?
    /// What sort of cable it is.
    public var kind: Kind
    /// Its parts.
    public var parts: [Part]
    /// How much of a plate it takes: its diameter, or the width of a flat one, in m.
    public var outerDiameter: Double
    /// Its characteristic impedance in Ω; nil where a signal does not see one.
    public var impedance: Double?
    /// What it loses, as its maker states it; nil where its conductors are to tell.
    public var statedLoss: CableLossTable?
    /// ε′ and tan δ of what lies between the conductors; nil where its loss is left out.
    public var dielectric: Dielectric?
    /// What the maker states of its thermal conductance.
    public var statedConductance: StatedConductance?

    /// What an insulator does to a signal.
    public struct Dielectric: Sendable, Hashable {
        /// ε′, relative permittivity.
        public var permittivity: Double
        /// tan δ.
        public var lossTangent: Double

        /// Makes a dielectric.
        public init(permittivity: Double, lossTangent: Double) {
            self.permittivity = permittivity
            self.lossTangent = lossTangent
        }
    }

    /// A cable, checked.
    ///
    /// - Throws: `LineError` where a number cannot be or parts do not fit into each other.
    public init(
        name: String, title: String, source: String, note: String? = nil, kind: Kind, parts: [Part],
        outerDiameter: Double, impedance: Double? = nil, statedLoss: CableLossTable? = nil,
        dielectric: Dielectric? = nil, statedConductance: StatedConductance? = nil
    ) throws(LineError) {
        self.name = name
        self.title = title
        self.source = source
        self.note = note
        self.kind = kind
        self.parts = parts
        self.outerDiameter = outerDiameter
        self.impedance = impedance
        self.statedLoss = statedLoss
        self.dielectric = dielectric
        self.statedConductance = statedConductance
        try validate()
    }

    /// The roles that it has, in their order.
    public var roles: [Role] { Role.allCases.filter { role in parts.contains { $0.role == role } } }

    /// The cross-section of a role in m²; zero where it has none.
    public func area(of role: Role) -> Double { parts.lazy.filter { $0.role == role }.reduce(0) { $0 + $1.area } }
}
