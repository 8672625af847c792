import CommandLineKit
import Configuration
import Readings
import Text
import Thermometry

/// What a shell offers for a curve: files, and the catalogue's names.
let curveFiles = Completion.file(extensions: ["340", "34A", "234", "cof", "curve", "tbl", "dat", "cal", "csv", "txt"])

/// The curve that a word of the command line means: one of the catalogue, by its name, else a file.
///
/// - Throws: `CurveError`, `ConfigurationError`, ``NoCurve``.
func calibrationCurve(_ word: String) throws -> CalibrationCurve {
    if CalibrationCurve.presetNames.contains(word.lowercased()) { return try .preset(named: word) }
    let bytes: [UInt8]
    do throws(ConfigurationError) { bytes = try fileBytes(word, limit: 4 << 20) } catch {
        guard error.exitCode == .noSuchFile else { throw error }
        throw NoCurve(word: word)
    }
    return try CalibrationCurve(reading: bytes, file: word)
}

/// Neither a file nor a curve of the catalogue.
struct NoCurve: ExitCoding, CustomStringConvertible {
    var word: String
    var exitCode: ExitCode { .noSuchFile }

    var description: String {
        let near = nearestNames(to: word, among: CalibrationCurve.presetNames)
        return "\(quoted(word)) is neither a file nor a curve of the catalogue; "
            + (near.isEmpty
                ? "'subkelvin thermometer list' names those" : "did you mean \(near.joined(separator: " or "))?")
    }
}

extension SignalUnit {
    /// A signal for people, with a fitting prefix.
    func formatted(_ value: Double, digits: Int) -> String {
        switch self {
        case .ohm: ChannelUnit.ohm.formatted(value, significantDigits: digits)
        case .volt: ChannelUnit.volt.formatted(value, significantDigits: digits)
        }
    }

    /// The symbol for people.
    var symbol: String { self == .ohm ? "Ω" : "V" }
    /// The key of a signal in JSON.
    var key: String { self == .ohm ? "resistance_ohm" : "voltage_V" }
    /// The key of a sensitivity in JSON.
    var sensitivityKey: String { self == .ohm ? "sensitivity_ohm_per_K" : "sensitivity_V_per_K" }
}

extension CalibrationCurve {
    /// Its name, with the model where the name does not tell it.
    var title: String {
        guard let model, model.lowercased() != name else { return name }
        return "\(name), \(model)"
    }

    /// The span of its temperatures and signals for people.
    var spans: String {
        let (low, high) = (unit.formatted(signals.lowerBound, digits: 4), unit.formatted(signals.upperBound, digits: 4))
        return "\(span(temperatures)), \(low) to \(high)"
    }
}
