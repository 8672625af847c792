import Glibc
public import HeatTransfer
import Materials

/// A length of cable between two temperatures, with its temperature, loss and noise at every place.
///
/// Heat enters and leaves at the ends alone, so the same heat flows through every cross-section and
///
///     x(T)/L = [Φ(T₁) − Φ(T)]/[Φ(T₁) − Φ(T₂)],   Φ = Σ Aⱼ·∫kⱼ dT
///
/// A signal loses α(f, T(x)) on the way, and by detailed balance the cable adds photons of its own:
///
///     dn/dx = −α·(n − n_B(T(x))),   n_B = 1/(e^(hf/k_B T) − 1)
///
/// - Source of the second: S. Krinner et al., EPJ Quantum Technol. 6, 2 (2019), eq. 4, for a loss that is spread out.
public struct CableRun: Sendable, Hashable {
    /// The cable.
    public let cable: Cable
    private let materials: LineMaterials
    private let method: CableAttenuation.Method?
    /// The temperature of the end where the signal enters, in K.
    public let first: Double
    /// The temperature of the end where it leaves, in K.
    public let second: Double
    /// In m.
    public let length: Double
    /// What heat it conducts, from the first end to the second.
    public let conduction: HeatExchange
    /// The heat through it in W, from the first end to the second.
    public let heat: Double

    /// A length of cable.
    ///
    /// - Parameters:
    ///   - cable: the cable.
    ///   - first: the temperature where the signal enters, in K.
    ///   - second: where it leaves, in K.
    ///   - length: in m.
    ///   - materials: shared by all lines of a cryostat.
    ///   - method: of the loss; nil for what the maker states where the cable has that, else skin effect.
    /// - Throws: `LineError`; `MaterialError`; `NetworkError` where a material is not known at an end.
    public init(
        _ cable: Cable, from first: Double, to second: Double, length: Double, materials: LineMaterials,
        method: CableAttenuation.Method? = nil
    ) throws {
        self.cable = cable
        self.materials = materials
        self.method = method
        self.first = first
        self.second = second
        self.length = length
        conduction = try cable.conduction(length: length, materials: materials)
        heat = try conduction.heat(from: first, to: second).heat
    }

    /// Whether both are the same length of one cable between the same temperatures, of the same materials.
    public static func == (a: Self, b: Self) -> Bool {
        a.cable == b.cable && a.first == b.first && a.second == b.second && a.length == b.length && a.method == b.method
            && a.materials === b.materials
    }

