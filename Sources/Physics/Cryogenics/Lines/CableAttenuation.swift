import Glibc
import Materials

/// What a cable loses a metre, against frequency and temperature: as stated by its maker, or by skin effect.
///
///     α = (R_a/a + R_b/b)/(4π Z₀) + πf·√ε′·tan δ/c      in 1/m, of amplitude
///
/// with the surface resistances R of the inner and outer conductor at their radii a and b. A superconductor below its
/// critical temperature loses nothing here: right to some millidecibels a metre while hf is far below the gap, for NbTi
/// below 100 GHz and a tenth below 9.2 K. Roughness and connectors are left out. So is the
/// loss of PTFE where a cable names no tan δ: 0.03 dB/m a gigahertz at 300 K, a hundredth of that in the cold. Beside
/// fourteen data sheets skin effect gives 0.79 to 1.02 of what they state at 300 K, 1.0 to 1.35 of it at 4 K.
public struct CableAttenuation: Sendable, Hashable {
    /// By what a loss is worked out.
    public enum Method: String, Sendable, Hashable, CaseIterable, Codable {
        /// From what the maker states.
        case stated
        /// From resistivities by skin effect.
        case skinEffect = "skin effect"
    }

    /// Frequencies in Hz up to which skin effect is worked out.
    public static let highestFrequency = 100e9

    /// The cable.
    public let cable: Cable
    /// By what the loss is worked out.
    public let method: Method
    private let materials: LineMaterials
    private let inner: Surface?
    private let outer: Surface?
    /// Below it both conductors superconduct, in K.
    private let criticalTemperature: Double?

    /// A conductor as the wave sees it.
    private struct Surface: Sendable {
        var radius: Double
        var metal: Resistivity
        /// What lies behind a plating, and how thick that is; nil without plating.
        var base: (metal: Resistivity, thickness: Double)?
        /// How thick the metal is in all.
        var depth: Double

        func resistance(_ frequency: Double, _ temperature: Double, _ cable: String) throws -> Double {
            let own = try metal.value(at: temperature)
            let behind = try base?.metal.value(at: temperature) ?? own
            let deepest = SkinEffect.depth(frequency: frequency, resistivity: behind)
            guard deepest < depth / 2 else {
                let lowest = 4 * behind / (Double.pi * SkinEffect.permeability * depth * depth)
                throw LineError(
                    cable,
                    .outOfRange(
                        quantity: "the frequency", value: frequency,
                        range: "above \(lowest) Hz: below, the skin is thicker than half of the metal"))
            }
            guard let base else { return SkinEffect.resistance(frequency: frequency, resistivity: own) }
            return SkinEffect.resistance(
                frequency: frequency, layer: own, thickness: base.thickness, base: behind)
        }
    }

    /// The loss of a cable.
    ///
    /// - Parameters:
    ///   - cable: the cable.
    ///   - materials: where resistivities come from.
    ///   - method: nil for what the maker states where the cable has that, else skin effect.
    /// - Throws: `LineError` where it has neither a table nor what skin effect needs; `MaterialError` for a resistivity that
    ///   is not known.
    public init(_ cable: Cable, materials: LineMaterials, method: Method? = nil) throws {
        self.cable = cable
        self.materials = materials
        self.method = method ?? (cable.statedLoss == nil ? .skinEffect : .stated)
        if self.method == .stated, cable.statedLoss == nil {
            throw LineError(cable.name, .missing("its maker’s losses are not known; take skin effect"))
        }
        let critical = try cable.parts.filter { $0.role.isConductor }.map {
            try materials.material($0.material).criticalTemperature
        }
        criticalTemperature = critical.contains { $0 == nil } ? nil : critical.compactMap { $0 }.min()
        guard self.method == .skinEffect else {
            (inner, outer) = (nil, nil)
            return
        }
        guard cable.kind == .coax, cable.impedance != nil else {
            throw LineError(
                cable.name, .missing("its loss is worked out for a coax with an impedance; state a table of losses"))
        }
        inner = try Self.surface(cable, .inner, .innerPlating, materials)
        outer = try Self.surface(cable, .outer, .outerPlating, materials)
    }

    private static func surface(
        _ cable: Cable, _ role: Cable.Role, _ plating: Cable.Role, _ materials: LineMaterials
    ) throws -> Surface {
        func ring(_ role: Cable.Role) -> (part: Cable.Part, inner: Double, outer: Double)? {
            for part in cable.parts where part.role == role {
                if case .round(let inner, let outer) = part.section { return (part, inner, outer) }
            }
            return nil
        }
        guard let conductor = ring(role) else {
            throw LineError(
                cable.name, .missing("skin effect needs the diameters of its \(role.rawValue) conductor"))
        }
        let plated = ring(plating)
        let front = plated ?? conductor
        // The wave runs on the outside of the inner conductor and on the inside of the outer one.
        let isInner = role == .inner
        let thickness = (conductor.outer - conductor.inner) / 2
        return Surface(
            radius: (isInner ? front.outer : front.inner) / 2, metal: try Resistivity(front.part, materials),
            base: try plated.map { (try Resistivity(conductor.part, materials), ($0.outer - $0.inner) / 2) },
            depth: isInner && conductor.inner == 0 ? 2 * thickness : thickness)
    }

    /// The loss in dB/m.
    ///
    /// - Parameters:
    ///   - frequency: in Hz.
    ///   - temperature: in K.
    /// - Throws: `LineError` or `MaterialError` outside of the range.
    public func decibelsPerMetre(frequency: Double, temperature: Double) throws -> Double {
        if method == .stated, let table = cable.statedLoss {
            do {
                return try table.decibelsPerMetre(
                    frequency: frequency, temperature: temperature, criticalTemperature: criticalTemperature)
            } catch {
                throw LineError(cable.name, error.reason)
            }
        }
        guard frequency > 0, frequency <= Self.highestFrequency else {
            throw LineError(
                cable.name,
                .outOfRange(
                    quantity: "the frequency", value: frequency, range: "above 0 and up to \(Self.highestFrequency) Hz")
            )
        }
        try LineError.positive(temperature, "the temperature", "K", of: cable.name)
        guard let inner, let outer, let impedance = cable.impedance else { return .nan }
        let surfaces =
            try inner.resistance(frequency, temperature, cable.name) / inner.radius
            + outer.resistance(frequency, temperature, cable.name) / outer.radius
        var amplitude = surfaces / (4 * Double.pi * impedance)
        if let dielectric = cable.dielectric {
            amplitude +=
                Double.pi * frequency * dielectric.permittivity.squareRoot() * dielectric.lossTangent / 299_792_458
        }
        return amplitude * 20 / log(10)
    }

    /// Where the loss jumps or bends, in K.
    var knots: [Double] {
        let own = [inner?.metal, inner?.base?.metal, outer?.metal, outer?.base?.metal].compactMap { $0 }
        return own.compactMap(\.criticalTemperature) + (criticalTemperature.map { [$0] } ?? [])
            + (cable.statedLoss?.rows.map(\.temperature) ?? [])
    }

    /// Whether both are the same cable's by the same method, of the same materials.
    public static func == (a: Self, b: Self) -> Bool {
        a.cable == b.cable && a.method == b.method && a.materials === b.materials
    }

    /// Hashes the cable and the method.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(cable)
        hasher.combine(method)
    }
}
