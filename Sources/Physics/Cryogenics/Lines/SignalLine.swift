import Glibc

/// A microwave line from a warm place to a cold one, as its thermal photons see it.
///
/// Each loss takes photons away and adds those of its own temperature:
///
///     nᵢ = nᵢ₋₁/A + (A − 1)/A·n_B(Tᵢ)
///
/// - Source: S. Krinner et al., EPJ Quantum Technol. 6, 2 (2019), eq. 4.
public struct SignalLine: Sendable, Hashable {
    /// A part that loses power.
    public enum Part: Sendable, Hashable {
        /// A loss at one temperature, in dB and K: attenuator, filter, connector.
        case attenuator(decibels: Double, temperature: Double)
        /// A cable of which only the loss in dB in all is known: its temperature is taken to run evenly from end to end.
        case cable(decibels: Double, from: Double, to: Double)
        /// A length of a known cable, with its loss and its true temperature at every place.
        case run(CableRun)
    }

    /// The temperature of what feeds the line, in K.
    public var source: Double
    /// The parts, from the source to the qubit.
    public var parts: [Part]

    /// A line.
    public init(source: Double, parts: [Part]) {
        self.source = source
        self.parts = parts
    }

    /// The photons in a mode behind each part, in order; first those of the source.
    ///
    /// - Parameter frequency: in Hz, above 0.
    /// - Throws: `LineError` for a number that cannot be, or a frequency at which a cable's loss is not known; `MaterialError`.
    public func photons(frequency: Double) throws -> [Double] {
        try Self.positive(source, "source", "K")
        try Self.positive(frequency, "frequency", "Hz")
        let entering = ThermalPhotons.occupation(frequency: frequency, temperature: source)
        guard entering.isFinite else {
            throw LineError(
                "frequency",
                .outOfRange(quantity: "it", value: frequency, range: "not so near to 0 Hz: photons overflow"))
        }
        var result = [entering]
        for part in parts {
            let entering = result[result.count - 1]
            switch part {
            case .attenuator(let decibels, let temperature):
                try Self.notNegative(decibels, "decibels", "dB")
                try Self.positive(temperature, "temperature", "K")
                result.append(
                    ThermalPhotons.behind(
                        entering: entering, loss: decibels, frequency: frequency, temperature: temperature))
            case .cable(let decibels, let from, let to):
                try Self.notNegative(decibels, "decibels", "dB")
                try Self.positive(from, "from", "K")
                try Self.positive(to, "to", "K")
                result.append(Self.behindCable(entering, decibels, from, to, frequency))
            case .run(let run): result.append(try run.photons(entering: entering, frequency: frequency))
            }
        }
        return result
    }

    /// The temperature in K at which a mode would hold that many photons.
    public static func noiseTemperature(photons: Double, frequency: Double) throws(LineError) -> Double {
        try positive(frequency, "frequency", "Hz")
        try positive(photons, "photons", "")
        return ThermalPhotons.planckOverBoltzmann * frequency / log1p(1 / photons)
    }

    private static func positive(_ value: Double, _ name: String, _ unit: String) throws(LineError) {
        try LineError.positive(value, "it", unit, of: name)
    }

    private static func notNegative(_ value: Double, _ name: String, _ unit: String) throws(LineError) {
        try LineError.notNegative(value, "it", unit, of: name)
    }

    /// The exact solution of dn/ds = −α(n − n_B(T(s))) by Gauss–Legendre panels: right to 1e-10 for losses to 60 dB.
    private static func behindCable(
        _ entering: Double, _ decibels: Double, _ from: Double, _ to: Double, _ frequency: Double
    ) -> Double {
        let depth = decibels * log(10) / 10
        // Five-point nodes and weights on 0 to 1.
        let nodes = [0.046910077030668, 0.230765344947158, 0.5, 0.769234655052842, 0.953089922969332]
        let weights = [
            0.118463442528094, 0.239314335249683, 0.284444444444444, 0.239314335249683, 0.118463442528094,
        ]
        // Panels of equal ratio in temperature: photons die out within the last percent of a cable to the coldest plate.
        let panels = 64
        let isEven = abs(to / from - 1) < 1e-9
        func place(_ panel: Int) -> Double {
            let share = Double(panel) / Double(panels)
            return isEven ? share : expm1(share * log(to / from)) / (to / from - 1)
        }
        var added = 0.0
        for panel in 0..<panels {
            let (start, width) = (place(panel), place(panel + 1) - place(panel))
            for (node, weight) in zip(nodes, weights) {
                let place = start + width * node
                let temperature = from + (to - from) * place
                added +=
                    weight * width * depth * exp(-depth * (1 - place))
                    * ThermalPhotons.occupation(frequency: frequency, temperature: temperature)
            }
        }
        return entering * exp(-depth) + added
    }
}
