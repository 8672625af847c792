import CommandLineKit
import Configuration
import Cryogenics
import Quantities
import Text

/// The command `subkelvin link fit DATA.csv`.
struct LinkFitCommand: Command {
    static let name = "fit"
    static let abstract = "Extracts conductivity, joints and loads of a link's prototype from heater sweeps."
    static let discussion = """
        The file is CSV with the columns stage, heater_W, T1_K, T2_K, T3_K, T4_K: states of rest at several powers of a \
        heater at the far end, sensors at the refrigerator's plate (1), the end of the adapter (2), start and end of the \
        link shield (3, 4). Geometry is that of the ETH link, or of --parameters; the own load of the 50K stage is fitted, \
        those of the others are held unless --fit-loads is given. At 50K the residual resistance ratio, which the \
        conductivity there hardly shows, is known beforehand to 20 %.

        For the other link commands the results go into a file for their --parameters, such as \
        Examples/links/parameters-double-braids.yaml: of each stage the ratio into shield.residual_resistance_ratio, the \
        braid's resistance and reference temperature into braid, b there as exponent with a minus sign (at 50K copper in \
        its place), the effective flux of 50K into load.flux.
        """
    static let examples = [
        Example("subkelvin link fit Examples/links/heater-sweep.csv", "A synthetic sweep of all four stages.")
    ]

    @Argument("The states of rest.", completion: .file(extensions: ["csv"])) var file: String
    @Option("Relative standard uncertainty of each temperature.", name: "temperature-noise")
    var noise: Ratio = Ratio(si: 0.001)
    @Option("From sensor 3 to sensor 4; else the shield's length.") var distance: Length?
    @Option("Residual resistance ratio of the braids' copper.", name: "braid-rrr", placeholder: "RATIO")
    var braidRatio: Double = 320
    @Option("Length of the braids; else the gap between shields.", name: "braid-length") var braidLength: Length?
    @Option(
        "Parameters as YAML whose geometry and loads the prototype has; else table 3 of the paper.",
        placeholder: "FILE", completion: .file(extensions: ["yaml", "yml", "json"])) var parameters: String?
    @Flag("Fit the own load of every stage.", name: "fit-loads") var fitsLoads: Bool
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if noise.si < 1e-6 || noise.si > 0.2 { throw ArgumentError("--temperature-noise lies between 1e-6 and 0.2") }
        for (name, value) in [("--distance", distance), ("--braid-length", braidLength)] {
            if let value, value.si <= 0 { throw ArgumentError("\(name) must be above zero") }
        }
        if !(1.5...3000).contains(braidRatio) { throw ArgumentError("--braid-rrr lies between 1.5 and 3000") }
    }

    func run(on console: Console) async throws {
        let assumptions = LinkFit.Assumptions(
            noise: noise.si, distance: distance?.si, braidRatio: braidRatio, braidLength: braidLength?.si,
            fitsEveryLoad: fitsLoads)
        let sweep = try HeaterSweep(DelimitedTable(file: file))
        let fits = try LinkFit.fits(
            of: sweep, parameters.map { try .read($0) } ?? .preset("eth-table-3"), assumptions)
        if json {
            return try console.print(
                json: FitRecord(temperatureNoise: noise.si, stages: fits.map(StageFitRecord.init)))
        }
        var table = TextTable(columns: [
            .left("STAGE"), .left("PARAMETER"), .right("VALUE"), .right("STANDARD UNCERTAINTY"), .left("95 %"),
            .left("UNIT"),
        ])
        for fit in fits {
            func add(_ words: String, _ unit: String, _ estimate: LinkFit.Estimate?) {
                guard let estimate else { return }
                table.append([
                    fit.stage.rawValue, words, formatNumber(estimate.value, significantDigits: 4),
                    estimate.standardUncertainty.map { formatNumber($0, significantDigits: 2) } ?? "held",
                    estimate.interval.map {
                        formatNumber($0.lowerBound, significantDigits: 4) + " … "
                            + formatNumber($0.upperBound, significantDigits: 4)
                    } ?? "", unit,
                ])
            }
            let reference = kelvin(fit.reference)
            let prior = fit.usesPriorRatio ? " (known to 20 %)" : ""
            add("residual resistance ratio\(prior)", "", fit.residualResistanceRatio)
            add("braid resistance at \(reference)", "K/W", fit.braidResistance)
            add("braid exponent b", "", fit.braidExponent)
            add("contact resistance at \(reference)", "K/W", fit.contactResistance)
            add("contact exponent", "", fit.contactExponent)
            add("own load per metre", "W/m", fit.loadPerMetre)
            add("effective flux", "W/m²", fit.effectiveFlux)
            add("attenuation λ", "", fit.attenuation)
        }
        try console.write(table.rendered())
        for fit in fits {
            let chi = formatNumber(fit.chiSquarePerDegree, significantDigits: 3)
            try console.print(
                "\(fit.stage.rawValue): \(fit.points) states, χ²/ν \(chi) with ν = \(fit.degreesOfFreedom)")
        }
        try console.print("how these go into a file for --parameters of the other link commands: link fit --help")
    }
}

