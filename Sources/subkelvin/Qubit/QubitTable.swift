import CommandLineKit
import Plotting
import Quantities
import Qubits
import Text

/// The command `subkelvin qubit table`.
struct QubitTable: Command {
    static let name = "table"
    static let abstract =
        "Prints the eight scenarios of the paper on architectural inversion, by one of its three accounts."
    static let discussion = """
        The paper (doi:10.5281/zenodo.17937531) argues that qubits may run at 4 K. Its listing, the law that its table follows \
        and the table itself are three different things; they are kept apart here and none is endorsed. --diff sets them side \
        by side and marks with ≠ each cell that does not round to what is printed.
        """
    static let examples = [
        Example("subkelvin qubit table --law listing", "What the printed listing computes."),
        Example("subkelvin qubit table --diff", "All three side by side."),
    ]

    @Option("Which account: listing, paper (reconstructed) or printed; else listing.") var law: InversionSource?
    @Flag("Set all three side by side, instead of one.") var diff: Bool
    @Option(
        "Draw T2* of all three into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if diff, law != nil { throw ArgumentError("--diff shows all three: give --law or --diff") }
    }

    func run(on console: Console) async throws {
        if let plot { try draw(QubitTableFigure().plot(), to: plot, on: console) }
        if diff { return try QubitDifference().print(on: console, json: json) }
        let law = law ?? .listing
        let table = try InversionTable(law)
        if json { return try console.print(json: Record(law: law.rawValue, rows: table.rows.map(RowRecord.init))) }
        try console.print(law.title)
        var text = TextTable(columns: [
            .left("MODEL"), .left("LABEL"), .left("EPOCH"), .decimal("T"), .decimal("TAN δ"), .decimal("LOAD"),
            .decimal("CAPACITY"), .left("STABILITY"), .decimal("T2* / µs"), .decimal("F / %"),
        ])
        for row in table.rows {
            let scenario = row.scenario
            text.append([
                scenario.model, scenario.label, scenario.epoch,
                Temperature(si: scenario.temperature).formatted(significantDigits: 4),
                formatNumber(scenario.lossTangent, significantDigits: 1),
                Power(si: scenario.load).formatted(significantDigits: 4),
                Power(si: scenario.capacity).formatted(significantDigits: 4), scenario.stability.rawValue,
                Self.coherence(row, law), Self.fidelity(row, law),
            ])
        }
        try console.write(text.rendered())
    }

    /// T2* in µs with six decimals, or as printed.
    static func coherence(_ row: InversionTable.Row, _ law: InversionSource) -> String {
        guard let value = row.coherenceTime.map({ $0 * 1e6 }) else { return "N/A" }
        if law == .printed, let printed = row.scenario.printedCoherence {
            return fixed(printed.value, decimals: printed.decimals)
        }
        return fixed(value, decimals: 6)
    }

    /// The fidelity in percent with six decimals, or as printed.
    static func fidelity(_ row: InversionTable.Row, _ law: InversionSource) -> String {
        guard let value = row.fidelity.map({ $0 * 100 }) else { return "N/A" }
        if law == .printed, let printed = row.scenario.printedFidelity {
            return fixed(printed.value, decimals: printed.decimals)
        }
        return fixed(value, decimals: 6)
    }

    /// The table as JSON.
    struct Record: Encodable {
        var law: String
        var rows: [RowRecord]
    }

    /// A scenario as JSON; what does not exist is null.
    struct RowRecord: Encodable {
        var row: InversionTable.Row

        init(_ row: InversionTable.Row) { self.row = row }

        enum CodingKeys: String, CodingKey {
            case model, label, epoch, stability
            case temperature = "temperature_K"
            case lossTangent = "loss_tangent"
            case load = "load_W"
            case capacity = "capacity_W"
            case coherence = "T2star_us"
            case fidelity = "fidelity_percent"
        }

        func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(row.scenario.model, forKey: .model)
            try object.encode(row.scenario.label, forKey: .label)
            try object.encode(row.scenario.epoch, forKey: .epoch)
            try object.encode(row.scenario.temperature, forKey: .temperature)
            try object.encode(row.scenario.lossTangent, forKey: .lossTangent)
            try object.encode(row.scenario.load, forKey: .load)
            try object.encode(row.scenario.capacity, forKey: .capacity)
            try object.encode(row.scenario.stability.rawValue, forKey: .stability)
            try object.encode(row.coherenceTime.map { $0 * 1e6 }, forKey: .coherence)
            try object.encode(row.fidelity.map { $0 * 100 }, forKey: .fidelity)
        }
    }
}

/// A number with a fixed count of decimals.
func fixed(_ value: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 1e15 else { return formatNumber(value, significantDigits: decimals + 1) }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}
