import CommandLineKit
import Cryogenics
import Quantities

/// The links that come with Subkelvin: those of arXiv:2604.15971.
enum LinkPreset: String, CaseIterable, ArgumentValue {
    /// Two nodes, one link module.
    case eth5 = "eth-5m"
    /// Two nodes, three link modules.
    case eth10 = "eth-10m"
    /// Two nodes, a cooling unit in the middle, ten link modules.
    case eth30 = "eth-30m"

    var length: Double {
        switch self {
        case .eth5: 5
        case .eth10: 10
        case .eth30: 30
        }
    }

    var coolingUnits: Int { self == .eth30 ? 1 : 0 }
}

/// The two measured heat fluxes on the insulated 50K shield.
enum HeatFluxChoice: String, CaseIterable, ArgumentValue {
    /// 2.2 W/m².
    case table3 = "table-3"
    /// 1.7 W/m².
    case appendixD = "appendix-d"
}

/// A heat flux by its name: one of the measured ones, or one that a file of parameters has.
struct HeatFluxName: ArgumentValue {
    var argument: String

    init(argument: String) { self.argument = argument }

    static var argumentChoices: [String] { HeatFluxChoice.argumentChoices }
    static var argumentPlaceholder: String? { "NAME" }
}

/// Which link, and under which loads.
struct LinkOptions: OptionSource {
    @Option("A link of arXiv:2604.15971.") var preset: LinkPreset?
    @Option(
        "From node to node. A preset is laid out anew, with what is left over in the last link module of each span; in a file the last link module alone changes."
    ) var length: Length?
    @Option("How many cooling units, evenly spaced.", name: "cooling-units", placeholder: "N") var coolingUnits: Int?
    @Option("How far apart cooling units stand.", name: "cooling-unit-spacing") var spacing: Length?
    @Flag("Without insulation: 8.5 W/m² at a cold shield.", name: "no-mli") var bare: Bool
    @Option("The heat flux on the 50K shield: with --parameters by any name of that file.", name: "heat-flux")
    var heatFlux: HeatFluxName?
    @Option(
        "Parameters of your own as YAML, in place of table 3 of the paper; what a link's file varies applies on top.",
        placeholder: "FILE", completion: .file(extensions: ["yaml", "yml", "json"])) var parameters: String?
    @Option("How to solve: all stages coupled, or the cascade of the paper.") var solver: LinkModel.Coupling = .coupled

    func validate() throws {
        if bare, heatFlux != nil { throw ArgumentError("--no-mli and --heat-flux exclude each other") }
        if let heatFlux, parameters == nil { _ = try HeatFluxChoice(argument: heatFlux.argument) }
        if coolingUnits != nil, spacing != nil {
            throw ArgumentError("--cooling-units and --cooling-unit-spacing exclude each other")
        }
        if let coolingUnits, !(0...1000).contains(coolingUnits) {
            throw ArgumentError("--cooling-units lies between 0 and 1000")
        }
        for (name, value) in [("--length", length), ("--cooling-unit-spacing", spacing)] {
            if let value, !(value.si > 0 && value.si <= LinkDescription.longest) {
                throw ArgumentError("\(name) must be above zero, and 10 km at most")
            }
        }
        if let baseFloor, baseFloor.si <= 0 { throw ArgumentError("--base-floor must be above zero") }
    }

    /// The name of the heat flux in the parameters.
    var flux: String { bare ? "no-mli" : heatFlux?.argument ?? HeatFluxChoice.appendixD.rawValue }

    @Option("The lowest temperature of the base stage; the measured curve has none.", name: "base-floor")
    var baseFloor: Temperature?

    /// The link of a file, a preset, or the 30 m link, with the length and cooling units asked for, and its parameters.
    func link(
        file: String?, length wanted: Double? = nil
    ) throws -> (description: LinkDescription, parameters: LinkParameters) {
        var (description, parameters) = try read(file: file, length: wanted)
        if let baseFloor { try parameters.setBaseFloor(baseFloor.si) }
        if file != nil { description.title += ", \(Length(si: description.length).formatted(significantDigits: 4))" }
        return (description, parameters)
    }

    private func read(
        file: String?, length wanted: Double?
    ) throws -> (description: LinkDescription, parameters: LinkParameters) {
        let given = try parameters.map { try LinkParameters.read($0, flux: flux) }
        if let file {
            guard preset == nil else { throw UsageError(reason: "give either a file or --preset") }
            guard coolingUnits == nil, spacing == nil else {
                throw UsageError(reason: "a file says itself where its cooling units are")
            }
            let decoded = try LinkFile.read(file, parameters: given)
            guard let wanted = wanted ?? length?.si else { return (decoded.description, decoded.linkParameters) }
            if let last = decoded.lastSupport, wanted > last {
                throw UsageError(
                    reason: "the last support of \(file) stands at \(Length(si: last)); the link ends before it")
            }
            return (try decoded.description.stretched(to: wanted), decoded.linkParameters)
        }
        let preset = preset ?? .eth30
        let total = wanted ?? length?.si ?? preset.length
        return (
            try .regular(length: total, coolingUnits: try units(for: total, preset)),
            try given ?? .preset("eth-table-3")
        )
    }

    /// How many cooling units a length gets.
    private func units(for length: Double, _ preset: LinkPreset) throws -> Int {
        guard let spacing else { return coolingUnits ?? preset.coolingUnits }
        let spans = length / spacing.si
        guard abs(spans - spans.rounded()) < 1e-6, spans >= 0.5 else {
            throw UsageError(reason: "the length is no whole number of --cooling-unit-spacing")
        }
        return Int(spans.rounded()) - 1
    }

    /// A link and its loads in a line.
    func title(of link: LinkDescription) -> String {
        "\(link.title), \(parameters.map { "parameters \($0), " } ?? "")heat flux \(flux), \(solver.rawValue)"
    }

    /// The command line that gives these options again.
    func commandLine(_ command: String, file: String?) -> String {
        var words = ["subkelvin", "link", command]
        if let file { words.append(shellQuoted(file)) }
        if let preset { words += ["--preset", preset.rawValue] }
        if let length { words += ["--length", shellQuoted(length.description)] }
        if let coolingUnits { words += ["--cooling-units", "\(coolingUnits)"] }
        if let spacing { words += ["--cooling-unit-spacing", shellQuoted(spacing.description)] }
        if let parameters { words += ["--parameters", shellQuoted(parameters)] }
        if let baseFloor { words += ["--base-floor", shellQuoted(baseFloor.description)] }
        words += bare ? ["--no-mli"] : ["--heat-flux", shellQuoted(flux)]
        return (words + ["--solver", solver.rawValue]).joined(separator: " ")
    }

    /// A word as a POSIX shell reads it back.
    private func shellQuoted(_ word: String) -> String {
        let plain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./".contains($0)) }
        return plain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }

    /// The model of a file or preset.
    func model(file: String?, length wanted: Double? = nil) throws -> LinkModel {
        let link = try link(file: file, length: wanted)
        return try LinkModel(link.description, link.parameters, flux: flux, coupling: solver)
    }
}
