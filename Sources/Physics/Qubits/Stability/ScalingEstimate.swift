import Glibc

/// How many qubits a mixing chamber carries, with every assumption shown.
///
/// The inversion paper says "fewer than a few thousand" for 50 µW without a derivation; here are the heats that a qubit may
/// cause there, and what each would mean.
public struct ScalingEstimate: Sendable, Hashable {
    /// Something taken for granted.
    public struct Assumption: Sendable, Hashable {
        /// What it is.
        public var name: String
        /// Heat a qubit at the mixing chamber in W.
        public var powerPerQubit: Double
        /// Where it is from.
        public var source: String
    }

    /// What the mixing chamber carries, in W.
    public var capacity: Double
    /// The heats that each qubit causes, all at once.
    public var assumptions: [Assumption]

    /// An estimate from parts that anyone may change.
    ///
    /// - Parameters:
    ///   - capacity: in W, above 0.
    ///   - linesPerQubit: microwave and flux lines a qubit, besides its share of a readout line.
    ///   - drive: average power that a qubit's drive leaves in the last attenuator, in W.
    ///   - readout: the chain that reads it out.
    ///   - cycle: the rate of error correction, in Hz.
    ///   - bits: bits erased a cycle and qubit.
    ///   - temperature: of the mixing chamber in K.
    public init(
        capacity: Double, linesPerQubit: Double = 2, drive: Double = 1e-9, readout: ReadoutChain = .typical,
        cycle: Double = 1e6, bits: Double = 1, temperature: Double = 0.01
    ) throws {
        try Check.positive(capacity, "capacity", "W")
        try Check.notNegative(linesPerQubit, "linesPerQubit")
        try Check.notNegative(drive, "drive", "W")
        try Check.notNegative(cycle, "cycle", "Hz")
        try Check.notNegative(bits, "bits")
        let line = try SteelLine().spans.last?.heat ?? .nan
        let budget = try readout.budget(qubits: readout.qubitsPerLine)
        let shared = 1 / Double(readout.qubitsPerLine)
        self.capacity = capacity
        assumptions = [
            Assumption(
                name:
                    "conduction of \(Self.plain(linesPerQubit)) steel lines and 2/\(readout.qubitsPerLine) readout lines",
                powerPerQubit: line * (linesPerQubit + 2 * shared),
                source: "UT-085-SS from 82 mK to 6 mK, 14 cm, to a factor of two"),
            Assumption(name: "drive in the last attenuator", powerPerQubit: drive, source: "assumed"),
            Assumption(
                name: "pump of the parametric amplifier", powerPerQubit: budget.mixingChamberPower * shared,
                source: "assumed"),
            Assumption(
                name: "Landauer's heat of \(Self.plain(bits)) bit a cycle at \(Self.plain(cycle / 1e6)) MHz",
                powerPerQubit: try Landauer.power(rate: cycle * bits, temperature: temperature), source: "N·kT·ln 2"),
        ]
    }

    /// A number without an idle zero.
    private static func plain(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// All heats together, a qubit, in W.
    public var powerPerQubit: Double { assumptions.reduce(0) { $0 + $1.powerPerQubit } }

    /// How many qubits that leaves; infinite where a qubit heats nothing.
    public var qubits: Double { (capacity / powerPerQubit).rounded(.down) }

    /// The heat a qubit that a count of qubits implies, in W.
    ///
    /// - Parameter qubits: above 0.
    public func implied(qubits: Double) throws(QubitError) -> Double {
        try Check.positive(qubits, "qubits")
        return capacity / qubits
    }
}
