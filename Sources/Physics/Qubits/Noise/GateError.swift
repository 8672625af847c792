import Glibc

/// What decay and dephasing cost a gate, averaged over all states it may act on.
///
/// The gate is taken to be perfect but for the time it takes, and the coherence to fall as `Coherence.envelope(at:)` says: a
/// Gaussian cause, slow noise, costs a short gate the square of Γt, far less than a plain cause of the same rate. Source of the averages: M. A. Nielsen, Phys. Lett. A 303, 249
/// (2002), F = (dF_pro + 1)/(d + 1); the first order of two-qubit gates is that of T. Abad et al., Phys. Rev. Lett. 129,
/// 150504 (2022).
public enum GateError {
    /// The error of a one-qubit gate, ½ − e^(−t/T1)/6 − f(t)/3 with the envelope f, without loss of digits.
    ///
    /// Without Gaussian causes f = e^(−t/T2).
    /// The equilibrium that T1 leads to does not matter: its part averages out.
    ///
    /// - Parameters:
    ///   - coherence: of the qubit.
    ///   - time: the gate's duration in s, 0 or above.
    public static func oneQubit(_ coherence: Coherence, time: Double) throws(QubitError) -> Double {
        try Check.notNegative(time, "time", "s")
        return -expm1(-time * coherence.relaxationRate) / 6 - expm1(-coherence.transverseDecay(at: time)) / 3
    }

    /// The error of a two-qubit gate whose qubits decay each by itself.
    ///
    ///     F = (4F₁F₂ + 1)/5,   Fᵢ = ¼ + e^(−t/T1)/4 + f(t)/2
    public static func twoQubit(_ first: Coherence, _ second: Coherence, time: Double) throws(QubitError) -> Double {
        try Check.notNegative(time, "time", "s")
        // 1 − F₁F₂ = e₁ + e₂ − e₁e₂ keeps the digits of small errors; a process error is 3/2 of the average one.
        let one = try oneQubit(first, time: time) * 1.5
        let two = try oneQubit(second, time: time) * 1.5
        return 0.8 * (one + two - one * two)
    }

    /// The lowest order of a one-qubit gate's error by one cause: Γt/3, of a Gaussian one (Γt)²/3.
    public static func oneQubit(_ cause: Coherence.Cause, time: Double) -> Double {
        lowestOrder(cause, time) / 3
    }

    /// The lowest order of a two-qubit gate's error by one cause of one of its qubits: (2/5)Γt, of a Gaussian one (2/5)(Γt)².
    ///
    /// Where the same cause acts on both qubits, it counts twice.
    public static func twoQubit(_ cause: Coherence.Cause, time: Double) -> Double {
        0.4 * lowestOrder(cause, time)
    }

    private static func lowestOrder(_ cause: Coherence.Cause, _ time: Double) -> Double {
        let decay = cause.rate * time
        return cause.isGaussian ? decay * decay : decay
    }

    /// 1 − exp(−t/T2*), by which the paper on architectural inversion counts.
    ///
    /// Without Gaussian causes that is 6/(3 + e^(−t/T2)) (T2 = 2T1: 1.5 for short gates, 2 for long ones) to 3 (pure
    /// dephasing) times the error it stands for, at any duration. Gaussian causes have no upper bound: alone, 3/(Γt) times
    /// where Γt is small.
    public static func inversionPaper(_ coherence: Coherence, time: Double) throws(QubitError) -> Double {
        try Check.notNegative(time, "time", "s")
        return -expm1(-time / coherence.coherenceTime)
    }
}
