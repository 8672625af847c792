import CommandLineKit
import Plotting
import Quantities
import Qubits
import Text

/// The command `subkelvin qubit readout`.
struct QubitReadout: Command {
    static let name = "readout"
    static let abstract = "Tells the power and volume of reading qubits out: parametric amplifiers, circulators, HEMTs."
    static let discussion = "The defaults are of a usual order and none is measured here; change what differs."
    static let examples = [Example("subkelvin qubit readout --qubits 1000000", "A million qubits.")]

    @Option("How many qubits.", placeholder: "N") var qubits: Int = 1000
    @Option("Qubits on an output line.", name: "qubits-per-line", placeholder: "N")
    var perLine: Int = ReadoutChain.typical.qubitsPerLine
    @Option("Pump heat of a parametric amplifier at the mixing chamber.", name: "pump")
    var pump: Power = Power(si: ReadoutChain.typical.parametricAmplifier)
    @Option("Circulators and isolators on a line.", placeholder: "N") var circulators: Int = ReadoutChain.typical
        .circulators
    @Option("Volume of one.", name: "circulator-volume") var volume: Volume = Volume(
        si: ReadoutChain.typical.circulatorVolume)
    @Option("Volume of a parametric amplifier.", name: "amplifier-volume") var amplifierVolume: Volume = Volume(
        si: ReadoutChain.typical.amplifierVolume)
    @Option("Power of a HEMT at 4 K.") var hemt: Power = Power(si: ReadoutChain.typical.transistorAmplifier)
    @Option(
        "Draw powers against the count of qubits into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws { try checkPicture(plot) }

    func run(on console: Console) async throws {
        let chain = ReadoutChain(
            qubitsPerLine: perLine, parametricAmplifier: pump.si, amplifierVolume: amplifierVolume.si,
            circulators: circulators, circulatorVolume: volume.si, transistorAmplifier: hemt.si)
        let names: [String: String] = .options(
            "qubits", "circulators",
            others: [
                "qubitsPerLine": "--qubits-per-line", "parametricAmplifier": "--pump",
                "amplifierVolume": "--amplifier-volume", "circulatorVolume": "--circulator-volume",
                "transistorAmplifier": "--hemt",
            ])
        let budget = try naming(names) { try chain.budget(qubits: qubits) }
        let facts = ResultFacts([
            .init("output lines", "lines", Double(budget.lines), ""),
            .init("heat at the mixing chamber", "mixing_chamber_power_W", budget.mixingChamberPower, "W"),
            .init("volume at the mixing chamber", "mixing_chamber_volume_m3", budget.mixingChamberVolume, "m³"),
            .init("heat at 4 K", "four_kelvin_power_W", budget.fourKelvinPower, "W"),
        ])
        if let plot {
            let x = QubitPlot.spaced(10...1e6, count: 60).map { $0.rounded() }
            func curve(_ name: String, _ value: (ReadoutChain.Budget) -> Double) -> Series {
                QubitPlot.curve(name, over: x) { value(try chain.budget(qubits: Int($0))) }
            }
            let figure = Plot(
                title: "Heat of readout", x: Axis("Qubits", scale: .log), y: Axis("Heat", unit: "W", scale: .log),
                series: [
                    curve("4 K: HEMTs") { $0.fourKelvinPower },
                    curve("mixing chamber: pumps") { $0.mixingChamberPower },
                ].filter { !$0.x.isEmpty },
                referenceLines: [.horizontal(1, label: "1 W"), .horizontal(50e-6, label: "50 µW")])
            try draw(figure, to: plot, on: console)
        }
        if json { return try console.print(json: facts) }
        try console.write(facts.rendered())
        let assumed = Self.assumptions(of: chain)
        if !assumed.isEmpty { try console.print("assumed, without a source: \(assumed.joined(separator: ", "))") }
    }

    /// What is as assumed rather than as given, in words.
    static func assumptions(of chain: ReadoutChain) -> [String] {
        let typical = ReadoutChain.typical
        func cubicCentimetres(_ volume: Double) -> String { "\(formatNumber(volume * 1e6, significantDigits: 2)) cm³" }
        return [
            (chain.qubitsPerLine == typical.qubitsPerLine, "\(chain.qubitsPerLine) qubits a line"),
            (
                chain.parametricAmplifier == typical.parametricAmplifier,
                "\(Power(si: chain.parametricAmplifier)) of pump a line"
            ),
            (
                chain.amplifierVolume == typical.amplifierVolume,
                "\(cubicCentimetres(chain.amplifierVolume)) a parametric amplifier"
            ),
            (chain.circulators == typical.circulators, "\(chain.circulators) circulators a line"),
            (
                chain.circulatorVolume == typical.circulatorVolume,
                "\(cubicCentimetres(chain.circulatorVolume)) a circulator"
            ),
            (
                chain.transistorAmplifier == typical.transistorAmplifier,
                "\(Power(si: chain.transistorAmplifier)) a HEMT"
            ),
        ].filter(\.0).map(\.1)
    }
}

/// The command `subkelvin qubit capacity`.
struct QubitCapacity: Command {
    static let name = "capacity"
    static let abstract = "Tells how many qubits a mixing chamber carries, each assumption shown."
    static let discussion = """
        The inversion paper says ‘fewer than a few thousand’ for 50 µW and shows no derivation; this is one that can be changed.
        """
    static let examples = [
        Example("subkelvin qubit capacity", "The paper's 50 µW."),
        Example("subkelvin qubit capacity --capacity 4uW", "What is measured at 10 mK."),
    ]

