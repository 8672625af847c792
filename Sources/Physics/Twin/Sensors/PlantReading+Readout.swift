extension PlantReading {
    /// What the readout of a usual device at a plate's base has to do with, without the noise of its instruments.
    public struct Readout: Sendable, Hashable {
        /// The signal-to-noise ratio in dB; nil where there is no resonance.
        public var ratio: Double?
        /// How far its resonator is from its place at absolute zero, in Hz; nil where there is no resonance.
        public var shift: Double?
        /// How far vibration moves the resonator to and fro, in Hz.
        public var jitter: Double
    }

    /// The readout of a device at the base of a plate: by its temperature, by what shakes it, by light and radiation.
    ///
    /// - Parameters:
    ///   - plate: its number.
    ///   - vibration: of running pulse tubes.
    public func readout(at plate: Int, _ vibration: Vibration = .pulseTube) -> Readout {
        let device = DeviceReadout()
        let own = model.plates[plate]
        let base = own.nodes.last.map { self[$0] } ?? .infinity
        let runs = acting[plate].pulseTube
        let shaken = runs ? shaking(at: plate) * vibration.effectiveAcceleration(of: own.nodes.count - 1) : 0
        let jitter = device.jitter(at: shaken)
        guard base < device.highest else { return Readout(jitter: jitter) }
        let pairs = device.brokenPairs(by: radiation(at: plate))
        return Readout(
            ratio: device.ratio(at: base, pairs: pairs), shift: device.shift(at: base, pairs: pairs), jitter: jitter)
    }
}
