public import Readings

/// What the instruments of a cryostat say at a time, as its control unit writes it down.
///
/// What a file cannot carry is left out of it: a quality that it has no words for is lost.
public struct LogSnapshot: Sendable {
    /// A thermometer by its number.
    public struct Thermometer: Sendable {
        /// The number of its files.
        public var number: Int
        /// In K; a file has no line where there is no number.
        public var temperature: Reading?
        /// In Ω.
        public var resistance: Reading?

        /// A thermometer.
        public init(number: Int, temperature: Reading?, resistance: Reading?) {
            self.number = number
            self.temperature = temperature
            self.resistance = resistance
        }
    }

    /// The thermometers.
    public var thermometers: [Thermometer] = []
    /// The pressures of gauges 1 to 6 in Pa; of one that is nil the line has a gauge that is off.
    public var pressures: [Reading?] = []
    /// The flow of the mixture in mol/s.
    public var flow: Double?
    /// Valves, pumps and switches in the order in which they are written.
    public var states: [(name: String, isOn: Bool)] = []
    /// The powers of heaters in W.
    public var heaters: [Double] = []
    /// Keys of the Status file, with numbers in its own units.
    public var status: [(key: String, value: Double)] = []

    /// Nothing.
    public init() {}
}
