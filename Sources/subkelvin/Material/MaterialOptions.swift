import CommandLineKit
import Configuration
import Materials
import Quantities

/// Which materials there are.
struct CatalogueOptions: OptionSource {
    @Option(
        "A material file of your own, besides the catalogue.", placeholder: "FILE",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var materials: [String]

    /// The catalogue with the user's files.
    func catalogue() throws -> MaterialCatalogue {
        var catalogue = MaterialCatalogue.standard
        for file in materials {
            let decoded = try ConfigurationDecoder().decode(MaterialFile.self, fromFile: file)
            catalogue = try inFile(file) {
                let extended = try catalogue.adding(decoded)
                try extended.requireSound(decoded.name)
                return extended
            }
        }
        return catalogue
    }
}

/// Which property is meant.
struct PropertyOption: OptionSource {
    @Option("The property.") var property: Property = .thermalConductivity
}

/// At which conditions, by which fit.
struct ConditionOptions: OptionSource {
    @Option("The fit, by name; else the default with its low-temperature law.", placeholder: "NAME") var fit: String?
    @Option("Other laws below the default fit, by name: linear, subkelvin.", placeholder: "NAME") var laws: String?
    @Option("Residual resistance ratio ρ(273 K)/ρ(4 K) of a pure metal.", placeholder: "RATIO") var rrr: Double?
    @Option("Transverse magnetic flux density.", placeholder: "FIELD") var field: MagneticFluxDensity?
    @Flag("Go beyond the data along the end's tangent; the result is marked.") var extrapolate: Bool

    /// The conditions, for a material named `NAME` or `NAME@RRR`.
    ///
    /// - Throws: `UsageError` where both `@` and `--rrr` give a ratio.
    func conditions(for reference: MaterialReference) throws -> Conditions {
        guard reference.ratio == nil || rrr == nil else {
            throw UsageError(reason: "\(reference.argument) and --rrr both give a residual resistance ratio; give one")
        }
        return Conditions(
            residualResistanceRatio: reference.ratio ?? rrr, magneticField: field?.si ?? 0, fit: fit,
            laws: laws.map { .named($0) } ?? .standard)
    }
}

/// A material's name with its residual resistance ratio, if given: `copper@300`.
struct MaterialReference: ArgumentValue {
    var name: String
    var ratio: Double?

    init(argument: String) throws {
        let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        name = parts[0]
        guard parts.count == 2 else { return }
        guard let ratio = Double(parts[1]), ratio.isFinite else {
            throw ArgumentError("after @ stands a residual resistance ratio, as in copper@100")
        }
        self.ratio = ratio
    }

    var argument: String { ratio.map { "\(name)@\($0)" } ?? name }
    static var argumentPlaceholder: String? { "NAME[@RRR]" }
}

extension PropertyCurve {
    /// The material's name, with its purity where one plays a part.
    var label: String {
        let ratio = residualResistanceRatio.map { ", RRR \(shortNumber($0.value))" } ?? ""
        let field =
            magneticField > 0 ? ", \(MagneticFluxDensity(si: magneticField).formatted(significantDigits: 4))" : ""
        return material + ratio + field
    }

    /// What to say of a residual resistance ratio that nobody gave; nil where one was given or none is taken.
    var ratioRemark: String? {
        guard residualResistanceRatio?.assumed == true else { return nil }
        return "the residual resistance ratio is the catalogue's; give the sample's with --rrr"
    }

    /// The curve as far as the options ask, extrapolated to temperatures if they say so.
    func extended(to temperatures: [Double], if extrapolate: Bool) throws -> PropertyCurve {
        guard extrapolate, let low = temperatures.min(), let high = temperatures.max() else { return self }
        return try extrapolated(to: min(low, range.lowerBound)...max(high, range.upperBound))
    }
}

/// What a shell offers for a material: the catalogue's names.
let materialNames = Completion.names { MaterialCatalogue.standard.names }

/// Does what a file asks for; an error that names no place gets the file's name.
func inFile<Result>(_ file: String, _ work: () throws -> Result) throws -> Result {
    do { return try work() } catch let error as MaterialError { throw FileError(file: file, words: "\(error)") }
}

/// What a file says cannot be.
struct FileError: ExitCoding, CustomStringConvertible {
    var file: String
    var words: String
    var exitCode: ExitCode { .badData }
    var description: String { "\(file): \(words)" }
}
