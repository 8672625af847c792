import CommandLineKit
import Materials
import Quantities
import Text

/// The command `subkelvin material integral NAME --from T --to T`.
struct MaterialIntegral: Command {
    static let name = "integral"
    static let abstract =
        "Integrates a conductivity (or, with --property cp, a specific heat) between two temperatures."
    static let discussion = """
        The heat through a bar of cross-section A and length L is Θ·A/L, with Θ = ∫k dT. The ends may be given in either \
        order; the result is positive.
        """
    static let examples = [
        Example("subkelvin material integral copper --from 300K --to 4K --rrr 100", "Θ of copper."),
        Example(
            "subkelvin material integral ss304 --from 300K --to 4K --area 1mm2 --length 20cm", "Heat through a rod."),
        Example(
            "subkelvin material integral copper --property cp --from 300K --to 4K", "Heat to be taken out of copper."),
    ]

    @Argument("The material.", completion: materialNames) var material: MaterialReference
    @Option("One end.") var from: Temperature
    @Option("The other end.") var to: Temperature
    @Option("Cross-section of the bar; needs --length.") var area: Area?
    @Option("Length of the bar; needs --area.") var length: Length?
    @OptionGroup var property: PropertyOption
    @OptionGroup var conditions: ConditionOptions
    @OptionGroup var files: CatalogueOptions
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        guard (area == nil) == (length == nil) else { throw ArgumentError("--area and --length go together") }
        if let area, let length {
            guard property.property == .thermalConductivity else {
                throw ArgumentError("--area and --length belong to a thermal conductivity")
            }
            guard area.si > 0, length.si > 0 else { throw ArgumentError("--area and --length must be above zero") }
        }
    }

    func run(on console: Console) async throws {
        let curve = try files.catalogue().material(named: material.name)
            .curve(property.property, conditions.conditions(for: material))
            .extended(to: [from.si, to.si], if: conditions.extrapolate)
        let result: IntegralEvaluation
        do throws(MaterialError) {
            result = try curve.integral().evaluate(from: from.si, to: to.si)
        } catch {
            throw error.hinting(at: [])
        }
        let heat = area.flatMap { area in length.map { result.value * area.si / $0.si } }
        if json { return try console.print(json: IntegralRecord(curve, result, area: area?.si, length: length?.si)) }
        guard let integral = property.property.integral else { return }
        try console.print(
            "\(amount(result.value, integral.unit, digits: 6))  \(percent(result.relativeUncertainty))  "
                + "\(curve.label), \(integral.title), \(span(result.range))")
        if let heat, let area, let length {
            try console.print(
                "\(Power(si: heat).formatted(significantDigits: 5)) through \(area.formatted(significantDigits: 4)), "
                    + "\(length.formatted(significantDigits: 4)) long")
        }
        for part in result.parts {
            let share =
                result.parts.count > 1
                ? "\(formatNumber(100 * part.value / result.value, significantDigits: 3)) % " : ""
            let origin = part.origin == .fit ? "" : " (\(part.origin.rawValue))"
            try console.print(
                "\(share)\(span(part.range)): fit \(part.fit.name)\(origin), \(part.fit.reference.citation)")
        }
        if result.isOutsideData { try console.print("note: partly outside the data of these fits") }
        if let remark = curve.ratioRemark { try console.print(remark) }
    }
}

/// An integral as JSON.
struct IntegralRecord: Encodable {
    /// The share of a fit, a law or an extrapolation.
    struct Part: Encodable {
        var fromK: Double
        var toK: Double
        var value: Double
        var fit: String
        var origin: String
        var source: String

        enum CodingKeys: String, CodingKey {
            case value, fit, origin, source
            case fromK = "from_K"
            case toK = "to_K"
        }
    }

    var curve: PropertyCurve
    var result: IntegralEvaluation
    var area: Double?
    var length: Double?

    init(_ curve: PropertyCurve, _ result: IntegralEvaluation, area: Double?, length: Double?) {
        self.curve = curve
        self.result = result
        self.area = area
        self.length = length
    }

    /// A key by its text: the integral's own name depends on the property.
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        func put(_ value: some Encodable, _ key: String) throws {
            try container.encode(value, forKey: Key(stringValue: key))
        }
        try put(curve.material, "material")
        try put(curve.property.rawValue, "property")
        try put(result.range.upperBound, "from_K")
        try put(result.range.lowerBound, "to_K")
        if let integral = curve.property.integral {
            try put(result.value, integral.key)
            try put(integral.unit, "unit")
        }
        try put(result.relativeUncertainty, "relative_uncertainty")
        if let area, let length {
            try put(result.value * area / length, "heat_flow_W")
            try put(area, "area_m2")
            try put(length, "length_m")
        }
        let fit = result.mainFit ?? curve.fit
        try put(fit.name, "fit")
        try put(result.isOutsideData, "outside_data")
        if let ratio = curve.residualResistanceRatio {
            try put(ratio.value, "residual_resistance_ratio")
            try put(ratio.assumed, "residual_resistance_ratio_assumed")
        }
        try put(fit.reference.citation, "source")
        try put(bounds(fit.range), "range_K")
        try put(bounds(fit.dataRange), "data_range_K")
        let parts = result.parts.map {
            Part(
                fromK: $0.range.upperBound, toK: $0.range.lowerBound, value: $0.value, fit: $0.fit.name,
                origin: $0.origin.rawValue,
                source: $0.fit.reference.citation)
        }
        try put(parts, "parts")
    }
}
