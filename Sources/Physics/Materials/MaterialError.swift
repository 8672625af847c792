import Quantities
import Text

/// Why a material cannot answer.
public struct MaterialError: Error, Sendable, Hashable {
    /// The material asked, by its name in the catalogue or as it was asked for.
    public var material: String
    /// The property asked for, where one was.
    public var property: Property?
    /// What is wrong.
    public var reason: Reason

    /// What can be wrong.
    public enum Reason: Error, Sendable, Hashable {
        /// No material of that name; the names that exist.
        case unknownMaterial(known: [String])
        /// The material has no data of that property; those it has.
        case noSuchProperty(available: [Property])
        /// No fit of that name; the names that exist.
        case unknownFit(String, available: [String])
        /// No low-temperature laws of that name; the names that exist.
        case unknownLaws(String, available: [String])
        /// Low-temperature laws besides a fit, which is used alone.
        case lawsNotTaken(String, fit: String)
        /// A temperature (K) outside the range (K) of every equation in use; what would extend it, in words.
        case outOfRange(temperature: Double, range: ClosedRange<Double>, hint: String?)
        /// Two equal ends: an integral over nothing.
        case emptySpan(temperature: Double)
        /// The property is known at one temperature (K) only: there is nothing to integrate.
        case onePoint(temperature: Double)
        /// The property has no meaningful integral.
        case noIntegral
        /// A residual resistance ratio where the fit takes none.
        case ratioNotTaken(fit: String)
        /// A residual resistance ratio outside the fit's range.
        case ratioOutOfRange(Double, range: ClosedRange<Double>, fit: String)
        /// A residual resistance ratio for which the fit has no coefficients; those for which it has.
        case ratioNotTabulated(Double, available: [Double], fit: String)
        /// A magnetic field where no magnetoresistance is known.
        case fieldNotTaken(fit: String)
        /// A magnetic flux density (T) outside the range of the magnetoresistance.
        case fieldOutOfRange(Double, range: ClosedRange<Double>)
        /// A temperature, ratio or field that is no finite positive number.
        case notFinite(argument: String, value: Double)
        /// A property that cannot be continued beyond its data.
        case cannotExtrapolate
        /// Data that contradict themselves, found when the material was read.
        case inconsistent(String)
    }

    /// Makes an error.
    public init(material: String, property: Property? = nil, reason: Reason) {
        self.material = material
        self.property = property
        self.reason = reason
    }
}

extension MaterialError: CustomStringConvertible {
    /// The subject and the reason in one line, with the nearest names of an unknown material.
    public var description: String {
        let subject = property.map { "\(material), \($0.title)" } ?? material
        guard case .unknownMaterial(let known) = reason else { return "\(subject): \(reason.words)" }
        let near = nearestNames(to: material, among: known)
        let hint =
            near.isEmpty ? "; list them all" : "; did you mean \(near.map { "‘\($0)’" }.joined(separator: " or "))?"
        return "\(quoted(material)): \(reason.words)\(hint)"
    }
}

extension MaterialError.Reason {
    /// The reason as a sentence that says what to do.
    var words: String {
        switch self {
        case .unknownMaterial:
            "no such material"
        case .noSuchProperty(let available):
            "no data; known are \(available.map(\.rawValue).joined(separator: ", "))"
        case .unknownFit(let name, let available):
            "no fit ‘\(name)’; there are \(available.joined(separator: ", "))"
        case .unknownLaws(let name, let available):
            available.isEmpty
                ? "no low-temperature laws ‘\(name)’, nor any others besides its default ones"
                : "no low-temperature laws ‘\(name)’; there are \(available.joined(separator: ", "))"
        case .lawsNotTaken(let name, let fit):
            "fit ‘\(fit)’ is used alone, without low-temperature laws; leave ‘\(name)’ or the fit away"
        case .outOfRange(let temperature, let range, let hint):
            "\(kelvin(temperature)) lies outside \(kelvin(range.lowerBound)) to \(kelvin(range.upperBound))"
                + (hint.map { "; \($0)" } ?? "")
        case .emptySpan(let temperature):
            "both ends are \(kelvin(temperature)); an integral needs two temperatures"
        case .onePoint(let temperature):
            "known at \(kelvin(temperature)) only; there is nothing to integrate"
        case .noIntegral:
            "its integral over temperature has no meaning; integrate k or cp"
        case .ratioNotTaken(let fit):
            "fit ‘\(fit)’ takes no residual resistance ratio; leave it away"
        case .ratioOutOfRange(let ratio, let range, let fit):
            "residual resistance ratio \(ratio) lies outside \(range.lowerBound) to \(range.upperBound) of fit ‘\(fit)’"
        case .ratioNotTabulated(let ratio, let available, let fit):
            "fit ‘\(fit)’ has no coefficients for a residual resistance ratio of \(ratio), only for "
                + available.map { "\($0)" }.joined(separator: ", ")
        case .fieldNotTaken(let fit):
            "no magnetoresistance is known for fit ‘\(fit)’"
        case .fieldOutOfRange(let field, let range):
            "\(field) T lies outside \(range.lowerBound) T to \(range.upperBound) T of the magnetoresistance"
        case .notFinite(let argument, let value):
            "\(argument) is \(value); a finite positive number is needed"
        case .cannotExtrapolate:
            "cannot be continued beyond its data"
        case .inconsistent(let words):
            words
        }
    }
}

/// A temperature in K with a fitting prefix.
private func kelvin(_ temperature: Double) -> String { Temperature(si: temperature).formatted(significantDigits: 6) }
