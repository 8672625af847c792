import Glibc

/// The Stefan–Boltzmann constant in W/(m²·K⁴), CODATA 2018.
public let stefanBoltzmann = 5.670_374_419e-8

extension HeatExchange {
    /// Radiation between two grey diffuse surfaces that form an enclosure.
    ///
    ///     Q = σ·(T₁⁴ − T₂⁴)/[(1−ε₁)/(A₁ε₁) + 1/(A₁F₁₂) + (1−ε₂)/(A₂ε₂)]
    ///
    /// For a body within a shield let the body be surface 1 and F₁₂ = 1.
    ///
    /// - Parameters:
    ///   - area: A₁ in m².
    ///   - emissivity: ε₁, above 0, at most 1.
    ///   - otherArea: A₂ in m².
    ///   - otherEmissivity: ε₂.
    ///   - viewFactor: F₁₂, the share of what leaves surface 1 that meets surface 2; above 0, at most 1.
    /// - Throws: `NetworkError` with `.invalid`.
    /// - Source: two-surface enclosure; Incropera et al., Fundamentals of Heat and Mass Transfer, eq. 13.18.
    public static func radiation(
        area: Double, emissivity: Double, to otherArea: Double, emissivity otherEmissivity: Double,
        viewFactor: Double = 1
    ) throws(NetworkError) -> HeatExchange {
        try positive(area, "the radiating area")
        try positive(otherArea, "the other radiating area")
        try fraction(emissivity, "the emissivity")
        try fraction(otherEmissivity, "the other emissivity")
        try fraction(viewFactor, "the view factor")
        let resistance =
            (1 - emissivity) / (area * emissivity) + 1 / (area * viewFactor)
            + (1 - otherEmissivity) / (otherArea * otherEmissivity)
        return try HeatExchange(stefanBoltzmann / resistance, .power(4))
    }

    /// Radiation by an effective factor: Q = σ·λ·A·(T₁⁴ − T₂⁴).
    ///
    /// - Parameters:
    ///   - area: A in m².
    ///   - factor: λ, emissivities and view factor in one; above 0, at most 1.
    /// - Throws: `NetworkError` with `.invalid`.
    public static func radiation(area: Double, factor: Double) throws(NetworkError) -> HeatExchange {
        try positive(area, "the radiating area")
        try fraction(factor, "the radiation factor")
        return try HeatExchange(stefanBoltzmann * factor * area, .power(4))
    }

    /// Radiation through parallel shields that float at temperatures of their own.
    ///
    ///     Q = A·σ·(T₁⁴ − T₂⁴)/Σ(1/εᵢ + 1/εᵢ₊₁ − 1)
    ///
    /// - Parameters:
    ///   - area: A in m², the same for all.
    ///   - emissivities: of one surface, of each shield in turn (both its faces), of the other surface; at least two.
    /// - Throws: `NetworkError` with `.invalid`.
    /// - Source: N+1 gaps in series, each of two parallel grey plates; ideal insulation, with no conduction in it.
    public static func floatingShields(area: Double, emissivities: [Double]) throws(NetworkError) -> HeatExchange {
        try positive(area, "the radiating area")
        for emissivity in emissivities { try fraction(emissivity, "the emissivity of a shield") }
        guard emissivities.count >= 2 else {
            throw NetworkError(
                reason: .invalid(
                    quantity: "the number of surfaces", value: Double(emissivities.count), expected: "2 or more"))
        }
        let gaps = zip(emissivities, emissivities.dropFirst()).map { 1 / $0 + 1 / $1 - 1 }
        return try HeatExchange(area * stefanBoltzmann / gaps.reduce(0, +), .power(4))
    }

