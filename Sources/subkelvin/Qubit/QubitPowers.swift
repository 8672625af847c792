import CommandLineKit
import Plotting
import Quantities
import Qubits
import Text

/// The command `subkelvin qubit landauer`.
struct QubitLandauer: Command {
    static let name = "landauer"
    static let abstract = "Tells the least heat of erasing bits, N·kT·ln 2."
    static let examples = [Example("subkelvin qubit landauer --rate 1e8 --temperature 10mK", "1e8 bits a second.")]

    @Option("Bits erased a second.", placeholder: "BITS") var rate: Double = 1e8
    @Option("The temperature.") var temperature: Temperature = Temperature(si: 0.01)
    @Option(
        "Draw the heat against the temperature into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws { try checkPicture(plot) }

    func run(on console: Console) async throws {
        let power = try naming(.options("rate", "temperature")) {
            try Landauer.power(rate: rate, temperature: temperature.si)
        }
        if let plot {
            let x = QubitPlot.spaced(1e-3...300, count: 100)
            let figure = Plot(
                title: "Landauer's bound at \(rate) bit/s", x: Axis("Temperature", unit: "K", scale: .log),
                y: Axis("Heat", unit: "W", scale: .log),
                series: [QubitPlot.curve("N·kT·ln 2", over: x) { try Landauer.power(rate: rate, temperature: $0) }])
            try draw(figure, to: plot, on: console)
        }
        if json { return try console.print(json: ResultFacts([.init("heat", "power_W", power, "W")])) }
        try console.print(
            "\(formatNumber(power, significantDigits: 3)) W (\(Power(si: power).formatted(significantDigits: 3)))")
    }
}

/// The command `subkelvin qubit control`.
struct QubitControl: Command {
    static let name = "control"
    static let abstract = "Tells how many qubits a stage carries by the power of their control electronics."
    static let discussion = """
        Known powers a qubit against known capacities; with --capacitance, --voltage and --clock also that of a circuit, a·C·V²·f.
        """
    static let examples = [
        Example("subkelvin qubit control", "What is argued about."),
        Example(
            "subkelvin qubit control --capacitance 10pF --voltage 0.6V --clock 2.5GHz --activity 0.1", "A circuit."),
    ]

    /// A capacitance: a number of pF, fF or F.
    struct Capacitance: ArgumentValue {
        var farads: Double
        var argument: String
        init(argument: String) throws {
            self.argument = argument
            let units = [
                ("aF", 1e-18), ("fF", 1e-15), ("pF", 1e-12), ("nF", 1e-9), ("µF", 1e-6), ("uF", 1e-6), ("F", 1.0),
            ]
            guard let unit = units.first(where: { argument.hasSuffix($0.0) }),
                let value = Double(argument.dropLast(unit.0.count).filter { $0 != " " }), value.isFinite
            else { throw ArgumentError("write a capacitance as 10pF") }
            farads = value * unit.1
        }
        static let argumentPlaceholder: String? = "CAPACITANCE"
    }

    @Option("Switched capacitance a qubit, as 10pF.") var capacitance: Capacitance?
    @Option("Supply voltage.") var voltage: Voltage?
    @Option("Clock frequency.") var clock: Frequency?
    @Option("Share of the capacitance switched each cycle; else 1.", placeholder: "SHARE") var activity: Double?
    @Option(
        "Draw the counts against the power a qubit into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        let given = [capacitance != nil, voltage != nil, clock != nil]
        if given.contains(true), given.contains(false) {
            throw ArgumentError("--capacitance, --voltage and --clock go together")
        }
        if activity != nil, capacitance == nil { throw ArgumentError("--activity goes with --capacitance") }
        for (name, value) in [
            ("--capacitance", capacitance?.farads), ("--voltage", voltage?.si), ("--clock", clock?.si),
            ("--activity", activity),
        ] {
            if let value, value <= 0 {
                throw ArgumentError("\(name) lies above zero: a circuit that takes no power fits without end")
            }
        }
    }

    /// Entries whose source is no publication that states the number.
    private static let unsourced: Set = ["single flux quanta", "4 K, large cryostat"]

    /// Where a number is from, and that it is assumed where nothing states it.
    static func source(_ name: String, _ source: String) -> String {
        unsourced.contains(name) ? "assumed; \(source), without a reference" : source
    }

    /// A line a power; those of one power share it.
    private func marks(_ electronics: [ControlElectronics]) -> [ReferenceLine] {
        electronics.indices.filter { index in
            !electronics[..<index].contains { $0.powerPerQubit == electronics[index].powerPerQubit }
        }.map { .vertical(electronics[$0].powerPerQubit, label: electronics[$0].name) }
    }

    func run(on console: Console) async throws {
        var electronics = ControlElectronics.known
        if let capacitance, let voltage, let clock {
            electronics.append(
                ControlElectronics(
                    name: "circuit, a·C·V²·f",
                    powerPerQubit: try naming(
                        .options("capacitance", "voltage", "activity", others: ["frequency": "--clock"])
                    ) {
                        try ControlElectronics.dynamicPower(
                            capacitance: capacitance.farads, voltage: voltage.si, frequency: clock.si,
                            activity: activity ?? 1)
                    },
                    source: "as given"))
        }
        let stages = StageCapacity.known
        var table = ResultTable(
            [.words("ELECTRONICS", "electronics"), .number("A QUBIT / mW", "power_per_qubit_W", scale: 1e3)]
                + stages.map {
                    .number(
                        "\($0.name), \(Power(si: $0.power))",
                        "qubits_\($0.name.replacing(", ", with: "_").replacing(" ", with: "_"))",
                        digits: 3)
                } + [.words("SOURCE", "source")])
        for one in electronics {
            var row: [ResultTable.Cell] = [.text(one.name), .number(one.powerPerQubit)]
            for stage in stages { row.append(.number(try one.qubits(capacity: stage.power))) }
            table.rows.append(row + [.text(Self.source(one.name, one.source))])
        }
        if let plot {
            let x = QubitPlot.spaced(1e-9...0.1, count: 2)
            let figure = Plot(
                title: "Qubits that a stage carries", x: Axis("Power a qubit", unit: "W", scale: .log),
                y: Axis("Qubits", scale: .log),
                series: stages.map { stage in
                    QubitPlot.curve("\(stage.name), \(Power(si: stage.power))", over: x) { stage.power / $0 }
                }, referenceLines: marks(electronics), legend: .below)
            try draw(figure, to: plot, on: console)
        }
        if json { return try console.print(json: table) }
        var text = TextTable(
            columns: [.left("ELECTRONICS"), .right("A QUBIT")]
                + stages.map { .right("\($0.name): \(Power(si: $0.power))") })
        for one in electronics {
            text.append(
                [one.name, Power(si: one.powerPerQubit).formatted(significantDigits: 3)]
                    + (try stages.map { "\(Int(try one.qubits(capacity: $0.power)))" }))
        }
        try console.write(text.rendered())
        for one in electronics { try console.print("\(one.name): \(Self.source(one.name, one.source))") }
        for stage in stages { try console.print("\(stage.name): \(Self.source(stage.name, stage.source))") }
    }
}
