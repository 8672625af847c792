import Glibc

/// What a fidelity asks of the material or of the temperature.
extension InversionLaw {
    /// The rate that a fidelity allows, in s⁻¹.
    ///
    /// - Parameter fidelity: between 0 and 1.
    public func allowedRate(fidelity: Double) throws(QubitError) -> Double {
        try Check.share(fidelity, "fidelity")
        return -log(fidelity) / gateTime
    }

    /// The largest loss tangent that reaches a fidelity at a temperature.
    ///
    /// - Parameters:
    ///   - fidelity: between 0 and 1.
    ///   - temperature: in K.
    /// - Throws: `QubitError` where the floor alone forbids it, or where every loss tangent below 1 will do.
    public func lossTangent(fidelity: Double, temperature: Double) throws(QubitError) -> Double {
        let rate = try allowedRate(fidelity: fidelity)
        let slope = coupling * (try thermalFactor(temperature: temperature))
        let loss: Double
        switch floor {
        case .constant(let floor):
            guard rate > floor else {
                throw QubitError(
                    "fidelity",
                    .unattainable(
                        "the floor of \(floor) 1/s alone leaves \(100 * exp(-gateTime * floor)) %, at any loss tangent")
                )
            }
            loss = (rate - floor) / slope
        case .rootOfLoss(let factor):
            // slope·s² + √factor·s = rate for s = √tan δ, in the form that loses no digits.
            let linear = factor.squareRoot()
            let root = 2 * rate / (linear + (linear * linear + 4 * slope * rate).squareRoot())
            loss = root * root
        }
        guard loss < 1 else {
            throw QubitError("fidelity", .unattainable("every loss tangent below 1 reaches it at \(temperature) K"))
        }
        return loss
    }

    /// The highest temperature at which a loss tangent reaches a fidelity, in K.
    ///
    /// - Throws: `QubitError` where it does not even at T → 0.
    public func temperature(fidelity: Double, lossTangent: Double) throws(QubitError) -> Double {
        let rate = try allowedRate(fidelity: fidelity)
        let floor = try floorRate(lossTangent: lossTangent)
        let factor = (rate - floor) / (coupling * lossTangent)
        guard factor > 1 else {
            let best = exp(-gateTime * (floor + coupling * lossTangent))
            throw QubitError("fidelity", .unattainable("even at T → 0 the loss tangent leaves \(100 * best) %"))
        }
        // coth(x) = c has x = ½ ln((c+1)/(c−1)).
        return energyTemperature / log1p(2 / (factor - 1))
    }
}
