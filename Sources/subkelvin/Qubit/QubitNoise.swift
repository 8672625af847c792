import CommandLineKit
import Plotting
import Quantities
import Qubits
import Text

/// The command `subkelvin qubit thermal`.
struct QubitThermal: Command {
    static let name = "thermal"
    static let abstract = "Tells how many thermal photons a mode holds, and how often a qubit is excited."
    static let examples = [Example("subkelvin qubit thermal --frequency 5GHz --temperature 4K", "A qubit at 4 K.")]

    @Option("The frequency.") var frequency: Frequency = Frequency(si: 5e9)
    @Option("The temperature.") var temperature: Temperature
    @Option(
        "Draw the excited share against the temperature into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws { try checkPicture(plot) }

    func run(on console: Console) async throws {
        let (photons, excited) = try naming(.options("frequency", "temperature")) {
            (
                try ThermalPopulation.occupation(frequency: frequency.si, temperature: temperature.si),
                try ThermalPopulation.excited(frequency: frequency.si, temperature: temperature.si)
            )
        }
        let facts = ResultFacts([
            .init("thermal photons", "photons", photons, ""), .init("excited share", "excited", excited, ""),
        ])
        if let plot {
            let x = QubitPlot.spaced(5e-3...10, count: 200)
            let figure = Plot(
                title: "Excited share of a qubit in equilibrium", x: Axis("Temperature", unit: "K", scale: .log),
                y: Axis("Excited share", scale: .log, range: 1e-6...1),
                series: [
                    QubitPlot.curve("\(frequency)", over: x) {
                        let share = try ThermalPopulation.excited(frequency: frequency.si, temperature: $0)
                        return share > 1e-6 ? share : 0
                    }
                ], referenceLines: [.vertical(temperature.si, label: "\(temperature)")])
            try draw(figure, to: plot, on: console)
        }
        if json { return try console.print(json: facts) }
        try console.write(facts.rendered())
    }
}

/// The command `subkelvin qubit quasiparticles`.
struct QubitQuasiparticles: Command {
    static let name = "quasiparticles"
    static let abstract = "Tells T1 by the quasiparticles of a superconductor, of heat and otherwise."
    static let discussion = """
        1/T1 = x√(2ωΔ/ħ)/π with x = √(2πkT/Δ)·exp(−Δ/kT) and what is not of heat. It holds for kT ≪ hf ≪ Δ; where either ratio \
        exceeds 0.2 the output says so. Above 0.4 T_c it is an order of magnitude, above T_c there is no answer.
        """
    static let examples = [
        Example("subkelvin qubit quasiparticles --gap 180µeV --temperature 150mK", "Aluminium."),
        Example("subkelvin qubit quasiparticles --gap 1.5meV --temperature 4K", "Niobium at 4 K."),
    ]

