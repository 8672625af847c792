import CommandLineKit
import Plotting
import Quantities
import Text
import Thermometry

/// The command `subkelvin thermometer show CURVE`.
struct ThermometerShow: Command {
    static let name = "show"
    static let abstract = "Shows what a curve is: sensor, format, points, range, sensitivity."
    static let examples = [
        Example("subkelvin thermometer show dt-670", "The standard curve of a silicon diode."),
        Example("subkelvin thermometer show ruox-7mk --plot ruox.svg", "A curve as a picture."),
    ]

    @Argument("A calibration file, or a curve of the catalogue.", completion: curveFiles) var curve: String
    @Option(
        "Draw the curve into this file.", placeholder: "FILE", completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON, all points among it.") var json: Bool

    func run(on console: Console) async throws {
        let curve = try calibrationCurve(curve)
        if let plot { try ThermometerFigure(curve: curve).plot().render(to: plot) }
        if json { return try console.print(json: CurveSummary(curve, points: true)) }
        let width = console.output.layoutWidth
        try console.print(escaped(curve.title, limit: 200))
        var facts = "\(curve.provenance.rawValue) curve"
        if let format = curve.format { facts += " from a \(format == .table ? "table" : ".\(format.rawValue)")" }
        facts += curve.points.isEmpty ? "" : ", \(curve.points.count) points"
        facts += ", \(Self.words(curve.interpolation))"
        try console.print(wrap(facts, width: width))
        var range = "\(curve.spans), \(curve.coefficient.rawValue) coefficient"
        if let limit = curve.setpointLimit {
            range += ", setpoints to \(Temperature(si: limit).formatted(significantDigits: 4))"
        }
        try console.print(range)
        if let source = curve.source { try console.print(wrap("\(source).", width: width)) }
        if let note = curve.note { try console.print(wrap("\(note).", width: width)) }
        var table = TextTable(columns: [
            .decimal("TEMPERATURE"), .decimal(curve.unit.quantity.uppercased()),
            .decimal(curve.unit == .ohm ? "dR/dT / Ω/K" : "dV/dT / V/K"),
            .decimal(curve.unit == .ohm ? "(T/R)·dR/dT" : "(T/V)·dV/dT"),
        ])
        for temperature in Self.temperatures(of: curve) {
            guard let signal = curve.signal(at: temperature).value, let slope = curve.sensitivity(at: temperature)
            else { continue }
            table.append([
                Temperature(si: temperature).formatted(significantDigits: 4), curve.unit.formatted(signal, digits: 5),
                formatNumber(slope, significantDigits: 4),
                curve.dimensionlessSensitivity(at: temperature).map { formatNumber($0, significantDigits: 3) } ?? "–",
            ])
        }
        try console.write("\n" + table.rendered())
    }

    /// How points are joined, or what stands in their place.
    static func words(_ interpolation: Interpolation) -> String {
        switch interpolation {
        case .linear: "temperature linear in the signal from point to point"
        case .logarithmic: "temperature linear in the signal's logarithm from point to point"
        case .doublyLogarithmic: "linear in both logarithms from point to point"
        case .spline: "a cubic spline"
        case .monotone: "cubics without overshoot"
        case .chebyshev: "Chebyshev polynomials"
        case .mott: "variable-range hopping, a law"
        case .callendarVanDusen: "the Callendar–Van Dusen equation"
        }
    }

    private static func ten(_ power: Int) -> Double { (0..<power).reduce(1.0) { value, _ in value * 10 } }

    /// The ends, and between them 1, 2 and 5 of every decade.
    static func temperatures(of curve: CalibrationCurve) -> [Double] {
        let (low, high) = (curve.temperatures.lowerBound, curve.temperatures.upperBound)
        let steps = (-4...3).flatMap { power in
            [1.0, 2, 5].map { power < 0 ? $0 / Self.ten(-power) : $0 * Self.ten(power) }
        }
        return [low] + steps.filter { $0 > low * 1.1 && $0 < high / 1.1 } + [high]
    }
}
