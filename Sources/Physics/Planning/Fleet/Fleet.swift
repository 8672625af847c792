public import Cryogenics
public import Qubits

/// Devices to be put into cryostats, and the ways of doing so that are to be compared.
public struct Fleet: Sendable {
    /// Its name.
    public var name: String
    /// What it is, in a line.
    public var title: String
    /// How many devices there are.
    public var devices: Int
    /// How many qubits each has.
    public var qubitsPerDevice: Int
    /// The temperature in K that the qubits must not exceed.
    public var temperature: Double
    /// How many devices must be cold 99 % of the time.
    public var devicesCold: Int
    /// The ways of placing them.
    public var options: [Option]
    /// A qubit of the devices; nil where gate errors are not asked for.
    public var qubit: Qubit?
    /// How often and how long cryostats are warm.
    public var availability: Availability
    /// What things cost.
    public var prices: FleetPrices
    /// Electric power of a pulse tube's compressor in W.
    public var compressorPower: Double
    /// Of a cryostat; nil for those of the pulse tubes in its description.
    public var compressors: Double?
    /// Floor that a cryostat takes, in m².
    public var floor: Double
    /// What was assumed, with its source.
    public var assumptions: [CryostatDescription.Assumption]

    /// A way of placing devices: so many to a cryostat.
    public struct Option: Sendable {
        /// Its name.
        public var name: String
        /// Devices in a full cryostat.
        public var devicesPerCryostat: Int
        /// The cryostat without lines or devices.
        public var cryostat: CryostatDescription
        /// What a qubit adds.
        public var wiring: Wiring
    }

    /// The qubit whose gates are looked at.
    public struct Qubit: Sendable {
        /// Its description.
        public var file: QubitFile
        /// Which of the wiring's lines stands for one of the qubit's, by the qubit's.
        public var lines: [String: String]
        /// The largest error of a one-qubit gate that is good enough; nil for any.
        public var largestError: Double?
    }
}
