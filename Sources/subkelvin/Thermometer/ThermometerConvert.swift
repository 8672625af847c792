import CommandLineKit
import Quantities
import Readings
import Text
import Thermometry

/// The command `subkelvin thermometer convert CURVE --resistance R | --voltage V | --temperature T`.
struct ThermometerConvert: Command {
    static let name = "convert"
    static let abstract = "Turns resistances or voltages into temperatures, and temperatures into those."
    static let discussion = """
        What lies outside of the curve has no number: its quality says on which side, too cold below it or too warm above it, \
        and the command ends with 1. A resistance known to 1 % gives a temperature to 1 % over the dimensionless sensitivity.
        """
    static let examples = [
        Example(
            "subkelvin thermometer convert ruox-7mk --resistance 12kOhm --resistance 3kOhm", "What a sensor reads."),
        Example("subkelvin thermometer convert dt-670 --voltage 1.1V --temperature 77.35K", "A diode, both ways."),
    ]

    @Argument("A calibration file, or a curve of the catalogue.", completion: curveFiles) var curve: String
    @Option("A resistance of the sensor.") var resistance: [Resistance]
    @Option("A voltage of the sensor.") var voltage: [Voltage]
    @Option("A temperature.") var temperature: [Temperature]
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if resistance.isEmpty, voltage.isEmpty, temperature.isEmpty {
            throw ArgumentError("give what to convert: --resistance, --voltage or --temperature")
        }
    }

    func run(on console: Console) async throws {
        let curve = try calibrationCurve(curve)
        let (right, wrong) = curve.unit == .ohm ? ("resistance", "voltage") : ("voltage", "resistance")
        guard curve.unit == .ohm ? voltage.isEmpty : resistance.isEmpty else {
            throw UsageError(
                reason: "this curve takes no --\(wrong): its sensor gives a \(right)", hint: "use --\(right)")
        }
        var rows = (resistance.map(\.si) + voltage.map(\.si)).map { Conversion(curve, signal: $0) }
        rows += temperature.map { Conversion(curve, temperature: $0.si) }
        if json {
            try console.print(json: rows)
        } else {
            try console.write(table(rows, curve).rendered())
        }
        let outside = rows.count { $0.quality != .good }
        if outside > 0 {
            throw CheckFailed(
                "\(outside) of \(rows.count) \(outside == 1 ? "lies" : "lie") outside of the curve, \(curve.spans)")
        }
    }

    private func table(_ rows: [Conversion], _ curve: CalibrationCurve) -> TextTable {
        let hasUncertainty = rows.contains { $0.uncertainty != nil }
        var columns: [TextTable.Column] = [
            .decimal(curve.unit.quantity.uppercased()), .decimal("TEMPERATURE"),
            .decimal(curve.unit == .ohm ? "dR/dT / Ω/K" : "dV/dT / V/K"),
            .decimal(curve.unit == .ohm ? "(T/R)·dR/dT" : "(T/V)·dV/dT"),
        ]
        if hasUncertainty { columns.append(.decimal("UNCERTAINTY")) }
        var table = TextTable(columns: columns + [.left("QUALITY")])
        for row in rows {
            var cells = [
                row.signal.map { curve.unit.formatted($0, digits: 5) } ?? "–",
                row.temperature.map { Temperature(si: $0).formatted(significantDigits: 5) } ?? "–",
                row.sensitivity.map { formatNumber($0, significantDigits: 4) } ?? "–",
                row.dimensionless.map { formatNumber($0, significantDigits: 3) } ?? "–",
            ]
            if hasUncertainty {
                cells.append(row.uncertainty.map { Temperature(si: $0).formatted(significantDigits: 2) } ?? "–")
            }
            table.append(cells + [row.quality.rawValue])
        }
        return table
    }
}

/// One question to a curve and its answer.
struct Conversion: Encodable {
    var unit: SignalUnit
    var signal: Double?
    var temperature: Double?
    var quality: Quality
    var sensitivity: Double?
    var dimensionless: Double?
    var uncertainty: Double?

    /// The temperature at a signal.
    init(_ curve: CalibrationCurve, signal: Double) {
        let found = curve.temperature(at: signal)
        self.init(curve, signal: signal, temperature: found.value, found.quality)
    }

    /// The signal at a temperature.
    init(_ curve: CalibrationCurve, temperature: Double) {
        let found = curve.signal(at: temperature)
        self.init(curve, signal: found.value, temperature: temperature, found.quality)
    }

    private init(_ curve: CalibrationCurve, signal: Double?, temperature: Double?, _ quality: Quality) {
        unit = curve.unit
        self.signal = signal
        self.temperature = temperature
        self.quality = quality
        sensitivity = temperature.flatMap(curve.sensitivity)
        dimensionless = temperature.flatMap(curve.dimensionlessSensitivity)
        uncertainty = temperature.flatMap(curve.uncertainty)
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: ResultTable.Key.self)
        func put(_ value: some Encodable, _ key: String) throws {
            try object.encode(value, forKey: ResultTable.Key(stringValue: key))
        }
        try put(signal, unit.key)
        try put(temperature, "temperature_K")
        try put(quality.rawValue, "quality")
        try put(sensitivity, unit.sensitivityKey)
        try put(dimensionless, "dimensionless_sensitivity")
        try put(uncertainty, "uncertainty_K")
    }
}
