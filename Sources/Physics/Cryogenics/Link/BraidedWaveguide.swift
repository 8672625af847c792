public import Materials

/// A waveguide tied to a shield by braids at equal distances, and warmed evenly between them.
///
/// Between two braids the heat q per metre flows both ways; Θ = ∫k dT is then an exact parabola whatever k(T) is:
///
///     Θ(T_top) − Θ(T_braid) = q s²/8A,   with constant k   ΔT = q s²/8kA
public struct BraidedWaveguide: Sendable {
    /// The distance of braids of the 30 m link in m, and k of superconducting aluminium at 50 mK in W/(m·K):
    /// arXiv:2604.15971, section III.
    public static let printed = (spacing: 0.20, conductivity: 1e-6)

    /// Down to here in K the conductivity goes on as the power of T with which its curve ends.
    ///
    /// A base stage whose cooling has no floor is modelled colder than any measured curve; phonons keep their power there.
    public static let coldest = 1e-4

    /// The conductor's cross-section in m².
    public let area: Double
    /// The distance of braids in m.
    public let spacing: Double
    /// The material's Θ.
    public let conductivity: CumulativeIntegral

    /// Describes the waveguide.
    ///
    /// - Parameters:
    ///   - area: of the wall, in m².
    ///   - spacing: of the braids, in m.
    ///   - material: of the wall.
    /// - Throws: `LinkError` for what is not positive; `MaterialError` where the conductivity is not known.
    public init(area: Double, spacing: Double, material: Material) throws {
        for (quantity, value) in [("wall's cross-section", area), ("distance of braids", spacing)]
        where !(value.isFinite && value > 0) {
            throw LinkError(module: nil, reason: .notPositive(quantity: quantity, value: value))
        }
        self.area = area
        self.spacing = spacing
        let curve = try material.curve(.thermalConductivity)
        let coldest = min(Self.coldest, curve.range.lowerBound)
        conductivity = try curve.extrapolated(to: coldest...curve.range.upperBound).integral()
    }

    /// The rise midway between braids in K, with the conductivity at the braids everywhere.
    ///
    /// - Parameters:
    ///   - load: heat per length, in W/m.
    ///   - conductivity: in W/(m·K).
    public func rise(load: Double, conductivity: Double) -> Double {
        load * spacing * spacing / (8 * conductivity * area)
    }

    /// The temperature midway between braids in K, the conductivity following the material's curve.
    ///
    /// - Parameters:
    ///   - load: heat per length, in W/m; not negative.
    ///   - temperature: of the braids, in K.
    /// - Throws: `MaterialError` where it would leave the range of the conductivity.
    public func top(load: Double, at temperature: Double) throws(MaterialError) -> Double {
        let start = try conductivity.value(at: temperature)
        let wanted = start + load * spacing * spacing / (8 * area)
        var (low, high) = (temperature, conductivity.curve.range.upperBound)
        guard try conductivity.value(at: high) >= wanted else {
            throw MaterialError(
                material: conductivity.curve.material, property: .thermalConductivity,
                reason: .outOfRange(
                    temperature: high, range: conductivity.curve.range,
                    hint: "this load would warm the waveguide beyond it"))
        }
        while high - low > 1e-12 * high {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { break }
            if try conductivity.value(at: middle) < wanted { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The waveguide along a shield, everywhere as warm as midway between braids: an upper bound.
    ///
    /// - Parameters:
    ///   - shield: what the braids are tied to.
    ///   - load: heat per length, in W/m; not negative.
    /// - Returns: the waveguide's temperatures at the shield's positions, with the shield's heat flows.
    /// - Throws: `MaterialError` where the waveguide would leave the range of its conductivity.
    public func warmest(along shield: LinkState.Profile, load: Double) throws(MaterialError) -> LinkState.Profile {
        var copy = shield
        for index in copy.temperatures.indices {
            copy.temperatures[index] = try top(load: load, at: shield.temperatures[index])
        }
        return copy
    }
}