/// The fits of a sweep as JSON.
struct FitRecord: Encodable {
    var temperatureNoise: Double
    var stages: [StageFitRecord]

    enum CodingKeys: String, CodingKey {
        case stages
        case temperatureNoise = "temperature_noise_relative"
    }
}

/// A fitted stage as JSON.
struct StageFitRecord: Encodable {
    /// A parameter; without uncertainty where it was held.
    struct EstimateRecord: Encodable {
        var value: Double
        var standardUncertainty: Double?
        var interval: [Double]?

        enum CodingKeys: String, CodingKey {
            case value
            case standardUncertainty = "standard_uncertainty"
            case interval = "interval_95"
        }

        init(_ estimate: LinkFit.Estimate) {
            value = estimate.value
            standardUncertainty = estimate.standardUncertainty
            interval = estimate.interval.map { [$0.lowerBound, $0.upperBound] }
        }
    }

    struct ConductivityRecord: Encodable {
        var temperature: Double
        var conductivity: Double

        enum CodingKeys: String, CodingKey {
            case temperature = "temperature_K"
            case conductivity = "conductivity_W_per_m_K"
        }
    }

    var stage: String
    var points: Int
    var degreesOfFreedom: Int
    var chiSquarePerDegree: Double
    var residualResistanceRatio: EstimateRecord
    var usesPriorRatio: Bool
    var braidResistance: EstimateRecord
    var exponent: EstimateRecord?
    var reference: Double
    var bulkResistance: Double
    var contactResistance: EstimateRecord
    var contactExponent: EstimateRecord?
    var loadPerMetre: EstimateRecord
    var effectiveFlux: EstimateRecord
    var attenuation: EstimateRecord?
    var conductivity: [ConductivityRecord]

    enum CodingKeys: String, CodingKey {
        case stage, points, exponent, conductivity
        case degreesOfFreedom = "degrees_of_freedom"
        case chiSquarePerDegree = "chi_square_per_degree_of_freedom"
        case residualResistanceRatio = "residual_resistance_ratio"
        case usesPriorRatio = "uses_prior_residual_resistance_ratio"
        case braidResistance = "braid_resistance_K_per_W_at_reference"
        case reference = "reference_temperature_K"
        case bulkResistance = "bulk_resistance_K_per_W_at_reference"
        case contactResistance = "contact_resistance_K_per_W_at_reference"
        case contactExponent = "contact_exponent"
        case loadPerMetre = "load_W_per_m"
        case effectiveFlux = "effective_flux_W_per_m2"
        case attenuation = "attenuation"
    }

    init(_ fit: LinkFit) {
        stage = fit.stage.rawValue
        points = fit.points
        degreesOfFreedom = fit.degreesOfFreedom
        chiSquarePerDegree = fit.chiSquarePerDegree
        residualResistanceRatio = EstimateRecord(fit.residualResistanceRatio)
        usesPriorRatio = fit.usesPriorRatio
        braidResistance = EstimateRecord(fit.braidResistance)
        exponent = fit.braidExponent.map(EstimateRecord.init)
        reference = fit.reference
        bulkResistance = fit.bulkResistance
        contactResistance = EstimateRecord(fit.contactResistance)
        contactExponent = fit.contactExponent.map(EstimateRecord.init)
        loadPerMetre = EstimateRecord(fit.loadPerMetre)
        effectiveFlux = EstimateRecord(fit.effectiveFlux)
        attenuation = fit.attenuation.map(EstimateRecord.init)
        conductivity = fit.conductivities.map {
            ConductivityRecord(temperature: $0.temperature, conductivity: $0.conductivity)
        }
    }
}