    /// Hashes the cable, its length and its temperatures.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(cable.name)
        hasher.combine(length)
        hasher.combine(first)
        hasher.combine(second)
    }

    /// What it loses.
    ///
    /// - Throws: `LineError` or `MaterialError` where the loss of its cable is not known.
    public func attenuation() throws -> CableAttenuation {
        try CableAttenuation(cable, materials: materials, method: method)
    }

    private var isEven: Bool { abs(first / second - 1) < 1e-9 }

    /// The temperature in K at a share of the length from the first end, 0 to 1: right to 1e-9.
    ///
    /// - Throws: `LineError` outside of 0 to 1.
    public func temperature(at share: Double) throws -> Double {
        guard (0...1).contains(share) else {
            throw LineError(
                cable.name, .outOfRange(quantity: "the share", value: share, range: "0 to 1"))
        }
        if isEven { return first }
        var (low, high) = (min(first, second), max(first, second))
        // Measured from the colder end, where potentials are small: no digits are lost.
        let (cold, target) = second > first ? (first, share) : (second, 1 - share)
        let total = abs(heat)
        while high - low > 1e-12 * high {
            let middle = (low * high).squareRoot()
            guard middle > low, middle < high else { break }
            if try conduction.heat(from: middle, to: cold).heat / total > target { high = middle } else { low = middle }
        }
        return (low + high) / 2
    }

    /// A stretch whose ends are near in temperature.
    struct Panel {
        /// The share of the length.
        var width: Double
        /// The temperature where it ends, in K.
        var end: Double
        /// Temperatures in K at the nodes, with their places in the stretch, 0 to 1, and weights that add up to 1.
        var nodes: [(temperature: Double, place: Double, weight: Double)]
    }

    /// The cable in stretches of equal ratio in temperature, from the first end on, cut where the loss jumps: photons die
    /// out within the last thousandth of a cable to the coldest plate.
    ///
    /// - Parameter knots: temperatures in K where something jumps or bends.
    func panels(_ knots: [Double] = []) throws -> [Panel] {
        if isEven { return [Panel(width: 1, end: second, nodes: [(first, 0.5, 1)])] }
        let (low, high) = (min(first, second), max(first, second))
        let count = max(24, Int((32 * log2(high / low)).rounded(.up)))
        var edges = (0...count).map { first * pow(second / first, Double($0) / Double(count)) }
        edges[count] = second
        edges += knots.filter { $0 > low && $0 < high }
        edges.sort { first > second ? $0 > $1 : $0 < $1 }
        var panels: [Panel] = []
        for (a, b) in zip(edges, edges.dropFirst()) where a != b {
            let flow = try conduction.heat(from: a, to: b).heat
            var nodes: [(temperature: Double, place: Double, weight: Double)] = []
            for (node, weight) in zip(Self.nodes, Self.weights) {
                let temperature = a + node * (b - a)
                let (beyond, slope, _) = try conduction.heat(from: temperature, to: b)
                nodes.append((temperature, 1 - beyond / flow, weight * slope * (a - b) / flow))
            }
            panels.append(Panel(width: flow / heat, end: b, nodes: nodes))
        }
        return panels
    }

    /// Gauss–Legendre with five points on 0 to 1.
    private static let nodes = [0.046910077030668, 0.230765344947158, 0.5, 0.769234655052842, 0.953089922969332]
    private static let weights = [
        0.118463442528095, 0.239314335249683, 0.284444444444444, 0.239314335249683, 0.118463442528095,
    ]

    /// The mean along the length of something that depends on temperature.
    func mean(_ knots: [Double] = [], of value: (Double) throws -> Double) throws -> Double {
        var sum = 0.0
        for panel in try panels(knots) {
            for node in panel.nodes { sum += panel.width * node.weight * (try value(node.temperature)) }
        }
        return sum
    }

    /// What a signal loses on the way, in dB: ∫α dx over the true temperatures.
    ///
    /// - Parameter frequency: in Hz.
    /// - Throws: `LineError` or `MaterialError` where the loss is not known.
    public func loss(frequency: Double) throws -> Double {
        let attenuation = try attenuation()
        return try length
            * mean(attenuation.knots) { try attenuation.decibelsPerMetre(frequency: frequency, temperature: $0) }
    }

    /// The photons in a mode at the second end.
    ///
    /// Within a stretch of 2 % in temperature the loss is taken as its mean: right to 1e-6.
    ///
    /// - Parameters:
    ///   - entering: photons at the first end.
    ///   - frequency: in Hz.
    /// - Throws: `LineError` or `MaterialError` where the loss is not known.
    public func photons(entering: Double, frequency: Double) throws -> Double {
        let attenuation = try attenuation()
        var photons = entering
        for panel in try panels(attenuation.knots) {
            var depth = 0.0
            for node in panel.nodes {
                depth +=
                    node.weight
                    * (try attenuation.decibelsPerMetre(frequency: frequency, temperature: node.temperature))
            }
            depth *= panel.width * length * log(10) / 10
            // What differs from the stretch's end is little, so that equilibrium holds to rounding.
            let end = ThermalPhotons.occupation(frequency: frequency, temperature: panel.end)
            photons += expm1(-depth) * (photons - end)
            for node in panel.nodes {
                let own = ThermalPhotons.occupation(frequency: frequency, temperature: node.temperature)
                photons += node.weight * depth * exp(-depth * (1 - node.place)) * (own - end)
            }
        }
        return photons
    }
}
