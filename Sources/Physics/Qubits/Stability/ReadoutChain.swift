/// What reads qubits out: parametric amplifier and circulators at the mixing chamber, a transistor amplifier at 4 K.
///
/// The numbers of `typical` are assumptions of the usual order, and all are arguments: a HEMT takes several milliwatts, a
/// kinetic-inductance amplifier at 4 K about 1 % of it (M. Malnou et al., Phys. Rev. Appl. 17, 044009 (2022)).
public struct ReadoutChain: Sendable, Hashable {
    /// How many qubits share an output line.
    public var qubitsPerLine: Int
    /// Pump power that a parametric amplifier and its coupler turn into heat at the mixing chamber, in W.
    public var parametricAmplifier: Double
    /// Its volume with its box, in m³.
    public var amplifierVolume: Double
    /// Circulators and isolators a line.
    public var circulators: Int
    /// The volume of one with its shield, in m³.
    public var circulatorVolume: Double
    /// The power of the transistor amplifier (HEMT) at 4 K, in W.
    public var transistorAmplifier: Double

    /// A chain of a superconducting processor: 8 qubits a line, −60 dBm of pump, three circulators of 4 × 4 × 2 cm³, 10 mW.
    public static let typical = ReadoutChain(
        qubitsPerLine: 8, parametricAmplifier: 1e-9, amplifierVolume: 10e-6, circulators: 3, circulatorVolume: 32e-6,
        transistorAmplifier: 10e-3)

    /// A chain.
    public init(
        qubitsPerLine: Int, parametricAmplifier: Double, amplifierVolume: Double, circulators: Int,
        circulatorVolume: Double, transistorAmplifier: Double
    ) {
        self.qubitsPerLine = qubitsPerLine
        self.parametricAmplifier = parametricAmplifier
        self.amplifierVolume = amplifierVolume
        self.circulators = circulators
        self.circulatorVolume = circulatorVolume
        self.transistorAmplifier = transistorAmplifier
    }

    /// What a count of qubits takes.
    public struct Budget: Sendable, Hashable {
        /// Output lines.
        public var lines: Int
        /// Heat at the mixing chamber in W.
        public var mixingChamberPower: Double
        /// Volume at the mixing chamber in m³.
        public var mixingChamberVolume: Double
        /// Heat at 4 K in W.
        public var fourKelvinPower: Double
    }

    /// What a count of qubits takes.
    ///
    /// - Parameter qubits: 0 or more.
    public func budget(qubits: Int) throws(QubitError) -> Budget {
        guard qubits >= 0 else {
            throw QubitError("qubits", .outOfRange(value: Double(qubits), range: "0 or more"))
        }
        guard qubitsPerLine >= 1 else {
            throw QubitError("qubitsPerLine", .outOfRange(value: Double(qubitsPerLine), range: "1 or more"))
        }
        guard circulators >= 0 else {
            throw QubitError("circulators", .outOfRange(value: Double(circulators), range: "0 or more"))
        }
        try Check.notNegative(parametricAmplifier, "parametricAmplifier", "W")
        try Check.notNegative(amplifierVolume, "amplifierVolume", "m³")
        try Check.notNegative(circulatorVolume, "circulatorVolume", "m³")
        try Check.notNegative(transistorAmplifier, "transistorAmplifier", "W")
        // Rounded up without a sum that could overflow.
        let lines = qubits / qubitsPerLine + (qubits % qubitsPerLine > 0 ? 1 : 0)
        let volume = amplifierVolume + Double(circulators) * circulatorVolume
        return Budget(
            lines: lines, mixingChamberPower: Double(lines) * parametricAmplifier,
            mixingChamberVolume: Double(lines) * volume, fourKelvinPower: Double(lines) * transistorAmplifier)
    }
}
