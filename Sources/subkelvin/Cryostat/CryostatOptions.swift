import CommandLineKit
import Cryogenics
import Materials
import Quantities

/// A cryostat that comes with Subkelvin, by its name.
struct CryostatPreset: ArgumentValue {
    var argument: String

    init(argument: String) throws {
        guard CryostatDescription.presets.contains(argument) else {
            throw ArgumentError(
                "no preset is called ‘\(argument)’; there are \(CryostatDescription.presets.joined(separator: ", "))")
        }
        self.argument = argument
    }

    static var argumentChoices: [String] { CryostatDescription.presets }
    static var argumentPlaceholder: String? { "NAME" }
}

/// Temperatures with commas between them.
struct TemperatureList: ArgumentValue {
    /// In K.
    var values: [Double]
    var argument: String

    init(argument: String) throws {
        values = try argument.split(separator: ",", omittingEmptySubsequences: false).map {
            let value = try Temperature(argument: String($0)).si
            guard value > 0 else { throw ArgumentError("‘\($0)’ is not above 0 K") }
            return value
        }
        self.argument = argument
    }

    static var argumentPlaceholder: String? { "T,T,…" }
}

/// Which cryostat, and how it is looked at.
struct CryostatOptions: OptionSource {
    @Option("A cryostat that comes with Subkelvin.") var preset: CryostatPreset?
    @Option("At which frequency noise photons are counted.") var frequency: Frequency = Frequency(si: 6e9)
    @Option(
        "Conductivities below about 4 K by laws of this name, such as linear or subkelvin, where a material has them.")
    var laws: String?
    @Option(
        "Hold the stages at these temperatures, warm to cold, instead of solving for them: what wiring costs each of them."
    )
    var temperatures: TemperatureList?
    @Option("Current through each line that carries one, instead of the file's.") var current: Current?

    func validate() throws {
        guard frequency.si > 0 else { throw ArgumentError("--frequency must be above zero") }
        if let current, !(current.si >= 0) { throw ArgumentError("--current must be zero or above") }
    }

    /// The cryostat of a file or preset.
    func description(file: String?) throws -> CryostatDescription {
        var description = try Self.description(file: file, preset: preset, laws: laws)
        if let current {
            guard description.lines.contains(where: { $0.current > 0 }) else {
                throw UsageError(reason: "--current: no line of \(description.name) carries a current")
            }
            for index in description.lines.indices where description.lines[index].current > 0 {
                description.lines[index].current = current.si
            }
        }
        return description
    }

    /// A cryostat by what was given.
    static func description(file: String?, preset: CryostatPreset?, laws: String?) throws -> CryostatDescription {
        var description: CryostatDescription
        if let file {
            guard preset == nil else { throw UsageError(reason: "give either a file or --preset") }
            description = try CryostatDescription.read(file)
        } else if let preset {
            description = try CryostatDescription.preset(preset.argument)
        } else {
            throw UsageError(reason: "give a file, or --preset \(CryostatDescription.presets.joined(separator: ", "))")
        }
        if let laws { description.laws = laws }
        return description
    }

    /// The cryostat at rest, or at the temperatures given.
    func state(file: String?) throws -> CryostatState {
        do { return try unplacedState(file: file) } catch let error as CryostatError {
            if laws != nil, error.path == [.key("laws")] { throw UsageError(reason: "--laws: \(error.words)") }
            throw file.map { error.placed(in: $0) } ?? error
        }
    }

    private func unplacedState(file: String?) throws -> CryostatState {
        let model = try CryostatModel(try description(file: file))
        guard let temperatures else { return try model.solve(frequency: frequency.si) }
        let count = model.description.stages.count
        guard temperatures.values.count == count else {
            throw UsageError(
                reason: "--temperatures gives \(temperatures.values.count) where the cryostat has \(count) stages")
        }
        for (index, (warm, cold)) in zip(temperatures.values, temperatures.values.dropFirst()).enumerated()
        where warm <= cold {
            let stages = model.description.stages
            throw UsageError(
                reason:
                    "--temperatures holds the \(stages[index + 1].stage.rawValue) stage at \(kelvin(cold)), no colder "
                    + "than the \(stages[index].stage.rawValue) stage at \(kelvin(warm)); give them from warm to cold")
        }
        return try model.state(at: temperatures.values, frequency: frequency.si)
    }

    /// The command line that gives this again.
    func commandLine(_ command: String, file: String?) -> String {
        var words = ["subkelvin", "cryostat", command]
        if let file { words.append(file) }
        if let preset { words += ["--preset", preset.argument] }
        if frequency.si != 6e9 { words += ["--frequency", frequency.description.replacing(" ", with: "")] }
        if let laws { words += ["--laws", laws] }
        if let temperatures { words += ["--temperatures", temperatures.argument] }
        if let current { words += ["--current", current.description.replacing(" ", with: "")] }
        return words.joined(separator: " ")
    }
}
