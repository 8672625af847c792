import CommandLineKit
import Configuration
import Materials
import Text

/// The command `subkelvin material check [FILE…]`.
struct MaterialCheck: Command {
    static let name = "check"
    static let abstract = "Examines material files, or the whole catalogue; ends with 1 where something is wrong."
    static let discussion = """
        Every property by every fit: finite, positive, without a step or bump where a law joins a fit, the integral's \
        slope equal to the property.
        """
    static let examples = [
        Example("subkelvin material check my-alloy.yaml", "A file of your own, before it is used."),
        Example("subkelvin material check --steps 20000", "The catalogue, closely."),
    ]

    @Argument("Material files; else the catalogue.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var files: [String]
    @Option("How many temperatures to look at in each curve, 10 to 100000.") var steps: Int = 200
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        guard (10...100_000).contains(steps) else { throw ArgumentError("--steps lies between 10 and 100000") }
    }

    /// What was found, as JSON.
    struct Record: Encodable {
        var material: String
        var property: String
        var fit: String?
        var temperatureK: Double
        var finding: String

        enum CodingKeys: String, CodingKey {
            case material, property, fit, finding
            case temperatureK = "temperature_K"
        }
    }

    func run(on console: Console) async throws {
        var catalogue = MaterialCatalogue.standard
        var names = catalogue.names
        if !files.isEmpty {
            names = []
            for file in files {
                let decoded = try ConfigurationDecoder().decode(MaterialFile.self, fromFile: file)
                catalogue = try inFile(file) { try catalogue.adding(decoded) }
                names.append(decoded.name)
            }
        }
        let progress = ProgressBar("checking", total: Double(names.count), on: console.error)
        var records: [Record] = []
        for name in names {
            records += try catalogue.material(named: name).audit(steps: steps).map {
                Record(
                    material: name, property: $0.property.rawValue, fit: $0.fit, temperatureK: $0.temperature,
                    finding: $0.description)
            }
            progress.advance()
        }
        progress.finish()
        if json {
            try console.print(json: records)
        } else {
            for record in records { try console.print("\(record.material): \(record.finding)") }
            let subject = names.count == 1 ? "1 material" : "\(names.count) materials"
            try console.print("\(subject), \(records.count) \(records.count == 1 ? "finding" : "findings")")
        }
        if !records.isEmpty { throw CheckFailed() }
    }
}