    @Option("The gap.") var gap: Energy = Energy(180, .microelectronvolt)
    @Option("The critical temperature; else gap/1.764k.", name: "critical-temperature") var critical: Temperature?
    @Option("The qubit's frequency.") var frequency: Frequency = Frequency(si: 5e9)
    @Option("The temperature.") var temperature: Temperature
    @Option(
        "Quasiparticles that are not of heat, as a share of Cooper pairs.", name: "non-equilibrium", placeholder: "X")
    var nonEquilibrium: Double = 0
    @Option(
        "Draw T1 against the temperature into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws { try checkPicture(plot) }

    func run(on console: Console) async throws {
        let names: [String: String] = .options(
            "gap", "frequency", "temperature",
            others: ["critical": "--critical-temperature", "nonEquilibrium": "--non-equilibrium"])
        let (film, thermal, rate) = try naming(names) {
            let film = try Quasiparticles(gap: gap.si, critical: critical?.si, nonEquilibrium: nonEquilibrium)
            return (
                film, try film.thermal(temperature: temperature.si),
                try film.rate(frequency: frequency.si, temperature: temperature.si)
            )
        }
        // The form holds for kT ≪ hf ≪ Δ.
        let thermalRatio = temperature.si / (ThermalPopulation.planckOverBoltzmann * frequency.si)
        let gapRatio = ThermalPopulation.planck * frequency.si / gap.si
        let facts = ResultFacts([
            .init("thermal quasiparticles a Cooper pair", "thermal", thermal, ""),
            .init("all quasiparticles a Cooper pair", "all", thermal + nonEquilibrium, ""),
            .init("T1", "T1_us", rate > 0 ? 1e6 / rate : nil, "µs"),
            .init("critical temperature", "critical_temperature_K", film.critical, "K"),
            .init("kT/hf", "thermal_over_qubit_energy", thermalRatio, ""),
            .init("hf/Δ", "qubit_energy_over_gap", gapRatio, ""),
        ])
        if let plot {
            let x = QubitPlot.spaced(0.01 * film.critical...0.999 * film.critical, count: 200)
            let figure = Plot(
                title: "T1 by quasiparticles",
                subtitle: "gap \(gap.si / 1.602176634e-25) µeV".replacing(".0 ", with: " "),
                x: Axis("Temperature", unit: "K", scale: .log), y: Axis("T1", unit: "µs", scale: .log),
                series: [
                    QubitPlot.curve("\(frequency)", over: x) {
                        let time = 1e6 / (try film.rate(frequency: frequency.si, temperature: $0))
                        return time < 1e9 ? time : 0
                    }
                ].filter { !$0.x.isEmpty }, referenceLines: [.vertical(temperature.si, label: "\(temperature)")],
                regions: [.x(0.4 * film.critical...film.critical, label: "order of magnitude")])
            try draw(figure, to: plot, on: console)
        }
        if json { return try console.print(json: facts) }
        try console.write(facts.rendered())
        for (name, ratio) in [("kT", thermalRatio), ("hf", gapRatio)] where ratio > 0.2 {
            let other = name == "kT" ? "hf" : "Δ"
            try console.print(
                "\(name) is \(formatNumber(ratio, significantDigits: 2)) \(other): the form holds for kT ≪ hf ≪ Δ, here it is rough"
            )
        }
        if !film.isLowTemperature(temperature.si) {
            try console.print("above 0.4 T_c: an order of magnitude, for the gap is smaller than at T → 0")
        }
    }
}

/// The command `subkelvin qubit dephasing`.
struct QubitDephasing: Command {
    static let name = "dephasing"
    static let abstract = "Tells how fast photons in a readout resonator dephase its qubit."
    static let discussion = """
        Γφ = (κ/2)·Re[√((1 + 2iχ/κ)² + 8iχn/κ) − 1] with H = χσ_z a†a, at any χ/κ and n (Clerk & Utami 2007).
        """
    static let examples = [
        Example(
            "subkelvin qubit dephasing --dispersive-shift 0.5MHz --linewidth 1MHz --photons 0.1", "A tenth of a photon."
        ),
        Example(
            "subkelvin qubit dephasing --dispersive-shift 1.5MHz --linewidth 1MHz --photons 0.05", "A stronger shift."),
    ]

    @Option("χ/2π: half of the distance between the two resonances.", name: "dispersive-shift") var shift: Frequency
    @Option("κ/2π.") var linewidth: Frequency
    @Option("The mean number of photons.", placeholder: "N") var photons: Double
    @Option(
        "Draw the rate against the photons into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws { try checkPicture(plot) }

    func run(on console: Console) async throws {
        let names: [String: String] = .options(
            "linewidth", "photons", others: ["dispersiveShift": "--dispersive-shift"])
        let (resonator, rate, weak) = try naming(names) {
            let resonator = try ReadoutResonator(
                dispersiveShift: 2 * Double.pi * shift.si, linewidth: 2 * Double.pi * linewidth.si)
            return (
                resonator, try resonator.dephasing(photons: photons), try resonator.weakDephasing(photons: photons)
            )
        }
        let facts = ResultFacts([
            .init("Γφ", "rate_per_s", rate, "1/s"),
            .init("Tφ", "T_phi_us", rate > 0 ? 1e6 / rate : nil, "µs"),
            .init("few photons: 4χ²κn/(κ² + 4χ²)", "weak_rate_per_s", weak, "1/s"),
            .init("Γφ/κ", "rate_over_linewidth", rate / resonator.linewidth, ""),
        ])
        if let plot {
            let x = QubitPlot.spaced(1e-5...10, count: 120)
            let figure = Plot(
                title: "Dephasing by photons in the readout resonator", x: Axis("Photons", scale: .log),
                y: Axis("Γφ", unit: "1/s", scale: .log),
                series: [
                    QubitPlot.curve("exact", over: x) { try resonator.dephasing(photons: $0) },
                    QubitPlot.curve("few photons", over: x, line: .dashed) { try resonator.weakDephasing(photons: $0) },
                ].filter { !$0.x.isEmpty })
            try draw(figure, to: plot, on: console)
        }
        if json { return try console.print(json: facts) }
        try console.write(facts.rendered())
        try console.print("Γφ/κ to nine digits: \(formatNumber(rate / resonator.linewidth, significantDigits: 9))")
    }
}
