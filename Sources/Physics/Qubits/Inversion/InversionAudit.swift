import Glibc
import Materials

/// What the paper on architectural inversion says, beside what follows from its own numbers and from physics.
public struct InversionAudit: Sendable, Hashable {
    /// A number with its name.
    public struct Number: Sendable, Hashable {
        /// What it is.
        public var name: String
        /// Its value.
        public var value: Double
        /// The unit; empty for a plain number.
        public var unit: String
        /// How many digits of the value mean anything.
        public var digits: Int

        init(_ name: String, _ value: Double, _ unit: String = "", digits: Int = 5) {
            self.name = name
            self.value = value
            self.unit = unit
            self.digits = digits
        }
    }

    /// A statement and the numbers that bear on it.
    public struct Finding: Sendable, Hashable {
        /// A word by which it is called.
        public var key: String
        /// Where the paper says it.
        public var place: String
        /// What it says, in brief.
        public var stated: String
        /// What is the case.
        public var found: String
        /// The numbers that show it.
        public var numbers: [Number]
    }

    /// The findings.
    public let findings: [Finding]

    /// Works everything out.
    public init() throws {
        findings =
            try Self.model() + Self.thresholds() + Self.powers() + Self.physics()
    }

    private static func scenario(_ number: Int) -> InversionScenario { InversionScenario.all[number - 1] }

    /// The listing, the table and the text against each other.
    private static func model() throws -> [Finding] {
        let (listing, paper) = (InversionLaw.listing, InversionLaw.paper)
        let coth = try listing.thermalFactor(temperature: 4)
        let sixteen = try [3, 5, 6, 7].map { number -> Number in
            let loss = scenario(number).lossTangent
            let rate = try listing.floorRate(lossTangent: loss) + listing.coupling * loss * 16
            return Number("T2* of MODEL_0\(number) with a factor of 16", 1e6 / rate, "µs")
        }
        let floors = try [4, 6, 7].map { number -> Number in
            let one = scenario(number)
            let printed = 1e6 / (one.printedCoherence?.value ?? .nan)
            let factor = try listing.thermalFactor(temperature: one.temperature)
            return Number(
                "floor left in the printed MODEL_0\(number)", printed - listing.coupling * one.lossTangent * factor,
                "1/s")
        }
        let agreements = [try InversionTable(.listing).agreement, try InversionTable(.paper).agreement]
        return [
            Finding(
                key: "table", place: "appendices B and C", stated: "the table summarises what the listing computes",
                found: "the listing does not give the table; a floor of √(1e13·tan δ), stated nowhere, nearly does",
                numbers: [
                    Number("printed cells", Double(agreements[0].cells)),
                    Number("cells by the listing", Double(agreements[0].total)),
                    Number("cells by the reconstructed law", Double(agreements[1].total)),
                ]),
            Finding(
                key: "floor", place: "2.5, 3.7", stated: "the noise floor is a constant",
                found: "in the printed table it falls with the material",
                numbers: [Number("floor of the listing", try listing.floorRate(lossTangent: 1e-9), "1/s")] + floors),
            Finding(
                key: "coth", place: "2.4, 4.3", stated: "the thermal factor at 4 K is about 16",
                found: "that is the photon number; the factor is 2n + 1, and the table uses it",
                numbers: [
                    Number("coth at 4 K", coth),
                    Number(
                        "photon number at 4 K", try ThermalPopulation.occupation(frequency: 5e9, temperature: 4)),
                ] + sixteen),
            Finding(
                key: "calibration", place: "appendix C, comments",
                stated: "T2* ~ 10 µs at 1e-5, ~ 300 µs at 3e-7; a floor of 3 kHz",
                found: "neither law gives both; 3500 1/s is 557 Hz",
                numbers: [
                    Number(
                        "listing at 1e-5", 1e6 * (try listing.coherenceTime(temperature: 0.01, lossTangent: 1e-5)), "µs"
                    ),
                    Number(
                        "listing at 3e-7", 1e6 * (try listing.coherenceTime(temperature: 0.01, lossTangent: 3e-7)), "µs"
                    ),
                    Number(
                        "reconstructed at 1e-5", 1e6 * (try paper.coherenceTime(temperature: 0.01, lossTangent: 1e-5)),
                        "µs"),
                    Number(
                        "reconstructed at 3e-7", 1e6 * (try paper.coherenceTime(temperature: 0.01, lossTangent: 3e-7)),
                        "µs"),
                    Number("3500 1/s over 2π", 3.5e3 / (2 * Double.pi), "Hz"),
                ]),
            try relaxation(),
        ]
    }

