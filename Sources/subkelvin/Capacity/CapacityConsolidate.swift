import CommandLineKit
import Cryogenics
import Planning
import Plotting
import Quantities
import Reporting
import Text

/// The command `subkelvin capacity consolidate`.
struct CapacityConsolidate: Command {
    static let name = "consolidate"
    static let abstract =
        "Sets more devices to a cryostat against more cryostats: heat, noise, gate error, availability, cost."
    static let discussion = """
        The fullest cryostat is solved with all its qubits' wiring; gate errors are those of the described qubit at the \
        temperature found, with the noise photons that the wiring brings. A cryostat that warms takes all its devices with it.

        A good qubit-hour is an hour of a cold qubit where every limit is met. Every price is an input; those that the file \
        does not give are printed with their date.
        """
    static let examples = [
        Example("subkelvin capacity consolidate Examples/fleets/consolidate.yaml", "Twenty-four devices.")
    ]

    @Argument("The fleet.", completion: .file(extensions: ["yaml", "yml", "json"])) var file: String
    @Option(
        "Draw cost and gate error against devices in a cryostat into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
    @Option("Write a report into this file.", placeholder: "FILE", completion: .file(extensions: ["html"]))
    var report: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if let report, !report.lowercased().hasSuffix(".html") { throw ArgumentError("--report ends in .html") }
    }

    func run(on console: Console) async throws {
        let fleet = try Fleet.read(file)
        let outcomes = try Consolidation(fleet).outcomes()
        let tables = FleetTables(fleet: fleet, outcomes: outcomes)
        if let report {
            try tables.report(commandLine: "subkelvin capacity consolidate \(file)").write(to: report)
            try console.note("wrote \(report)")
        }
        try show(fleet, outcomes, tables, on: console)
        if let plot { try draw(tables.figure(), to: plot, on: console) }
    }

    private func show(_ fleet: Fleet, _ outcomes: [FleetOutcome], _ tables: FleetTables, on console: Console) throws {
        if json { return try console.print(json: FleetRecord(fleet, outcomes)) }
        try console.print(fleet.title)
        try console.write(tables.options().rendered())
        for line in tables.verdict { try console.print(line) }
        for table in [tables.heat(), tables.margins()] { try console.write("\n" + table.rendered()) }
        if outcomes.contains(where: { !$0.photons.isEmpty }) {
            try console.write("\n" + tables.photons().rendered())
        }
        try console.write("\n" + tables.costs().rendered())
        try console.write("\n" + tables.prices().rendered())
        if !fleet.assumptions.isEmpty {
            try console.print("\nassumed:")
            for one in fleet.assumptions { try console.print("- \(one.what) [\(one.source)]") }
        }
    }
}
