import CommandLineKit
import Text
import Thermometry

/// The command `subkelvin thermometer list`.
struct ThermometerList: Command {
    static let name = "list"
    static let abstract = "Lists the curves of the catalogue, and how far each speaks of one sensor."
    static let discussion = """
        A standard curve holds for every sensor of its kind within a tolerance; a typical one is published for a kind whose \
        sensors differ by tens of percent; a generated one is a law without a sensor. A calibrated sensor has a file of its own.
        """
    static let examples = [Example("subkelvin thermometer list", "The catalogue.")]

    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let curves = try CalibrationCurve.presetNames.map { try CalibrationCurve.preset(named: $0) }
        if json { return try console.print(json: curves.map { CurveSummary($0) }) }
        var table = TextTable(columns: [
            .left("NAME"), .left("MODEL"), .left("CURVE"), .left("TEMPERATURES"), .left("SIGNALS"),
        ])
        for curve in curves {
            let ends = [curve.signals.lowerBound, curve.signals.upperBound].map { curve.unit.formatted($0, digits: 4) }
            table.append([
                curve.name, curve.model ?? "–", curve.provenance.rawValue, span(curve.temperatures),
                ends.joined(separator: " to "),
            ])
        }
        try console.write(table.rendered())
    }
}

/// What a curve is, as JSON.
struct CurveSummary: Encodable {
    var curve: CalibrationCurve
    var hasPoints = false

    init(_ curve: CalibrationCurve, points: Bool = false) {
        self.curve = curve
        hasPoints = points
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: ResultTable.Key.self)
        func put(_ value: some Encodable, _ key: String) throws {
            try object.encode(value, forKey: ResultTable.Key(stringValue: key))
        }
        try put(curve.name, "name")
        try put(curve.model, "model")
        try put(curve.serial, "serial")
        try put(curve.format?.rawValue, "format")
        try put(curve.provenance.rawValue, "provenance")
        try put(curve.source, "source")
        try put(curve.note, "note")
        try put(curve.unit.rawValue, "unit")
        try put(curve.interpolation.rawValue, "interpolation")
        try put(curve.coefficient.rawValue, "temperature_coefficient")
        try put(curve.setpointLimit, "setpoint_limit_K")
        try put(bounds(curve.temperatures), "range_K")
        try put(bounds(curve.signals), curve.unit == .ohm ? "range_ohm" : "range_V")
        guard hasPoints else { return }
        try put(
            curve.points.map { [curve.unit.key: $0.signal, "temperature_K": $0.temperature] }, "points")
    }
}
