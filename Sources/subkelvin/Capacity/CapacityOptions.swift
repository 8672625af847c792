import CommandLineKit
import Cryogenics
import Planning
import Quantities

/// Electronics of a qubit: `23mW`, or `23mW@still` for another stage than 4K.
struct ElectronicsArgument: ArgumentValue {
    /// Of a qubit.
    var power: Power
    /// Where they sit.
    var stage: Stage
    var argument: String

    init(argument: String) throws {
        let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        power = try Power(argument: String(parts[0]))
        guard power.si > 0 else { throw ArgumentError("the power must be above zero") }
        stage = .fourKelvin
        if parts.count == 2 { stage = try StageArgument(argument: String(parts[1])).stage }
        self.argument = argument
    }

    static var argumentPlaceholder: String? { "POWER@STAGE" }
}

/// A stage by its name.
struct StageArgument: ArgumentValue {
    var stage: Stage
    var argument: String { stage.rawValue }

    init(argument: String) throws {
        guard let stage = Stage(rawValue: argument) else {
            throw ArgumentError("expected one of \(Stage.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.stage = stage
    }

    static var argumentChoices: [String] { Stage.allCases.map(\.rawValue) }
    static var argumentPlaceholder: String? { "STAGE" }
}

/// How well an input is known: `drive power=0.3`, or `cooling, 4K=0.05` for one stage.
struct UncertaintyArgument: ArgumentValue {
    var uncertainty: CryostatUncertainty
    var argument: String

    init(argument: String) throws {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let relative = Double(parts[1]), (0...10).contains(relative) else {
            throw ArgumentError("write QUANTITY=RELATIVE, as in \"drive power=0.3\"; at most 10")
        }
        let names = parts[0].split(separator: ",", maxSplits: 1).map { $0.drop { $0 == " " } }
        guard let quantity = names.first.flatMap({ CryostatUncertainty.Quantity(rawValue: String($0)) }) else {
            throw ArgumentError(
                "no such quantity; there are \(CryostatUncertainty.Quantity.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        var stage: Stage?
        if names.count == 2 {
            guard quantity == .cooling else { throw ArgumentError("only cooling is known stage by stage") }
            stage = try StageArgument(argument: String(names[1])).stage
        }
        uncertainty = CryostatUncertainty(quantity, at: stage, relative: relative, source: "given")
        self.argument = argument
    }

    static var argumentPlaceholder: String? { "QUANTITY=RELATIVE" }
}

/// What qubits are counted in, and what each of them adds.
struct CapacityOptions: OptionSource {
    @Option("A cryostat that comes with Subkelvin.") var preset: CryostatPreset?
    @Option("Instead of a cryostat: a power at one temperature, and nothing else.") var power: Power?
    @Option(
        "What one qubit adds: lines, and heat of electronics, as YAML.", placeholder: "WIRING",
        completion: .file(extensions: ["yaml", "yml", "json"])) var perQubit: String?
    @Option("Electronics of a qubit, at the 4K stage unless a stage is given.") var electronics: ElectronicsArgument?
    @Option("The qubits' temperature; several with commas make a table.") var at: TemperatureList?
    @Option("Where the qubits sit; else 4K from 2 K, still from 0.5 K, base below.") var stage: StageArgument?
    @Flag("Leave the cryostat's own lines and devices out.") var withoutLines: Bool
    @Flag("Let lines take any area of the plates: heat alone.") var heatAlone: Bool
    @Option("So many qubits share each read-out line, and each line that the wiring shares already.") var multiplex:
        Int?
    @Option("How well an input is known, instead of what is usual.") var uncertainty: [UncertaintyArgument]
    @Option("Conductivities below about 4 K by laws of this name, where a material has them.") var laws: String?

    /// In K.
    var temperatures: [Double] { at?.values ?? [0.02] }

    func validate() throws {
        guard perQubit != nil || electronics != nil else {
            throw ArgumentError("say what a qubit adds: --per-qubit WIRING, --electronics POWER, or both")
        }
        if let multiplex {
            guard (1...100_000).contains(multiplex) else { throw ArgumentError("--multiplex is 1 to 100000") }
            guard perQubit != nil else { throw ArgumentError("--multiplex is of the lines of --per-qubit") }
        }
        if let stage, at == nil, stage.stage != .base {
            throw ArgumentError("--stage \(stage.argument) has no usual temperature: give the qubits' with --at")
        }
        guard let power else { return }
        guard power.si >= 0 else { throw ArgumentError("--power is not below zero") }
        if preset != nil || perQubit != nil || withoutLines || heatAlone || stage != nil || laws != nil {
            throw ArgumentError("--power stands for a cryostat: give it with --electronics and --at alone")
        }
        guard at != nil else { throw ArgumentError("--power is lifted at a temperature: give it with --at") }
        if temperatures.count > 1 { throw ArgumentError("--power is lifted at one temperature: give one to --at") }
    }

    /// The cryostat of a file or preset.
    func cryostat(file: String?) throws -> CryostatDescription {
        var description = try CryostatOptions.description(file: file, preset: preset, laws: laws)
        if heatAlone { description = description.withoutLineAreas }
        return withoutLines ? description.unwired : description
    }

    /// What a qubit adds.
    func wiring(for cryostat: CryostatDescription) throws -> Wiring {
        guard let perQubit else {
            guard let electronics else { throw UsageError(reason: "say what a qubit adds") }
            return .electronics(electronics.power.si, at: electronics.stage)
        }
        var wiring = try Wiring.read(perQubit, for: cryostat)
        if let multiplex { wiring = wiring.multiplexed(by: multiplex) }
        if let electronics { wiring = wiring.adding(electronics: electronics.power.si, at: electronics.stage) }
        return wiring
    }

    /// The command line that gives this again.
    func commandLine(file: String?) -> String {
        var words = ["subkelvin", "capacity"]
        if let file { words.append(file) }
        if let preset { words += ["--preset", preset.argument] }
        if let power { words += ["--power", power.description.replacing(" ", with: "")] }
        if withoutLines { words.append("--without-lines") }
        if heatAlone { words.append("--heat-alone") }
        if let perQubit { words += ["--per-qubit", perQubit] }
        if let electronics { words += ["--electronics", electronics.argument] }
        if let at { words += ["--at", at.argument] }
        if let stage { words += ["--stage", "\"\(stage.argument)\""] }
        if let multiplex { words += ["--multiplex", "\(multiplex)"] }
        if let laws { words += ["--laws", laws] }
        for one in uncertainty { words += ["--uncertainty", "\"\(one.argument)\""] }
        return words.joined(separator: " ")
    }
}
