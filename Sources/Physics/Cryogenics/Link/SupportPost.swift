public import Materials

/// A material for posts: how much it bears for the heat that it lets through.
public struct PostMaterial: Sendable, Hashable {
    /// Its name in the catalogue.
    public var name: String
    /// Yield strength in Pa.
    public var yieldStrength: Double
    /// Thermal conductivity at 1 K in W/(m·K).
    public var conductivity: Double
    /// The fit that it is from.
    public var fit: String
    /// The ratio σ/k as printed in table 2 of arXiv:2604.15971, in Pa·m·K/W; nil for a material that is not in it.
    public var printedRatio: Double?

    /// σ/k(1 K) in Pa·m·K/W, which is N·K/(W·m): the greater, the less heat for a given strength.
    public var ratio: Double { yieldStrength / conductivity }

    /// The materials of table 2 in its order, with the printed strength in Pa, k(1 K) in W/(m·K) and ratio.
    ///
    /// 120/5 is 24; 20 is printed, as are the other ratios to one digit.
    public static let printed: [(name: String, yieldStrength: Double, conductivity: Double, ratio: Double)] = [
        ("stainless-304", 550e6, 70e-3, 8e9), ("macor", 350e6, 5e-3, 70e9), ("peek", 120e6, 5e-3, 20e9),
        ("nylon-fibre", 120e6, 3e-3, 40e9), ("bluestone", 120e6, 1e-3, 120e9),
    ]

    /// Every material of a catalogue with a yield strength and a conductivity at 1 K, the best first.
    ///
    /// Conductivities are those of ``curve(of:)``, by which posts conduct too, and not the figures printed to one digit.
    ///
    /// - Throws: what the catalogue throws.
    public static func ranked(in catalogue: MaterialCatalogue = .standard) throws -> [PostMaterial] {
        var result: [PostMaterial] = []
        for material in try catalogue.materials() {
            guard let strength = material.yieldStrength, material.properties[.thermalConductivity] != nil else {
                continue
            }
            let curve = try curve(of: material)
            guard curve.range.contains(1) else { continue }
            result.append(
                PostMaterial(
                    name: material.name, yieldStrength: strength, conductivity: try curve.value(at: 1),
                    fit: try curve.piece(at: 1).fit.name,
                    printedRatio: printed.first { $0.name == material.name }?.ratio))
        }
        return result.sorted { $0.ratio > $1.ratio }
    }

    /// The conductivity by which a material is ranked: its default curve where that rests on data at 1 K, else the first fit
    /// that does, else the default curve all the same.
    ///
    /// - Throws: `MaterialError` for a material without a conductivity.
    public static func curve(of material: Material) throws(MaterialError) -> PropertyCurve {
        let usual = try material.curve(.thermalConductivity)
        guard usual.range.contains(1), try usual.evaluate(at: 1).isOutsideData else { return usual }
        let other = try material.record(.thermalConductivity).fits.first { $0.dataRange.contains(1) }
        return try other.map { fit throws(MaterialError) in
            try material.curve(.thermalConductivity, Conditions(fit: fit.name))
        } ?? usual
    }
}

/// A post between two shields.
///
///     P = A/l ∫ k dT from T_c to T_h  (exact),   P ≈ A/l ∫ k dT from 0 to T_h
///
/// The second is what the paper's model takes (arXiv:2604.15971, eqs. 3 and 4); it is too large by what flows from T_c to 0.
public struct SupportPost: Sendable {
    /// Mean cross-section in m².
    public let area: Double
    /// Length in m.
    public let length: Double
    /// Θ of its material.
    public let conductivity: CumulativeIntegral

    /// Describes a post.
    ///
    /// - Parameters:
    ///   - area: mean cross-section in m².
    ///   - length: in m; 20 to 32 mm in the 30 m link.
    ///   - conductivity: of its material; see ``PostMaterial/curve(of:)``.
    /// - Throws: `LinkError` for what is not positive; `MaterialError` where the conductivity has no integral.
    public init(area: Double, length: Double, conductivity: PropertyCurve) throws {
        for (quantity, value) in [("cross-section of a post", area), ("length of a post", length)]
        where !(value.isFinite && value > 0) {
            throw LinkError(module: nil, reason: .notPositive(quantity: quantity, value: value))
        }
        self.area = area
        self.length = length
        self.conductivity = try conductivity.integral()
    }

    /// The heat in W between two temperatures in K.
    ///
    /// - Throws: `MaterialError` outside the range of the conductivity.
    public func heat(from warm: Double, to cold: Double) throws(MaterialError) -> Double {
        try conductivity.value(from: cold, to: warm) * area / length
    }

    /// The heat in W with the cold end put to absolute zero.
    ///
    /// Below the range of the conductivity k goes on as the power of T that it has at the cold end.
    ///
    /// - Throws: `MaterialError` above the range of the conductivity.
    public func heatToZero(from warm: Double) throws(MaterialError) -> Double {
        let curve = conductivity.curve
        let coldest = curve.range.lowerBound
        let (value, near) = (try curve.value(at: coldest), try curve.value(at: coldest * 1.001))
        // d ln k/d ln T over one part in a thousand; what lies below is tiny.
        let exponent = (near / value - 1) / 0.001
        let below = value * coldest / (exponent + 1)
        return (try conductivity.value(from: coldest, to: warm) + below) * area / length
    }

    /// By how much the second is too large, relative.
    ///
    /// - Throws: `MaterialError` outside the range of the conductivity.
    public func errorOfZero(from warm: Double, to cold: Double) throws(MaterialError) -> Double {
        try heatToZero(from: warm) / heat(from: warm, to: cold) - 1
    }
}
