/// One of the eight scenarios of the paper on architectural inversion, with what it prints of it.
public struct InversionScenario: Sendable, Hashable {
    /// A number as printed: its value and how many decimals it shows.
    public struct Printed: Sendable, Hashable {
        /// The value.
        public var value: Double
        /// How many decimals are printed.
        public var decimals: Int

        /// Whether a number rounds to what is printed.
        public func agrees(with found: Double) -> Bool {
            let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
            return (found * scale).rounded() == (value * scale).rounded()
        }
    }

    /// Whether the stage carries the load, by the paper's rule.
    public enum Stability: String, Sendable, Hashable, CaseIterable {
        /// The load is below the capacity.
        case stable = "STABLE"
        /// The load is at or above the capacity.
        case runaway = "RUNAWAY"

        /// The paper's rule: load ≥ capacity is RUNAWAY.
        ///
        /// `HeatBalance` asks the real question: a stage warms until it carries the load, or cannot.
        public static func byCapacity(load: Double, capacity: Double) -> Stability {
            load >= capacity ? .runaway : .stable
        }
    }

    /// `MODEL_01` to `MODEL_08`.
    public var model: String
    /// What the paper calls it.
    public var label: String
    /// The year and kind of its material.
    public var epoch: String
    /// In K.
    public var temperature: Double
    /// The material's loss tangent.
    public var lossTangent: Double
    /// Heat into the stage in W.
    public var load: Double
    /// What the stage is said to carry in W.
    public var capacity: Double
    /// T2* in µs as printed; nil where it says N/A.
    public var printedCoherence: Printed?
    /// Fidelity in percent as printed; nil where it says N/A.
    public var printedFidelity: Printed?

    /// Stability by the paper's rule.
    public var stability: Stability { .byCapacity(load: load, capacity: capacity) }

    /// The capacities that the paper gives its two stages: 50 µW at 10 mK, 1 W at 4 K.
    public static let capacities = (mixingChamber: 50e-6, pulseTube: 1.0)

    /// The eight scenarios of appendices B and C.
    public static let all: [InversionScenario] = [
        cold("MODEL_01", "Cooper Pair Box Era", "1999 (Genesis)", 5e-4, 1e-9, "0.33", "94.04"),
        cold("MODEL_02", "Transmon Baseline", "2010 (Standard)", 2e-5, 1e-6, "7.46", "99.73"),
        warm("MODEL_03", "The Thermal Wall", "2010 (Standard)", 2e-5, 1e-6, "0.25", "92.28"),
        cold("MODEL_04", "Modern High-Coherence", "2024 (SOTA)", 3e-7, 10e-6, "283.12", "99.99"),
        warm("MODEL_05", "Architectural Inversion", "2024 (SOTA)", 3e-7, 0.5, "16.19", "99.88"),
        warm("MODEL_06", "Scalable Future", "2026 (Target)", 5e-8, 0.5, "93.36", "99.98"),
        warm("MODEL_07", "Terminal Equilibrium", "2030 (Asymptotic)", 1e-9, 0.5, "3332.3", "99.999"),
        cold("MODEL_08", "The Entropy Trap", "2024 (SOTA)", 3e-7, 100e-6, nil, nil),
    ]

    private static func cold(
        _ model: String, _ label: String, _ epoch: String, _ loss: Double, _ load: Double, _ time: String?,
        _ fidelity: String?
    ) -> InversionScenario {
        InversionScenario(
            model: model, label: label, epoch: epoch, temperature: 0.01, lossTangent: loss, load: load,
            capacity: capacities.mixingChamber, printedCoherence: printed(time), printedFidelity: printed(fidelity))
    }

    private static func warm(
        _ model: String, _ label: String, _ epoch: String, _ loss: Double, _ load: Double, _ time: String,
        _ fidelity: String
    ) -> InversionScenario {
        InversionScenario(
            model: model, label: label, epoch: epoch, temperature: 4, lossTangent: loss, load: load,
            capacity: capacities.pulseTube, printedCoherence: printed(time), printedFidelity: printed(fidelity))
    }

    private static func printed(_ text: String?) -> Printed? {
        guard let text, let value = Double(text) else { return nil }
        let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
        return Printed(value: value, decimals: decimals)
    }
}
