import CommandLineKit
import Cryogenics
import Quantities

/// The command `subkelvin cryostat import`.
struct CryostatImport: Command {
    static let name = "import"
    static let abstract = "Turns a wiring of cryowire into a cryostat's file."
    static let discussion = """
        Reads a wiring or a whole cooldown as YAML or JSON, sets its lines onto the stages of a preset, and prints the file of \
        that cryostat. What cryowire does not say is assumed, what has no place is left out: both are told, and stand among the \
        file's assumptions.
        """
    static let examples = [
        Example("subkelvin cryostat import Examples/cryowire/cooldown.yaml", "A cooldown of eight qubits.")
    ]

    @Argument("A wiring or cooldown of cryowire.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String
    @Option("Whose stages, coolers and shields it is given.") var preset: CryostatPreset?
    @Option(
        "Components that lines name, as a file of cryowire.", placeholder: "FILE",
        completion: .file(extensions: ["yaml", "yml", "json"])) var components: String?
    @Option("Of which cables lines are: one name, or one for each kind, C=NAME,RS=NAME,RR=NAME.") var linesAs:
        LineCables?
    @Option("What an amplifier consumes.") var amplifierPower: Power = Power(si: 0.01)
    @Option("What an isolator takes of noise from above, in dB.") var isolation: Double = 20
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        guard amplifierPower.si >= 0 else { throw ArgumentError("--amplifier-power must be zero or above") }
        guard (0...200).contains(isolation) else { throw ArgumentError("--isolation must be 0 to 200 dB") }
    }

    func run(on console: Console) async throws {
        let made = try CryowireImport(
            file, components: components, preset: preset?.argument ?? "krinner-50",
            choices: .init(
                cables: linesAs?.cables ?? [:], amplifierPower: amplifierPower.si, isolation: isolation))
        if json { return try console.print(json: Record(cryostat: made.yaml, notes: made.notes)) }
        try console.write(made.yaml)
        for note in made.notes { try console.note(note) }
    }

    private struct Record: Encodable {
        var cryostat: String
        var notes: [String]
    }
}

/// Cables by the kind of line: one name for all, or `C=NAME,RS=NAME,RR=NAME`.
struct LineCables: ArgumentValue {
    var cables: [CryowireImport.Kind: String] = [:]
    var argument: String

    init(argument: String) throws {
        self.argument = argument
        for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let cable = parts.last ?? ""
            _ = try CableCatalogue.standard().cable(named: cable)
            if parts.count == 1 {
                for kind in CryowireImport.Kind.allCases where cables[kind] == nil { cables[kind] = cable }
            } else {
                guard let kind = CryowireImport.Kind(rawValue: parts[0]) else {
                    throw ArgumentError("‘\(parts[0])’ is no kind of line; expected C, RS or RR")
                }
                cables[kind] = cable
            }
        }
    }

    static var argumentPlaceholder: String? { "NAME,…" }
}
