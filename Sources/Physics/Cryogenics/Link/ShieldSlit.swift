import Glibc

/// Slits in a shield: small areas that are black, and let the radiation of the warmer stage onto the next colder one.
///
/// Whatever enters a slit does not come back, so its area counts with emissivity one (arXiv:2604.15971, appendix B):
///
///     Q = σ (T_warm⁴ − T_cold⁴) A,   ε′ = ε + (1 − ε) A/A_shield
public struct ShieldSlit: Sendable, Hashable {
    /// The Stefan–Boltzmann constant in W/(m²·K⁴), CODATA 2018, exact to the digits shown.
    public static let stefanBoltzmann = 5.670_374_419e-8

    /// How wide, in m.
    public var width: Double
    /// How long all slits are together, in m.
    public var length: Double

    /// Describes slits.
    ///
    /// - Throws: `LinkError` for a size that is not positive.
    public init(width: Double, length: Double) throws(LinkError) {
        for (quantity, value) in [("width", width), ("length", length)] where !(value.isFinite && value > 0) {
            throw LinkError(module: nil, reason: .notPositive(quantity: "\(quantity) of a slit", value: value))
        }
        self.width = width
        self.length = length
    }

    /// The black area in m².
    public var area: Double { width * length }

    /// What passes in W: from the stage outside the slit onto the stage inside.
    ///
    /// - Parameters:
    ///   - warm: temperature of the surface outside the slit shield, in K, seen as black.
    ///   - cold: temperature of the stage that it reaches, in K.
    public func heat(from warm: Double, to cold: Double) -> Double {
        Self.stefanBoltzmann * (pow(warm, 4) - pow(cold, 4)) * area
    }

    /// The emissivity that a shield of an area (m²) then has, 0…1; never above 1.
    public func effectiveEmissivity(of emissivity: Double, shieldArea: Double) -> Double {
        emissivity + (1 - emissivity) * Swift.min(1, area / shieldArea)
    }

    /// The heat through slits of every shield of a link module.
    public struct Row: Sendable, Hashable {
        /// The stage whose shield has the slits.
        public var stage: Stage
        /// The temperature outside of it, in K.
        public var warm: Double
        /// The temperature of what the heat reaches, in K.
        public var cold: Double
        /// The stage inside that the heat reaches; nil where the base shield lets it onto the waveguide.
        public var reaches: Stage?
        /// Extra heat in W.
        public var heat: Double
        /// Area of the shield over one pitch in m².
        public var shieldArea: Double
        /// Its emissivity with slits.
        public var emissivity: Double
    }

    /// What the same slits do in each stage of a link, over one pitch.
    ///
    /// - Parameters:
    ///   - parameters: the shields.
    ///   - temperatures: of the stages, in K, hottest first.
    ///   - emissivity: of the shields without slits; 0.025 is copper's in arXiv:2604.15971, section III.
    public func rows(
        _ parameters: LinkParameters, temperatures: [Double] = [50, 4, 1, 0.01], emissivity: Double = 0.025
    ) -> [Row] {
        let stages = parameters.stages
        return zip(stages.indices, temperatures).map { index, own in
            let warm = index == 0 ? parameters.roomTemperature : temperatures[index - 1]
            let inner = index + 1 < temperatures.count ? temperatures[index + 1] : own
            let area = Double.pi * stages[index].shield.diameter * parameters.pitch
            return Row(
                stage: stages[index].stage, warm: warm, cold: inner,
                reaches: index + 1 < stages.count ? stages[index + 1].stage : nil, heat: heat(from: warm, to: inner),
                shieldArea: area, emissivity: effectiveEmissivity(of: emissivity, shieldArea: area))
        }
    }
}
