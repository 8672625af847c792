public import HeatTransfer
public import Materials
import Synchronization

/// The materials of lines, each integrated once.
///
/// Hundreds of lines share a few materials. What they ask for is worked out at the first asking and kept, so that a further
/// line costs a look-up, and so that a network finds the same potential in all of them and evaluates it once a node.
public final class LineMaterials: Sendable {
    /// Where materials are looked up.
    public let catalogue: MaterialCatalogue
    /// Which laws carry conductivities below their fits; preferred ones leave materials without them as they are.
    public let laws: LowTemperatureLaws

    private struct Key: Hashable {
        var material: String
        var ratio: Double?
    }

    private struct Known {
        var materials: [String: Material] = [:]
        var conductivities: [Key: PropertyIntegral] = [:]
    }

    private let known = Mutex(Known())

    /// The materials of a catalogue.
    public init(catalogue: MaterialCatalogue = .standard, laws: LowTemperatureLaws = .standard) {
        self.catalogue = catalogue
        self.laws = laws
    }

    /// A material by its name.
    ///
    /// - Throws: `MaterialError` where there is none.
    public func material(_ name: String) throws -> Material {
        if let found = known.withLock({ $0.materials[name] }) { return found }
        let found = try catalogue.material(named: name)
        known.withLock { $0.materials[name] = found }
        return found
    }

    /// The integral of a material's conductivity; the same one however often it is asked for.
    ///
    /// - Parameters:
    ///   - name: of the material.
    ///   - ratio: residual resistance ratio; nil for the material's own.
    /// - Throws: `MaterialError`.
    public func conductivity(of name: String, ratio: Double? = nil) throws -> PropertyIntegral {
        let material = try material(name)
        let key = Key(material: material.name, ratio: ratio)
        if let found = known.withLock({ $0.conductivities[key] }) { return found }
        let made = try PropertyIntegral(
            .thermalConductivity, of: material, Conditions(residualResistanceRatio: ratio, laws: laws))
        // Two askers at once: the first stays, for both must get the same.
        return known.withLock { known in
            if let found = known.conductivities[key] { return found }
            known.conductivities[key] = made
            return made
        }
    }

    /// A material's resistivity against temperature in its normal state.
    ///
    /// - Parameters:
    ///   - name: of the material.
    ///   - ratio: residual resistance ratio; nil for the material's own, and without effect on an alloy's.
    /// - Throws: `MaterialError`, also where the catalogue has none.
    public func resistivity(of name: String, ratio: Double? = nil) throws -> PropertyCurve {
        let material = try material(name)
        let takesRatio = try material.record(.resistivity).fits.first?.form.takesRatio == true
        return try material.curve(.resistivity, Conditions(residualResistanceRatio: takesRatio ? ratio : nil))
    }

    /// Makes sure that at least one of a cable's materials has the laws that were named.
    ///
    /// - Throws: `LineError` with the names that there are; `MaterialError`.
    public func requireLaws(for cable: Cable) throws {
        guard let wanted = laws.name else { return }
        var available: Set<String> = []
        for part in cable.parts {
            available.formUnion(
                try material(part.material).properties[.thermalConductivity]?.alternatives.keys.map { $0 } ?? [])
        }
        guard available.contains(wanted) else {
            throw LineError(cable.name, .unknownLaws(wanted, available: available.sorted()))
        }
    }
}