    /// Appendix A has 1/(2T1), the listing has not.
    private static func relaxation() throws -> Finding {
        let listing = InversionLaw.listing
        let omega = 2 * Double.pi * listing.frequency
        var numbers = [Number("ω/2", omega / 2, "1/s"), Number("K", listing.coupling, "1/s")]
        for one in InversionScenario.all where one.stability == .stable {
            let rate = try listing.rate(temperature: one.temperature, lossTangent: one.lossTangent)
            numbers.append(
                Number("T2* of \(one.model) with T1 = 1/(ω tan δ)", 1e6 / (rate + omega * one.lossTangent / 2), "µs"))
        }
        for (name, loss) in [
            ("MODEL_01", scenario(1).lossTangent), ("MODEL_02", scenario(2).lossTangent), ("tan δ 1e-5", 1e-5),
        ] {
            let time = try listing.coherenceTime(temperature: 0.01, lossTangent: loss)
            numbers.append(Number("T2* of the listing, \(name)", 1e6 * time, "µs"))
            numbers.append(Number("2T1 with T1 = 1/(ω tan δ), \(name)", 2e6 / (omega * loss), "µs"))
        }
        return Finding(
            key: "relaxation", place: "appendices A and C", stated: "1/T2* holds 1/(2T1)",
            found: "the listing leaves it out, and its T2* exceeds 2T1, which nothing can, for K is below ω/2",
            numbers: numbers)
    }

    /// What the abstract claims of 4 K.
    private static func thresholds() throws -> [Finding] {
        let (listing, paper) = (InversionLaw.listing, InversionLaw.paper)
        var numbers: [Number] = []
        for (name, law) in [("listing", listing), ("reconstructed", paper)] {
            numbers += [
                Number("tan δ for 99.96 % at 4 K, \(name)", try law.lossTangent(fidelity: 0.9996, temperature: 4)),
                Number("F at 1e-7 and 4 K, \(name)", 100 * (try law.fidelity(temperature: 4, lossTangent: 1e-7)), "%"),
            ]
        }
        for percent in [99.9, 99.98, 99.99] {
            numbers.append(
                Number(
                    "tan δ for \(percent) % at 4 K, listing",
                    try listing.lossTangent(fidelity: percent / 100, temperature: 4)))
        }
        let ratios = try [("listing", listing), ("reconstructed", paper)].map { name, law in
            let ratio =
                try law.error(temperature: 4, lossTangent: 5e-8) / law.error(temperature: 0.01, lossTangent: 5e-8)
            return Number("error at 4 K over error at 10 mK, tan δ 5e-8, \(name)", ratio)
        }
        return [
            Finding(
                key: "threshold", place: "abstract", stated: "above 99.96 % at 4 K for tan δ below 1e-7",
                found: "it takes less than 1e-7 by either law", numbers: numbers),
            Finding(
                key: "indistinguishable", place: "abstract, 4.7",
                stated: "at 4 K indistinguishable from 10 mK",
                found: "the error is several times that at 10 mK", numbers: ratios),
            Finding(
                key: "standard", place: "abstract, 3.5, 4.2, 4.6",
                stated: "tan δ of standard dielectrics 1e-5; loads of 0.1 to 1.0 W; MODEL_05 viable",
                found: "the table takes 2e-5; 1.0 W runs away by the rule ≥; MODEL_05 misses the 99.9 % asked for; "
                    + "passive load and sweeps are not in the listing",
                numbers: [
                    Number("tan δ of the standard rows", scenario(2).lossTangent),
                    Number("F of MODEL_05 as printed", scenario(5).printedFidelity?.value ?? .nan, "%"),
                ]),
        ]
    }

    /// Powers, capacities, counts.
    private static func powers() throws -> [Finding] {
        let capacities = InversionScenario.capacities
        let settled = try HeatBalance(cooling: .dilution(coefficient: 0.04, base: 0.01), fixed: 100e-6)
        return [
            Finding(
                key: "landauer", place: "1.3", stated: "1e8 measurements a second at 10 mK cost femtowatts",
                found: "attowatts",
                numbers: [Number("Landauer's bound", try Landauer.power(rate: 1e8, temperature: 0.01), "W")]),
            Finding(
                key: "million", place: "1.5, 5.1", stated: "1 mW a qubit opens the path to a million qubits",
                found: "1 W carries a thousand such; a million needs a microwatt each",
                numbers: [
                    Number("qubits in 1 W at 1 mW", capacities.pulseTube / 1e-3),
                    Number("power a qubit for a million in 1 W", capacities.pulseTube / 1e6, "W"),
                    Number("4 mW over 50 µW", 4e-3 / capacities.mixingChamber),
                    Number("23 mW over 50 µW", 23e-3 / capacities.mixingChamber),
                    Number("qubits in 1 W at 23 mW", (capacities.pulseTube / 23e-3).rounded(.down)),
                    Number("qubits in 1 W at 4 mW", capacities.pulseTube / 4e-3),
                ]),
            try coax(),
            Finding(
                key: "capacity", place: "1.1, appendix A", stated: "50 µW at 10 mK",
                found: "a measured refrigerator carries 4 µW there",
                numbers: [Number("stated over measured", capacities.mixingChamber / 4e-6)]),
            Finding(
                key: "runaway", place: "2.6, 4.4", stated: "100 µW on a 50 µW stage runs away",
                found: "the stage warms and rests: cooling grows as T²",
                numbers: [
                    Number(
                        "resting temperature on 0.04 W/K², T_b = 10 mK", try settled.restingTemperature() ?? .nan, "K")
                ]),
            Finding(
                key: "few-thousand", place: "1.4", stated: "50 µW carries fewer than a few thousand qubits",
                found: "a count that implies 10 to 25 nW a qubit; the work it cites (arXiv:2411.12805) finds today's "
                    + "parameters in the bounded phase",
                numbers: [
                    Number("heat a qubit if 2000 fill 50 µW", capacities.mixingChamber / 2000, "W"),
                    Number("heat a qubit if 5000 fill 50 µW", capacities.mixingChamber / 5000, "W"),
                    Number(
                        "qubits by the parts of `subkelvin qubit capacity`",
                        try ScalingEstimate(capacity: capacities.mixingChamber).qubits),
                ]),
        ]
    }

