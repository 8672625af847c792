public import HeatTransfer

/// What the modules of a link are made of, stage by stage: cooling, shields, loads, joints.
///
/// The numbers of a measured link are data (`Presets/LinkParameters/eth-table-3.yaml`); this is their shape.
public struct LinkParameters: Sendable, Hashable {
    /// The name, such as `eth-table-3`.
    public var name: String
    /// Where the numbers come from.
    public var source: String
    /// The vacuum can's temperature in K.
    public var roomTemperature: Double
    /// The distance between two braids for which the shields' lengths are given, in m.
    public var pitch: Double
    /// The stages, hottest first.
    public var stages: [StageParameters]
    /// Where the sets of posts stand in a module between two braids, as fractions of its length.
    public var postPlaces: [Double]
    /// Where they stand in a module with a braid on one side only.
    public var endPostPlaces: [Double]

    /// The parameters of a stage.
    public struct StageParameters: Sendable, Hashable {
        /// Which stage.
        public var stage: Stage
        /// What a node cools.
        public var cooling: PowerCoolingCurve
        /// Where that curve was measured; nil where its source does not say.
        public var coolingSpan: Span?
        /// Whether a cooling unit along the link cools this stage, with the node's curve.
        public var isCooledByUnits: Bool
        /// Temperature in K below which a node's plate must stay; nil where nothing is asked.
        public var limit: Double?
        /// Whether that limit decides the reach.
        public var limitsReach: Bool
        /// The shield.
        public var shield: Shield
        /// What reaches it from the warmer stage.
        public var load: Load
        /// Plate to link at a node.
        public var node: Joint
        /// Plate to link at a cooling unit, on each side.
        public var unit: Joint
        /// Across a braid module.
        public var braid: Joint
    }

    /// A radiation shield.
    public struct Shield: Sendable, Hashable {
        /// Cross-section of the conductor in m².
        public var crossSection: Double
        /// Length within one pitch, in m; the rest is the gap that a braid bridges.
        public var length: Double
        /// Mean diameter in m.
        public var diameter: Double
        /// The material's name in the catalogue.
        public var material: String
        /// Its residual resistance ratio; nil for the material's own.
        public var residualResistanceRatio: Double?
    }

    /// Resistance of a joint, as a function of temperature.
    ///
    ///     R(T) = R₀ (T/T₀)^b,   or   R(T) = R₀ k(T₀)/k(T) of copper
    ///
    /// Where contacts dominate, b lies between −0.75 and −2.5 below some 10 K; where bulk copper does, R follows 1/k.
    public struct Joint: Sendable, Hashable {
        /// R₀ in K/W.
        public var resistance: Double
        /// T₀ in K.
        public var reference: Double
        /// What R follows.
        public var law: Law
        /// Where it was measured; nil where its source does not say.
        public var span: Span?

        /// What a resistance follows.
        public enum Law: Sendable, Hashable {
            /// A power of temperature.
            case power(exponent: Double)
            /// Bulk copper of a residual resistance ratio.
            case copper(ratio: Double)
        }
    }

    /// The temperatures in which a law was measured, as far as its source states them.
    public struct Span: Sendable, Hashable {
        /// In K; nil where no lower end is stated.
        public var lowest: Double?
        /// In K; nil where no upper end is stated.
        public var highest: Double?
        /// What is known beyond.
        public var note: String?
    }

    /// Heat from the warmer stage.
    public enum Load: Sendable, Hashable {
        /// Through insulation or polished metal from room temperature: φ(1 − (T/T_room)⁴) per area of the shield, posts
        /// within; fluxes φ in W/m² at a cold shield, by name.
        case flux([String: Double])
        /// Radiation ψ_r(T_h⁴ − T_c⁴)/T₀⁴ and posts ψ_p(T_h/T₀)^b, per length, T₀ being the warmer stage's reference.
        case linear(radiation: Double, posts: Double, exponent: Double, reference: Double)
    }
}

extension LinkParameters {
    /// A lowest temperature of the base stage in K with which nodes read what they were measured at.
    ///
    /// Nodes read 10 to 15 mK (arXiv:2604.15971, section III). With this floor those of the 30 m link come to the middle, 12.5 mK.
    public static let measuredBaseFloor = 0.011

    /// Gives the base stage a lowest temperature: 4T̃² µW becomes 4(T̃² − T̃_floor²) µW.
    ///
    /// The curve of the table has no floor, while the nodes of the paper read 10 to 15 mK; the default is the table's.
    ///
    /// - Parameter temperature: in K.
    /// - Throws: `LinkError` where it is not positive.
    public mutating func setBaseFloor(_ temperature: Double) throws(LinkError) {
        guard temperature.isFinite, temperature > 0 else {
            throw LinkError(module: nil, reason: .notPositive(quantity: "base floor", value: temperature))
        }
        guard let index = stages.firstIndex(where: { $0.stage == .base }) else { return }
        // Instead of what there was: a floor may be lowered too.
        stages[index].cooling.leak = 0
        stages[index].cooling.leak = stages[index].cooling.power(at: temperature).power
    }

    /// Checks that every module with shields is longer than the gaps that braids bridge at its ends, in every stage.
    ///
    /// - Parameter modules: in a row that makes a link.
    /// - Throws: `LinkError` naming the first that is not.
    func checkRoom(for modules: [LinkDescription.Module]) throws(LinkError) {
        for (index, module) in modules.enumerated() where module.kind.hasShields {
            let ends = [index - 1, index + 1].count { modules[$0].kind == .braid }
            let gaps = stages.map { ($0.stage, (pitch - $0.shield.length) / 2 * Double(ends)) }
            guard let (stage, gap) = gaps.max(by: { $0.1 < $1.1 }), module.length <= gap else { continue }
            throw LinkError(
                module: (index, module.name), reason: .tooShort(length: module.length, gap: gap, stage: stage))
        }
    }

    /// Scales the radiation that a stage receives: insulation on the 4K stage lets through a tenth or less.
    ///
    /// - Throws: `LinkError` for a factor that is negative or not finite.
    public mutating func scaleRadiation(on stage: Stage, by factor: Double) throws(LinkError) {
        guard factor.isFinite, factor >= 0 else {
            throw LinkError(module: nil, reason: .notPositive(quantity: "factor on radiation", value: factor))
        }
        guard let index = stages.firstIndex(where: { $0.stage == stage }),
            case .linear(let radiation, let posts, let exponent, let reference) = stages[index].load
        else { return }
        stages[index].load = .linear(
            radiation: radiation * factor, posts: posts, exponent: exponent, reference: reference)
    }
}
