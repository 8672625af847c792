import Glibc

/// How long a qubit keeps its energy and its phase, cause by cause.
///
///     1/T1 = ΣΓ1,   1/T2 = 1/(2T1) + ΣΓφ,   hence T2 ≤ 2T1
public struct Coherence: Sendable, Hashable {
    /// A cause with its rate.
    public struct Cause: Sendable, Hashable {
        /// What it is, for people.
        public var name: String
        /// In s⁻¹: 1/T1 or Γφ by this alone.
        public var rate: Double
        /// Whether it takes energy, or only phase.
        public var takesEnergy: Bool
        /// Whether its part of the coherence falls as a Gaussian.
        public var isGaussian: Bool

        /// What it adds to 1/T2, in s⁻¹.
        public var transverseRate: Double { takesEnergy ? rate / 2 : rate }
    }

    /// The causes, those that take energy first.
    public var causes: [Cause]

    /// The coherence of a qubit under all its causes.
    ///
    /// - Parameters:
    ///   - frequency: of the qubit in Hz.
    ///   - temperature: of the baths in K.
    ///   - relaxation: what takes energy, each with a name.
    ///   - dephasing: what takes phase, each with a name.
    public init(
        frequency: Double, temperature: Double, relaxation: [(name: String, channel: Relaxation)],
        dephasing: [(name: String, channel: Dephasing)] = []
    ) throws(QubitError) {
        causes = []
        for (name, channel) in relaxation {
            let rate = try channel.rate(frequency: frequency, temperature: temperature)
            causes.append(Cause(name: name, rate: rate, takesEnergy: true, isGaussian: false))
        }
        for (name, channel) in dephasing {
            let rate = try channel.rate(temperature: temperature)
            causes.append(Cause(name: name, rate: rate, takesEnergy: false, isGaussian: channel.isGaussian))
        }
        _ = try Check.result(relaxationRate, "relaxation rate")
        _ = try Check.result(dephasingRate, "dephasing rate")
    }

    /// Coherence from its two rates alone.
    ///
    /// - Parameters:
    ///   - relaxationRate: 1/T1 in s⁻¹, 0 or above.
    ///   - dephasingRate: ΣΓφ in s⁻¹, 0 or above.
    public init(relaxationRate: Double, dephasingRate: Double) throws(QubitError) {
        try Check.notNegative(relaxationRate, "relaxationRate", "1/s")
        try Check.notNegative(dephasingRate, "dephasingRate", "1/s")
        causes = [
            Cause(name: "relaxation", rate: relaxationRate, takesEnergy: true, isGaussian: false),
            Cause(name: "dephasing", rate: dephasingRate, takesEnergy: false, isGaussian: false),
        ]
    }

    /// 1/T1 in s⁻¹.
    public var relaxationRate: Double { causes.reduce(0) { $0 + ($1.takesEnergy ? $1.rate : 0) } }
    /// ΣΓφ in s⁻¹.
    public var dephasingRate: Double { causes.reduce(0) { $0 + ($1.takesEnergy ? 0 : $1.rate) } }
    /// T1 in s; infinite where nothing takes energy.
    public var relaxationTime: Double { 1 / relaxationRate }
    /// T2 in s, never above 2T1; a Gaussian cause counts with its rate.
    ///
    /// A scale of the decay: what is left after a time far below T2 follows each cause's own form, `envelope(at:)`.
    public var coherenceTime: Double { 1 / (relaxationRate / 2 + dephasingRate) }
    /// What adds most to 1/T2; nil without any cause.
    public var limit: Cause? { causes.max { $0.transverseRate < $1.transverseRate } }

    /// What is left of the coherence after a time, each cause by its own form.
    ///
    /// - Parameter time: in s, 0 or above.
    public func envelope(at time: Double) throws(QubitError) -> Double {
        try Check.notNegative(time, "time", "s")
        return exp(-transverseDecay(at: time))
    }

    /// −ln of the envelope: Σ Γt of the plain causes and Σ (Γt)² of the Gaussian ones.
    func transverseDecay(at time: Double) -> Double {
        causes.reduce(0) { sum, cause in
            let decay = cause.transverseRate * time
            return sum + (cause.isGaussian ? decay * decay : decay)
        }
    }
}
