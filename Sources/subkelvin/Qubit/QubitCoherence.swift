import CommandLineKit
import Configuration
import Plotting
import Quantities
import Qubits
import Text

/// The command `subkelvin qubit coherence FILE`.
struct QubitCoherence: Command {
    static let name = "coherence"
    static let abstract = "Tells T1, T2 and the gate errors of a described qubit, cause by cause, and what limits it."
    static let discussion = """
        1/T2 = 1/(2T1) + ΣΓφ. A cause's errors are first orders; in a two-qubit gate they are those of one of its two qubits. \
        The row ‘all’ is exact, and in a two-qubit gate counts both qubits, which are taken to be alike.
        """
    static let examples = [
        Example("subkelvin qubit coherence Examples/qubits/tunable-transmon.yaml", "A transmon and its lines.")
    ]

    @Argument("The qubit.", completion: .file(extensions: ["yaml", "yml", "json"])) var file: String
    @Option("The temperature of its baths, instead of the file's.") var temperature: Temperature?
    @Option(
        "Draw T1 and T2 against the temperature into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws { try checkPicture(plot) }

    func run(on console: Console) async throws {
        let decoded = try ConfigurationDecoder().decode(QubitFile.self, fromFile: file)
        let qubit: QubitDescription
        do throws(QubitError) {
            qubit = try QubitDescription(decoded, temperature: temperature?.si)
        } catch {
            // What the file says is at fault, unless it stands only on the command line.
            if temperature != nil, error.argument == "temperature" { throw QubitError("--temperature", error.reason) }
            throw QubitFileError(file: file, error: error)
        }
        if let plot { try draw(figure(decoded, qubit), to: plot, on: console) }
        let record = try CoherenceRecord(qubit)
        if json { return try console.print(json: record) }
        let coherence = qubit.coherence
        try console.print(
            "\(qubit.title), \(Frequency(si: qubit.frequency).formatted(significantDigits: 4)), "
                + "\(Temperature(si: qubit.temperature).formatted(significantDigits: 4))")
        func time(_ seconds: Double) -> String {
            seconds.isFinite ? TimeSpan(si: seconds).formatted(significantDigits: 4) : "–"
        }
        try console.print("T1 \(time(coherence.relaxationTime)), T2 \(time(coherence.coherenceTime))")
        var table = TextTable(columns: [
            .left("CAUSE"), .left("TAKES"), .decimal("RATE / s⁻¹"), .decimal("OF 1/T2"),
            .decimal("ERROR, 1 QUBIT"), .decimal("ERROR, 2 QUBITS"),
        ])
        for cause in record.causes {
            table.append([
                cause.name, cause.takesEnergy ? "energy" : "phase", shown(cause.rate),
                "\(formatNumber(100 * cause.share, significantDigits: 3)) %", shown(cause.oneQubit, 3),
                cause.twoQubit.map { "\(shown($0, 3)) (one)" } ?? "–",
            ])
        }
        table.append([
            "all, exact", "", "", "", shown(record.oneQubit, 3),
            record.twoQubit.map { "\(shown($0, 3)) (both)" } ?? "–",
        ])
        try console.write(table.rendered())
        if record.twoQubit != nil {
            try console.print("2 QUBITS: a cause counts one of the two; ‘all’ counts both")
        }
        for line in qubit.lines {
            let frequency = Frequency(si: line.frequency).formatted(significantDigits: 4)
            try console.print("line \(line.name): \(shown(line.photons)) photons at \(frequency)")
        }
        try console.print(
            "excited in equilibrium \(shown(record.excited)); exp(−t/T2) would count an error of \(shown(record.paper, 3))"
        )
        if let limit = coherence.limit { try console.print("limited by \(limit.name)") }
    }

    private func figure(_ file: QubitFile, _ qubit: QubitDescription) -> Plot {
        let x = QubitPlot.spaced(5e-3...1, count: 120)
        func at(_ temperature: Double) throws -> Coherence {
            try QubitDescription(file, temperature: temperature).coherence
        }
        return Plot(
            title: "T1 and T2 of \(qubit.name)", x: Axis("Temperature of the baths", unit: "K", scale: .log),
            y: Axis("Time", unit: "µs", scale: .log),
            series: [
                QubitPlot.curve("T1", over: x) { try at($0).relaxationTime * 1e6 },
                QubitPlot.curve("T2", over: x, line: .dashed) { try at($0).coherenceTime * 1e6 },
            ].filter { !$0.x.isEmpty },
            referenceLines: [.vertical(qubit.temperature, label: "as described")],
            footnote: "The temperatures of the lines' parts stay as described.")
    }
}

/// A qubit's coherence as JSON.
struct CoherenceRecord: Encodable {
    struct Cause: Encodable {
        var name: String
        var takesEnergy: Bool
        var rate: Double
        var share: Double
        var oneQubit: Double
        var twoQubit: Double?

