import CommandLineKit
import Quantities
import Qubits
import Text

/// A description, or a table of numbers, that makes no answer.
struct QubitFileError: ExitCoding, CustomStringConvertible {
    /// The file.
    var file: String
    /// What is wrong, its argument as the library calls it.
    var error: QubitError

    var exitCode: ExitCode { .badData }

    /// Keys of a file beside the library's arguments, for those that have no path of their own yet.
    ///
    /// A rate knows its argument but not which entry of the file it came from.
    private static let paths = [
        "qualityFactor": "relaxation.quality_factor or relaxation.lines[].quality_factor",
        "lossTangent": "relaxation.loss_tangent",
        "coupling": "relaxation.resonant_defects[].coupling",
        "width": "relaxation.resonant_defects[].width",
        "detuning": "relaxation.resonant_defects[].detuning",
        "amplitude": "dephasing.flux.amplitude",
        "slope": "dephasing.flux.slope",
        "logarithm": "dephasing.flux.logarithm",
        "reference": "dephasing.defects.reference",
        "exponent": "dephasing.defects.exponent",
        "time": "gates",
    ]

    /// Keys beside the last words of arguments that have a path.
    private static let keys = [
        "qualityFactor": "quality_factor", "lossTangent": "loss_tangent", "nonEquilibrium": "non_equilibrium",
        "critical": "critical_temperature", "dispersiveShift": "dispersive_shift",
    ]

    /// What the file writes as a frequency and the library takes in rad/s.
    private static let angular: Set = ["coupling", "width", "detuning", "slope", "dispersiveShift", "linewidth"]

    /// The place in the file.
    private var place: String {
        let parts = error.argument.split(separator: ".").map(String.init)
        guard let last = parts.last, parts.count > 1 else { return Self.paths[error.argument] ?? error.argument }
        let path = parts.dropLast().joined(separator: ".")
        if parts.first == "lines" {
            // A line's source and its parts are refused alike.
            switch last {
            case "temperature": return "\(path).source or \(path).parts[].temperature"
            case "decibels": return "\(path).parts[].loss_dB"
            case "from", "to": return "\(path).parts[].\(last)"
            default: break
            }
        }
        return "\(path).\(Self.keys[last] ?? last)"
    }

    var description: String {
        let last = error.argument.split(separator: ".").last.map(String.init) ?? error.argument
        if case .outOfRange(let value, let range) = error.reason, Self.angular.contains(last), value.isFinite {
            let shown = Frequency(si: value / (2 * Double.pi)).formatted(significantDigits: 6)
            let hertz = range.replacing(", in rad/s a flux quantum", with: "").replacing(", in rad/s", with: "")
                .replacing("rad/s", with: "Hz").replacing("1/s", with: "Hz")
            return "\(file): \(place): \(shown) lies outside its range, \(hertz)"
        }
        return "\(file): \(QubitError(place, error.reason))"
    }
}
