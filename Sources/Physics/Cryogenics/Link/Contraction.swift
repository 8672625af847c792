public import Materials

/// How much parts shorten on cooling from room temperature, as the materials' curves say.
public enum Contraction {
    /// Below this, in K, nothing contracts further that a ruler would show: a curve that ends here is carried on as it ends.
    ///
    /// The expansion of metals and plastics below 20 K adds less than 1 % to what they have lost by then.
    public static let frozen = 20.0

    /// The relative contraction (L(293 K) − L(T))/L(293 K); positive when shorter.
    ///
    /// - Parameters:
    ///   - material: any with a curve of its contraction.
    ///   - temperature: in K; below the curve's cold end where that lies under ``frozen``, its value there holds.
    /// - Returns: dimensionless; 1e-3 is one millimetre per metre.
    /// - Throws: `MaterialError` where the contraction is not known.
    public static func relative(of material: Material, at temperature: Double) throws(MaterialError) -> Double {
        let curve = try material.curve(.contraction)
        let coldest = curve.range.lowerBound
        let isFrozen = temperature >= 0 && temperature < coldest && coldest <= frozen
        return try curve.value(at: isFrozen ? coldest : temperature)
    }
}
