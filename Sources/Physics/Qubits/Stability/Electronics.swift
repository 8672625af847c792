import Glibc

/// The least heat of erasing information.
public enum Landauer {
    /// N·kT·ln 2 in W.
    ///
    /// - Parameters:
    ///   - rate: bits erased a second, 0 or above.
    ///   - temperature: in K, above 0.
    /// - Source: R. Landauer, IBM J. Res. Dev. 5, 183 (1961).
    public static func power(rate: Double, temperature: Double) throws(QubitError) -> Double {
        try Check.notNegative(rate, "rate", "bit/s")
        try Check.positive(temperature, "temperature", "K")
        return rate * ThermalPopulation.boltzmann * temperature * log(2)
    }
}

/// Control electronics and the stage that carries it.
public struct ControlElectronics: Sendable, Hashable {
    /// What it is.
    public var name: String
    /// Power a qubit in W.
    public var powerPerQubit: Double
    /// Where the number is from.
    public var source: String

    /// Electronics of a power a qubit.
    public init(name: String, powerPerQubit: Double, source: String) {
        self.name = name
        self.powerPerQubit = powerPerQubit
        self.source = source
    }

    /// The powers a qubit that are argued about.
    public static let known = [
        ControlElectronics(name: "inversion paper, highest", powerPerQubit: 23e-3, source: "the paper, section 1.5"),
        ControlElectronics(
            name: "cryo-CMOS with a two-qubit gate", powerPerQubit: 23e-3,
            source: "Underwood et al., PRX Quantum 5, 010326 (2024)"),
        ControlElectronics(name: "inversion paper, lowest", powerPerQubit: 4e-3, source: "the paper, section 1.5"),
        ControlElectronics(name: "inversion paper, target", powerPerQubit: 1e-3, source: "the paper, section 1.5"),
        ControlElectronics(name: "single flux quanta", powerPerQubit: 1.6e-6, source: "reported for SFQ controllers"),
        ControlElectronics(name: "a million qubits in 1 W", powerPerQubit: 1e-6, source: "1 W over a million"),
        ControlElectronics(
            name: "control cell at millikelvin", powerPerQubit: 18e-9,
            source: "Pauka et al., Nat. Electron. 4, 64 (2021)"),
    ]

    /// How many qubits a stage carries.
    ///
    /// - Parameter capacity: in W, 0 or above.
    public func qubits(capacity: Double) throws(QubitError) -> Double {
        try Check.notNegative(capacity, "capacity", "W")
        try Check.positive(powerPerQubit, "powerPerQubit", "W")
        // A capacity that is a whole multiple may come out a rounding below it.
        return (capacity / powerPerQubit * (1 + 1e-12)).rounded(.down)
    }

    /// The dynamic power of a CMOS circuit, a·C·V²·f, in W.
    ///
    /// - Parameters:
    ///   - capacitance: that is switched, in F.
    ///   - voltage: in V.
    ///   - frequency: of the clock in Hz.
    ///   - activity: the share of the capacitance switched each cycle, 0 to 1.
    public static func dynamicPower(
        capacitance: Double, voltage: Double, frequency: Double, activity: Double = 1
    ) throws(QubitError) -> Double {
        try Check.notNegative(capacitance, "capacitance", "F")
        try Check.notNegative(voltage, "voltage", "V")
        try Check.notNegative(frequency, "frequency", "Hz")
        guard (0...1).contains(activity) else {
            throw QubitError("activity", .outOfRange(value: activity, range: "0 to 1"))
        }
        return activity * capacitance * voltage * voltage * frequency
    }
}

/// A stage and what it is said to carry.
public struct StageCapacity: Sendable, Hashable {
    /// What it is.
    public var name: String
    /// In W.
    public var power: Double
    /// Where the number is from.
    public var source: String

    /// The capacities that are argued about, the coldest first.
    public static let known = [
        StageCapacity(name: "10 mK, measured", power: 4e-6, source: "arXiv:2604.15971, table 3: 4 µW at 10 mK"),
        StageCapacity(
            name: "10 mK, paper", power: InversionScenario.capacities.mixingChamber, source: "the paper, appendix A"),
        StageCapacity(
            name: "4 K, paper", power: InversionScenario.capacities.pulseTube, source: "the paper, appendix A"),
        StageCapacity(
            name: "4 K, large cryostat", power: 2, source: "vendor's figure for a large dilution refrigerator"),
    ]
}
