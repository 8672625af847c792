import Text
public import Thermometry

/// Why a fault of an instrument cannot be, or cannot be taken away.
public struct SensorFaultError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// No device has the name; these are known.
        case unknownDevice(known: [String])
        /// The device has no such channel; `near` are those that look like it.
        case unknownChannel(near: [String])
        /// The kind is about a device, and a channel was named.
        case wantsDevice
        /// The kind is about a channel, and none was named, or one of another kind; `expected` in words.
        case wantsChannel(expected: String)
        /// The size is out of its range.
        case outOfRange(quantity: String, value: Double, expected: String)
        /// No curve has the name.
        case unknownCurve(String, known: [String])
        /// A curve of the other unit than the sensor's.
        case otherUnit(curve: String, unit: SignalUnit, expected: SignalUnit)
        /// It does not hold, so it cannot be cleared.
        case notSet
    }

    /// The fault.
    public var fault: SensorFault
    /// Why.
    public var reason: Reason

    /// What is wrong, what was expected.
    public var description: String {
        let place = fault.device + (fault.channel.map { "/\($0)" } ?? "")
        let words: String
        switch reason {
        case .unknownDevice(let known):
            words = "there is no device \(quoted(fault.device)); known: \(known.joined(separator: ", "))"
        case .unknownChannel(let near):
            let hint =
                near.isEmpty
                ? "its channels are those of the instruments" : "did you mean \(near.joined(separator: " or "))?"
            words = "\(quoted(fault.device)) has no channel \(quoted(fault.channel ?? "")); \(hint)"
        case .wantsDevice: words = "\(fault.kind.word) is about a whole device; leave the channel out"
        case .wantsChannel(let expected): words = "\(fault.kind.word) is about \(expected); name one as the channel"
        case .outOfRange(let quantity, let value, let expected):
            words = "\(quantity) of \(value) cannot be; expected \(expected)"
        case .unknownCurve(let name, let known):
            words = "no curve is called \(quoted(name)); known: \(known.joined(separator: ", "))"
        case .otherUnit(let curve, let unit, let expected):
            words = "\(curve) tells temperatures from a \(unit.quantity), the sensor gives a \(expected.quantity)"
        case .notSet: words = "\(fault.kind.word) does not hold, with this size; clear what was set"
        }
        return "\(place): \(words)"
    }
}