    /// Insulation by the flux measured through it, which then goes with T⁴ at both ends: λ = φ/(σ·(T_w⁴ − T_c⁴)).
    ///
    /// - Parameters:
    ///   - area: in m².
    ///   - measuredFlux: φ in W/m².
    ///   - warm: the warm temperature of the measurement in K.
    ///   - cold: the cold one; 0 where the flux counts as all that a surface at `warm` sends.
    /// - Throws: `NetworkError` with `.invalid`.
    public static func insulation(
        area: Double, measuredFlux: Double, warm: Double, cold: Double = 0
    ) throws(NetworkError) -> HeatExchange {
        try positive(area, "the insulated area")
        try positive(measuredFlux, "the measured flux")
        try positive(warm, "the warm temperature")
        let difference = powerPotential(warm, 4).value - powerPotential(cold, 4).value
        try positive(difference, "T⁴ of the warm side less that of the cold one")
        return try HeatExchange(area * measuredFlux / difference, .power(4))
    }

    /// Multilayer insulation of double-aluminised Mylar with spacers, by Lockheed's correlation.
    ///
    ///     q = Cs·n²·⁶³·(Tw² − Tc²)/(2(N+1)) + Cr·ε·(Tw⁴·⁶⁷ − Tc⁴·⁶⁷)/N + Cg·p·(Twᵐ⁺¹ − Tcᵐ⁺¹)/N    W/m²
    ///
    /// Solid conduction, radiation, residual gas; n in layers/cm, p in torr, Cs = 7.30e-8, Cr = 7.07e-10. The correlation was
    /// made for 39 K to 300 K and 10 to 40 layers/cm; below 39 K its first term, which goes with T², is an extrapolation.
    ///
    /// - Parameters:
    ///   - area: in m².
    ///   - blanket: the blanket.
    /// - Throws: `NetworkError` with `.invalid`.
    /// - Source: Keller, Cunnington & Glassford, NASA CR-134477 (1974), eq. 4-18.
    public static func insulation(area: Double, _ blanket: InsulationBlanket) throws(NetworkError) -> HeatExchange {
        try positive(area, "the insulated area")
        try positive(blanket.layersPerCentimetre, "the layer density")
        try fraction(blanket.emissivity, "the emissivity of the layers")
        let layers = Double(blanket.layers)
        try positive(layers, "the number of layers")
        let solid = 7.30e-8 * pow(blanket.layersPerCentimetre, 2.63) / (2 * (layers + 1))
        let radiation = 7.07e-10 * blanket.emissivity / layers
        var terms = [
            Term(coefficient: area * solid, potential: .power(2)),
            Term(coefficient: area * radiation, potential: .power(4.67)),
        ]
        if let gas = blanket.residualGas {
            try positive(gas.pressure, "the pressure of residual gas")
            let pressure = gas.pressure / 133.322_368
            terms.append(
                Term(
                    coefficient: area * gas.kind.coefficient * pressure / layers,
                    potential: .power(gas.kind.exponent + 1)))
        }
        return try HeatExchange(terms: terms)
    }
}

/// A blanket of multilayer insulation.
public struct InsulationBlanket: Sendable, Hashable {
    /// How many layers.
    public var layers: Int
    /// Layers per centimetre of thickness, as laid.
    public var layersPerCentimetre: Double
    /// Room-temperature emissivity of the layers; 0.031 new, 0.043 in a made-up blanket.
    public var emissivity: Double
    /// The gas left between the layers; nil for a vacuum that carries no heat.
    public var residualGas: ResidualGas?

    /// What is left of a gas.
    public struct ResidualGas: Sendable, Hashable {
        /// Which gas.
        public var kind: Gas
        /// Its pressure between the layers in Pa.
        public var pressure: Double

        /// States a gas and its pressure.
        public init(_ kind: Gas, pressure: Double) {
            self.kind = kind
            self.pressure = pressure
        }
    }

    /// Residual gases with known coefficients.
    public enum Gas: String, Sendable, Hashable, CaseIterable, Codable {
        /// Nitrogen.
        case nitrogen
        /// Helium.
        case helium

        var coefficient: Double { self == .nitrogen ? 1.46e4 : 4.89e4 }
        var exponent: Double { self == .nitrogen ? -0.48 : -0.74 }
    }

    /// Describes a blanket.
    public init(
        layers: Int, layersPerCentimetre: Double, emissivity: Double = 0.031, residualGas: ResidualGas? = nil
    ) {
        self.layers = layers
        self.layersPerCentimetre = layersPerCentimetre
        self.emissivity = emissivity
        self.residualGas = residualGas
    }
}