    /// What the table leaves unsaid.
    static let remark = "the length of the lines is assumed; below 4 K their conduction is known to a factor of two"

    @Option("What the mixing chamber carries.") var capacity: Power = Power(si: 50e-6)
    @Option("Microwave and flux lines a qubit.", placeholder: "N") var lines: Double = 2
    @Option("Heat of a qubit's drive in the last attenuator.") var drive: Power = Power(si: 1e-9)
    @Option("Cycles of error correction a second.") var cycle: Frequency = Frequency(si: 1e6)
    @Option(
        "Draw the count against the capacity into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws { try checkPicture(plot) }

    func run(on console: Console) async throws {
        let names: [String: String] = .options(
            "capacity", "drive", "cycle", others: ["linesPerQubit": "--lines", "rate": "--cycle"])
        let estimate = try naming(names) {
            try ScalingEstimate(capacity: capacity.si, linesPerQubit: lines, drive: drive.si, cycle: cycle.si)
        }
        if let plot {
            let x = QubitPlot.spaced(1e-6...1e-3, count: 2)
            let figure = Plot(
                title: "Qubits that a mixing chamber carries", x: Axis("Capacity", unit: "W", scale: .log),
                y: Axis("Qubits", scale: .log),
                series: [QubitPlot.curve("all heats together", over: x) { $0 / estimate.powerPerQubit }]
                    + estimate.assumptions.filter { $0.powerPerQubit > 1e-12 }.map { one in
                        QubitPlot.curve("only \(one.name)", over: x, line: .dashed) { $0 / one.powerPerQubit }
                    },
                referenceLines: [.horizontal(2000, label: "a few thousand"), .horizontal(5000)], legend: .below)
            try draw(figure, to: plot, on: console)
        }
        var table = ResultTable([
            .words("ASSUMPTION", "assumption"), .number("HEAT A QUBIT / nW", "power_per_qubit_W", scale: 1e9),
            .number("QUBITS, IF IT WERE ALL", "qubits"), .words("SOURCE", "source"),
        ])
        for one in estimate.assumptions {
            table.append(
                .text(one.name), .number(one.powerPerQubit),
                .number(one.powerPerQubit > 0 ? estimate.capacity / one.powerPerQubit : nil), .text(one.source))
        }
        table.append(
            .text("all together"), .number(estimate.powerPerQubit), .number(estimate.qubits), .text("sum"))
        for (count, words) in [(2000.0, "2000"), (5000, "5000")] {
            table.append(
                .text("implied by \(words) qubits"), .number(try estimate.implied(qubits: count)), .number(count),
                .text("\(capacity) over \(words)"))
        }
        try table.print(
            on: console, json: json,
            remarks: [Self.remark])
    }
}
