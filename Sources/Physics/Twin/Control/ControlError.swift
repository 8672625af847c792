public import Quantities
import Text

/// Why a text is no control, setting, signal or condition, or why a control cannot be set so.
public struct ControlError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// No control has the name; `near` are those that look like it.
        case unknownControl(near: [String])
        /// No valve has the number.
        case noSuchValve
        /// A point, and no plate before it.
        case noPlate
        /// Not one of the two words that the control takes.
        case expected(String, String, of: String)
        /// Neither a power nor `off`, for a heater.
        case noPower(Control.Heater)
        /// A power that the heater cannot give, in W.
        case powerOutOfRange(Control.Heater, Double)
        /// A setting of another kind than the control takes, as only code can make one.
        case otherKind(Control.Part)
        /// No signal has the name; `near` are those that look like it.
        case unknownSignal(near: [String])
        /// No gauge has the number.
        case noSuchGauge
        /// No stage has the name.
        case unknownStage
        /// The text of a condition begins with neither `<` nor `>`; `example` does.
        case noRelation(example: String)
        /// A condition that no value meets; `expected` says what can be.
        case senseless(expected: String)
        /// The text is not the quantity that was asked for.
        case quantity(QuantityError)
    }

    /// What was written; the beginning of it, where it is long.
    public var text: String
    /// What is wrong.
    public var reason: Reason

    init(_ text: String, _ reason: Reason) {
        self.text = String(text.prefix(200))
        self.reason = reason
    }

    /// What is wrong, what was expected, what to do.
    public var description: String {
        let what = quoted(text)
        switch reason {
        case .unknownControl(let near): return "\(what) is no control; \(Self.meant(near, known: Self.controls))"
        case .noSuchValve: return "\(what): valves are v1 to v\(Control.valves.count)"
        case .noPlate: return "\(what) has a point and no plate before it; write a plate's name there, or leave it out"
        case .expected(let yes, let no, let control): return "\(what): \(control) can be ‘\(yes)’ or ‘\(no)’"
        case .noPower(let heater):
            return
                "\(what): \(heater.rawValue) takes a power of at most \(Self.limit(heater)), such as \"5 mW\", or ‘off’"
        case .powerOutOfRange(let heater, let power):
            return "\(what): \(heater.rawValue) gives 0 W to \(Self.limit(heater)); "
                + (power < 0 ? "nothing there takes heat away" : "the hardware gives no more")
        case .otherKind(let part):
            if case .heater = part { return "\(what): \(part) takes a power" }
            return "\(what): \(part) is switched, and takes no power"
        case .unknownSignal(let near): return "\(what) is no signal; \(Self.meant(near, known: Signal.words))"
        case .noSuchGauge: return "\(what): gauges are P1 to P\(Signal.gauges.count)"
        case .unknownStage: return "\(what) is no stage; there are 50K, 4K, still, cold plate, base"
        case .noRelation(let example): return "\(what): begin with < or >, as in \"\(example)\""
        case .senseless(let expected): return "\(what): \(expected)"
        case .quantity(let error): return "\(error)"
        }
    }

    /// What was meant perhaps; else what is known.
    private static func meant(_ near: [String], known: [String]) -> String {
        near.isEmpty ? "known are \(known.joined(separator: ", "))" : "did you mean \(near.joined(separator: " or "))?"
    }

    /// Every control, the valves in short.
    private static var controls: [String] {
        ["v1 to v\(Control.valves.count)"] + Control.Part.words.dropFirst(Control.valves.count)
    }

    private static func limit(_ heater: Control.Heater) -> String { "\(Power(si: heater.highestPower))" }
}
