import Configuration
import Text

extension CalibrationCurve {
    /// The names of the curves that are part of Subkelvin, sorted.
    public static var presetNames: [String] { (EmbeddedTexts.names(in: "Catalogue") + closedForms.keys).sorted() }

    /// A curve that is part of Subkelvin.
    ///
    /// - Parameter name: case does not matter.
    /// - Throws: ``UnknownCurve`` with the names that there are.
    public static func preset(named name: String) throws -> CalibrationCurve {
        let wanted = name.lowercased()
        if let make = closedForms[wanted] { return make() }
        guard let text = EmbeddedTexts.text(wanted, in: "Catalogue") else { throw UnknownCurve(name: name) }
        let file = try ConfigurationDecoder().decode(
            ThermometerFile.self, from: Array(text.utf8), file: "\(wanted).yaml")
        return try file.curve()
    }

    /// The curves that are a law and no points.
    private static let closedForms: [String: @Sendable () -> CalibrationCurve] = [
        "pt100": {
            CalibrationCurve(
                PlatinumCurve(),
                label: Label(
                    name: "pt100", model: "Pt100", provenance: .standard,
                    source: "IEC 60751:2008, the Callendar–Van Dusen equation; uncertainties are its class B",
                    note: "Industrial platinum of 100 Ω at 0 °C, α = 3.851e-3; not below 73.15 K"))
        },
        "ruox-7mk": {
            CalibrationCurve(
                MottCurve(resistance: 727.2, characteristic: 0.6313, temperatures: 0.007...40),
                label: Label(
                    name: "ruox-7mk", model: "RuO₂, 1 kΩ", provenance: .generated,
                    source: "Mott's law with 15.85 kΩ at 7 mK, else fitted to the published calibration of an RX-102A "
                        + "(U05566, Lake Shore Cryotronics) from 1.4 K to 40 K; in between nothing but the law",
                    note:
                        "A stand-in for a mixing chamber's sensor such as RX-102B, whose curve ends at 7 mK. A calibrated "
                        + "sensor may be 20 % off"))
        },
    ]
}

/// A name that no curve of the catalogue has.
public struct UnknownCurve: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was asked for.
    public var name: String

    /// The name, the nearest ones, or all.
    public var description: String {
        let near = nearestNames(to: name, among: CalibrationCurve.presetNames)
        let known = CalibrationCurve.presetNames.joined(separator: ", ")
        return "no curve is called \(quoted(name)); "
            + (near.isEmpty ? "known: \(known)" : "did you mean \(near.joined(separator: " or "))?")
    }
}

/// A curve of the catalogue as its YAML file states it (`kind: Thermometer`).
struct ThermometerFile: Decodable {
    enum Kind: String, Decodable { case thermometer = "Thermometer" }

    var kind: Kind
    var name: String
    var title: String
    var model: String
    var unit: SignalUnit
    var interpolation: Interpolation
    var provenance: CurveProvenance
    var source: String
    var note: String?
    /// Signal, temperature in K, and perhaps sensitivity per K.
    var points: [[Double]]

    /// The curve.
    ///
    /// - Throws: ``CurveError`` where the points make none.
    func curve() throws(CurveError) -> CalibrationCurve {
        let label = CalibrationCurve.Label(
            name: name, model: model, provenance: provenance, source: source, note: note)
        let points = points.map { CurvePoint(signal: $0[0], temperature: $0[1], slope: $0.count > 2 ? $0[2] : nil) }
        do throws(CurveFault) {
            return try CalibrationCurve(points, by: interpolation, unit: unit, label: label)
        } catch {
            throw CurveError(file: "\(name).yaml", reason: .inconsistent(error.words), hint: error.hint)
        }
    }
}
