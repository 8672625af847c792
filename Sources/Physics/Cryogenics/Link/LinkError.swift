import Quantities

/// Why modules in a row make no link.
public struct LinkError: Error, Sendable, Hashable {
    /// The module's place in the row, from 0; nil where the whole is meant.
    public var index: Int?
    /// The module's name; empty where the whole is meant.
    public var name: String
    /// What is wrong.
    public var reason: Reason

    /// What can be wrong.
    public enum Reason: Sendable, Hashable {
        /// Fewer than two nodes, or something beyond the outer ones.
        case noNodeAtEnd
        /// A braid that does not stand between two modules with shields.
        case braidBetweenNothing
        /// Two modules with shields, or two plates, without what joins them.
        case unjoined(with: String)
        /// A module with shields no longer than the gaps (m) that braids bridge in a stage's shield.
        case tooShort(length: Double, gap: Double, stage: Stage)
        /// A length or another quantity that must be positive.
        case notPositive(quantity: String, value: Double)
        /// Two modules of one name.
        case duplicateName
        /// A module whose name is empty or blank.
        case noName
        /// A link beyond what is solved.
        case tooLong(length: Double, limit: Double)
        /// A name that nothing has.
        case unknown(what: String, name: String, known: [String])
    }

    /// Makes an error.
    public init(module: (index: Int, name: String)?, reason: Reason) {
        self.reason = reason
        index = module?.index
        name = module?.name ?? ""
    }
}

extension LinkError: CustomStringConvertible {
    /// Where and what, in one line.
    public var description: String {
        let place = index.map { "modules[\($0)] ‘\(name)’: " } ?? ""
        return place + words
    }

    /// What is wrong, with the module's name: for those who state the place themselves.
    var wordsWithName: String { name.isEmpty ? words : "‘\(name)’: \(words)" }

    /// The key of the module's file that is wrong; nil where it is the module as a whole.
    var key: String? {
        switch reason {
        case .notPositive("length", _), .tooShort: "length"
        case .notPositive("cooling factor", _): "cooling_factor"
        case .notPositive("number of dilution units", _): "dilution_units"
        case .duplicateName, .noName: "name"
        case .tooLong: "length"
        default: nil
        }
    }

    /// Whether it is too short a link: a longer one of its kind may be one.
    var isTooShort: Bool {
        switch reason {
        case .tooShort, .notPositive("length", _): true
        default: false
        }
    }

    private var words: String {
        switch reason {
        case .noNodeAtEnd: "a link begins and ends with a node, and has none between"
        case .braidBetweenNothing: "a braid stands between two modules with shields (adapter, link)"
        case .unjoined(let other):
            "nothing joins it to ‘\(other)’; put a braid between shields, and shields between plates"
        case .tooShort(let length, let gap, let stage):
            "\(Length(si: length).formatted(significantDigits: 6)) is no longer than the gaps of "
                + "\(Length(si: gap).formatted(significantDigits: 6)) that braids bridge in the \(stage.rawValue) shield; "
                + "expected more"
        case .notPositive(let quantity, let value): "the \(quantity) is \(value); it must be a finite positive number"
        case .tooLong(let length, let limit):
            "\(index == nil ? "the link" : "the module") is \(length) m long; the most that is solved are \(limit) m"
        case .noName: "the name is empty; expected one that tells the module from the others"
        case .duplicateName: "another module has this name"
        case .unknown(let what, let name, let known):
            "no \(what) is called ‘\(name)’; there are \(known.joined(separator: ", "))"
        }
    }
}
