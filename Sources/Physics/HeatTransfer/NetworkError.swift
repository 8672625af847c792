public import Materials
import Quantities

/// Why a network has no answer: where, and the physical reason.
public struct NetworkError: Error, Sendable, Hashable {
    /// The node where it shows; nil where none is to blame.
    public var node: NodeName?
    /// The reason.
    public var reason: Reason

    /// What can be wrong.
    public enum Reason: Sendable, Hashable {
        /// A cooler gets more heat (W) than it lifts at the warmest temperature at which it is known.
        case coolerExhausted(load: Double, capacity: Double)
        /// It rests, but where its cooler is not known, and warmer than it may be; what the cooler says of that.
        case coolerLeft(temperature: Double, limit: Double, String)
        /// No way leads from the node to a fixed temperature or a cooler, so that its own is not determined.
        case disconnected
        /// The node warms without end; the temperature in K where the search for its rest gave up.
        case runaway(at: Double)
        /// More heat is taken from the node than can come; the temperature in K where the search gave up.
        case overcooled(at: Double)
        /// The solution lies where a material is not known.
        case outOfRange(MaterialError)
        /// A node without heat capacity in a change with time.
        case noHeatCapacity
        /// Two nodes of one name.
        case duplicateName
        /// A quantity that cannot be; what was expected.
        case invalid(quantity: String, value: Double, expected: String)
        /// A solver gave up; its words and the heat balance it left.
        case unsolved(String, heatBalance: Double)
    }

    /// Makes an error.
    public init(node: NodeName? = nil, reason: Reason) {
        self.node = node
        self.reason = reason
    }
}

extension NetworkError {
    /// Whether it is a verdict on the network rather than on the search: more heat comes than can be taken, so that it has
    /// no rest, or none at temperatures at which its materials are known.
    public var isOverheated: Bool {
        switch reason {
        case .coolerExhausted, .coolerLeft, .runaway: return true
        case .outOfRange(let error):
            guard case .outOfRange(let temperature, let range, _) = error.reason else { return false }
            return temperature > range.upperBound
        default: return false
        }
    }
}

extension NetworkError: CustomStringConvertible {
    /// The node, the reason and what to do, in one line.
    public var description: String { (node.map { "\($0): " } ?? "") + reason.words }
}

extension NetworkError.Reason {
    /// The reason as a sentence that says what to do.
    var words: String {
        switch self {
        case .coolerExhausted(let load, let capacity):
            "the cooler gets \(watts(load)) and lifts \(watts(capacity)) at most; lessen the load or take a stronger cooler"
        case .coolerLeft(let temperature, let limit, let words):
            "too much heat: it would rest at \(kelvin(temperature)), above its limit of \(kelvin(limit)), where nothing is "
                + "known of its cooler; \(words)"
        case .disconnected: "nothing connects it with a fixed temperature or a cooler; add a heat flow that does"
        case .runaway(let temperature):
            "it warms without end (past \(kelvin(temperature))); the heat that reaches it has no way out"
        case .overcooled(let temperature):
            "it cools without end (below \(kelvin(temperature))); more heat is taken from it than can come"
        case .outOfRange(let error): "\(error); nothing is extrapolated"
        case .noHeatCapacity: "it has no heat capacity, without which no temperature can be followed in time"
        case .duplicateName: "there is a node of this name already"
        case .invalid(let quantity, let value, let expected): "\(quantity) is \(value); expected \(expected)"
        case .unsolved(let words, let balance): "\(words) (heat balance \(balance))"
        }
    }
}

private func watts(_ power: Double) -> String { power == 0 ? "0 W" : Power(si: power).formatted(significantDigits: 4) }
private func kelvin(_ temperature: Double) -> String { Temperature(si: temperature).formatted(significantDigits: 4) }

/// The name of a node: its own, or its section's and the number of the cell.
public struct NodeName: Sendable, Hashable, CustomStringConvertible {
    /// The name of the node, or of the section.
    public var name: String
    /// The number of the cell, from 0 at the section's start; nil outside sections.
    public var cell: Int?

    /// Makes a name.
    public init(_ name: String, cell: Int? = nil) {
        self.name = name
        self.cell = cell
    }

    /// The name with the cell in brackets.
    public var description: String { cell.map { "\(name)[\($0)]" } ?? name }
}

extension HeatPotential {
    /// Why there is no value at a temperature in K; nil where there is one.
    func error(at temperature: Double) -> NetworkError.Reason? {
        guard temperature > 0, temperature.isFinite else {
            return .invalid(
                quantity: "a temperature", value: temperature, expected: "a positive finite number of kelvin")
        }
        guard case .integral(let integral) = self, let range, !range.contains(temperature) else { return nil }
        let curve = integral.cumulative.curve
        return .outOfRange(
            MaterialError(
                material: curve.material, property: curve.property,
                reason: .outOfRange(temperature: temperature, range: range, hint: nil)))
    }
}