    /// Heat down the lines, by both accounts of conductivities below 4 K.
    private static func coax() throws -> Finding {
        let measured = try SteelLine().spans.map(\.heat)
        let straight = try SteelLine(laws: "linear").spans.map(\.heat)
        func number(_ name: String, _ value: Double) -> Number { Number(name, value, "W", digits: 2) }
        return Finding(
            key: "coax", place: "1.2",
            stated: "a steel line brings 0.5 µW to 4 K; 5000 of them exceed 50 µW at the mixing chamber",
            found:
                "it brings nearly a thousand times that to 4 K; at the mixing chamber 5000 stay below 50 µW, and 4 K and the "
                + "cold plate fail first. Below 4 K the heats are known to a factor of two: measured conductivities "
                + "there fall faster than straight lines from 4 K to 0, and both are given",
            numbers: [
                number("heat of a line to 4 K", measured[1]),
                number("heat of 5000 lines to 4 K", 5000 * measured[1]),
                number("heat of 5000 lines to the cold plate, measured below 4 K", 5000 * measured[3]),
                number("the same, straight below 4 K", 5000 * straight[3]),
                number("heat of a line to the mixing chamber, measured below 4 K", measured[4]),
                number("the same, straight below 4 K", straight[4]),
                number("heat of 5000 lines to the mixing chamber, measured below 4 K", 5000 * measured[4]),
                number("the same, straight below 4 K", 5000 * straight[4]),
            ])
    }

    /// What 4 K does to a qubit besides.
    private static func physics() throws -> [Finding] {
        let electronvolt = 1.602_176_634e-19
        let niobium = try Quasiparticles(gap: 1.5e-3 * electronvolt)
        let aluminium = try Quasiparticles(gap: 180e-6 * electronvolt)
        // T_c of pure tantalum, 4.47 K, with the gap of weak coupling: 0.68 meV.
        let tantalum = try Quasiparticles(gap: Quasiparticles.gapRatio * ThermalPopulation.boltzmann * 4.47)
        return [
            Finding(
                key: "missing", place: "the whole", stated: "coherence at 4 K is a matter of dielectric loss",
                found:
                    "a 5 GHz qubit at 4 K is excited half of the time; quasiparticles end a niobium junction's state in "
                    + "less than a nanosecond; tantalum is a tenth below its critical temperature and fares worse still; "
                    + "aluminium is normal. Both times are orders of magnitude, for the gap shrinks towards T_c",
                numbers: [
                    Number(
                        "excited share at 5 GHz, 4 K", try ThermalPopulation.excited(frequency: 5e9, temperature: 4)),
                    Number(
                        "T1 by quasiparticles, Nb at 4 K", 1 / (try niobium.rate(frequency: 5e9, temperature: 4)), "s",
                        digits: 1),
                    Number(
                        "T1 by quasiparticles, Ta at 4 K, T_c 4.47 K",
                        1 / (try tantalum.rate(frequency: 5e9, temperature: 4)), "s", digits: 1),
                    Number("critical temperature of aluminium", aluminium.critical, "K"),
                ]),
            Finding(
                key: "experiments", place: "3.7", stated: "tuned to Anferov et al. 2024 and Place et al. 2021",
                found:
                    "neither measures at 4 K; the best niobium trilayer qubit kept 62 µs, niobium helps above 0.16 K; the "
                    + "closest to a hot qubit is a 72 GHz one at 0.87 K (arXiv:2411.11170)",
                numbers: [
                    Number(
                        "excited share at 72 GHz, 0.87 K",
                        try ThermalPopulation.excited(frequency: 72e9, temperature: 0.87))
                ]),
        ]
    }
}
