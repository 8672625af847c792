/// A metric screw that holds parts together, and what cooling does to its preload.
///
///     ΔL = α_part·l_part + α_washer·l_washer − α_screw·(l_part + l_washer)
///     ΔF = −ΔL/(δ_screw + δ_parts),   δ = l/(E·A)
///
/// ΔL is how much more the clamped parts shorten than the screw: positive loses preload. Parts are sleeves of the head's outer
/// diameter around the hole, without the cone that spreads the load, so they are softer than in truth; ``lossOfRigidParts``
/// leaves them out (δ_parts = 0) and bounds the loss from above. Between the two lies the joint. Moduli are those of room
/// temperature; cold, most are 5 to 10 % higher.
public struct ScrewJoint: Sendable, Hashable {
    /// The screw.
    public var screw: MetricScrew
    /// What the screw is made of.
    public var screwMaterial: SolidMaterial
    /// What it holds.
    public var partMaterial: SolidMaterial
    /// What lies under its head; nil for no washer.
    public var washerMaterial: SolidMaterial?
    /// Thickness of the clamped parts, in m.
    public var partLength: Double
    /// Thickness of all washers together, in m.
    public var washerLength: Double
    /// The tightening torque in N·m.
    public var torque: Double
    /// The coefficient of friction of thread and head.
    public var friction: Double

    /// The middle of VDI 2230's class B, 0.08 to 0.16: metal on metal, lightly oiled.
    public static let usualFriction = 0.12

    /// Describes a joint.
    ///
    /// - Parameters:
    ///   - screw: its size.
    ///   - screwMaterial: what it is made of.
    ///   - part: what it holds, and how thick in m.
    ///   - washer: what lies under its head, and how thick in m; nil for none.
    ///   - torque: in N·m.
    ///   - friction: of thread and head.
    /// - Throws: `LinkError` for a thickness, torque or friction that is not positive.
    public init(
        _ screw: MetricScrew, of screwMaterial: SolidMaterial, part: (material: SolidMaterial, length: Double),
        washer: (material: SolidMaterial, length: Double)? = nil, torque: Double, friction: Double = usualFriction
    ) throws(LinkError) {
        for (quantity, value) in [
            ("thickness of the parts", part.length), ("thickness of the washer", washer?.length ?? 1),
            ("torque", torque), ("friction", friction),
        ] where !(value.isFinite && value > 0) {
            throw LinkError(module: nil, reason: .notPositive(quantity: quantity, value: value))
        }
        self.screw = screw
        self.screwMaterial = screwMaterial
        partMaterial = part.material
        partLength = part.length
        washerMaterial = washer?.material
        washerLength = washer?.length ?? 0
        self.torque = torque
        self.friction = friction
    }

    /// The clamped length, in m.
    public var grip: Double { partLength + washerLength }

    /// The preload at room temperature, in N: M = F(P/2π + 0.577 μ d₂ + μ D/2), VDI 2230.
    public var preload: Double {
        let perForce =
            screw.pitch / (2 * Double.pi) + 0.577 * friction * screw.flankDiameter + friction * screw.bearingDiameter
            / 2
        return torque / perForce
    }

    /// The tensile stress of the preload in the screw, in Pa.
    public var stress: Double { preload / screw.stressArea }

    /// How much more the parts shorten than the screw, in m.
    public var mismatch: Double {
        partMaterial.contraction * partLength + (washerMaterial?.contraction ?? 0) * washerLength
            - screwMaterial.contraction * grip
    }

    /// The change of preload on cooling in N, parts as sleeves: negative where the joint loosens.
    public var preloadChange: Double {
        let washer = washerMaterial.map { washerLength / ($0.modulus * screw.sleeveArea) } ?? 0
        return -mismatch / (screwCompliance + partLength / (partMaterial.modulus * screw.sleeveArea) + washer)
    }

    /// The preload lost on cooling as a share of that at room temperature, parts as sleeves; negative where it grows.
    public var loss: Double { -preloadChange / preload }

    /// The same with parts that do not give way: an upper bound of the change.
    public var lossOfRigidParts: Double { mismatch / screwCompliance / preload }

    /// The thickness of washers of a material in m that would keep the preload; nil where none can.
    ///
    /// α_part·l + α_washer·w = α_screw·(l + w)
    public func washerLengthKeepingPreload(_ washer: SolidMaterial) -> Double? {
        let length =
            partLength * (partMaterial.contraction - screwMaterial.contraction)
            / (screwMaterial.contraction - washer.contraction)
        return length.isFinite && length >= 0 ? length : nil
    }

    private var screwCompliance: Double { grip / (screwMaterial.modulus * screw.stressArea) }
}