        enum CodingKeys: String, CodingKey {
            case name
            case takesEnergy = "takes_energy"
            case rate = "rate_per_s"
            case share = "share_of_1_over_T2"
            case oneQubit = "one_qubit_error"
            case twoQubit = "two_qubit_error_of_one_of_both"
        }

        func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(name, forKey: .name)
            try object.encode(takesEnergy, forKey: .takesEnergy)
            try object.encode(rate, forKey: .rate)
            try object.encode(share, forKey: .share)
            try object.encode(oneQubit, forKey: .oneQubit)
            try object.encode(twoQubit, forKey: .twoQubit)
        }
    }

    var name: String
    var frequency: Double
    var temperature: Double
    var relaxationTime: Double?
    var coherenceTime: Double?
    var excited: Double
    var causes: [Cause]
    var oneQubit: Double
    var twoQubit: Double?
    var paper: Double
    var limit: String?
    var photons: [String: Double]

    enum CodingKeys: String, CodingKey {
        case name, causes, photons
        case frequency = "frequency_Hz"
        case temperature = "temperature_K"
        case relaxationTime = "T1_us"
        case coherenceTime = "T2_us"
        case excited = "excited_in_equilibrium"
        case oneQubit = "one_qubit_error"
        case twoQubit = "two_qubit_error"
        case paper = "one_qubit_error_by_exp"
        case limit = "limited_by"
    }

    /// What does not exist is null, so that the keys are always the same.
    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(name, forKey: .name)
        try object.encode(frequency, forKey: .frequency)
        try object.encode(temperature, forKey: .temperature)
        try object.encode(relaxationTime, forKey: .relaxationTime)
        try object.encode(coherenceTime, forKey: .coherenceTime)
        try object.encode(excited, forKey: .excited)
        try object.encode(causes, forKey: .causes)
        try object.encode(oneQubit, forKey: .oneQubit)
        try object.encode(twoQubit, forKey: .twoQubit)
        try object.encode(paper, forKey: .paper)
        try object.encode(limit, forKey: .limit)
        try object.encode(photons, forKey: .photons)
    }

    init(_ qubit: QubitDescription) throws {
        let coherence = qubit.coherence
        name = qubit.name
        frequency = qubit.frequency
        temperature = qubit.temperature
        func microseconds(_ time: Double) -> Double? { time.isFinite ? time * 1e6 : nil }
        relaxationTime = microseconds(coherence.relaxationTime)
        coherenceTime = microseconds(coherence.coherenceTime)
        excited = try ThermalPopulation.excited(frequency: qubit.frequency, temperature: qubit.temperature)
        let total = coherence.causes.reduce(0) { $0 + $1.transverseRate }
        causes = coherence.causes.map { cause in
            Cause(
                name: cause.name, takesEnergy: cause.takesEnergy, rate: cause.rate,
                share: total > 0 ? cause.transverseRate / total : 0,
                oneQubit: GateError.oneQubit(cause, time: qubit.oneQubitTime),
                twoQubit: qubit.twoQubitTime.map { GateError.twoQubit(cause, time: $0) })
        }
        oneQubit = try GateError.oneQubit(coherence, time: qubit.oneQubitTime)
        twoQubit = try qubit.twoQubitTime.map { try GateError.twoQubit(coherence, coherence, time: $0) }
        paper = try GateError.inversionPaper(coherence, time: qubit.oneQubitTime)
        limit = coherence.limit?.name
        photons = Dictionary(uniqueKeysWithValues: qubit.lines.map { ($0.name, $0.photons) })
    }
}
