import Quantities

/// Something that a signal must be: `base < 20 mK`.
public struct Condition: Sendable, Hashable, Codable {
    /// What is looked at.
    public var signal: Signal
    /// Whether it must be below the value, or above.
    public var relation: Relation
    /// The value in SI: K, Pa, mol/s, or a share.
    public var value: Double

    /// Below or above.
    public enum Relation: String, Sendable, Hashable, CaseIterable, Codable {
        /// Less than the value, not the value itself.
        case below = "<"
        /// More than the value, not the value itself.
        case above = ">"
    }

    /// A condition; the value in SI.
    public init(_ signal: Signal, _ relation: Relation, _ value: Double) {
        self.signal = signal
        self.relation = relation
        self.value = value
    }

    /// A condition in words: a sign and a quantity, `< 6.5 K`, `> 99 %`.
    ///
    /// - Throws: ``ControlError`` for words of another form, units of something else, and what no value could ever meet.
    public init(_ words: String, for signal: Signal) throws(ControlError) {
        guard let relation = words.first.flatMap({ Relation(rawValue: String($0)) }) else {
            throw ControlError(words, .noRelation(example: signal.example))
        }
        let quantity = String(words.dropFirst().drop { $0 == " " })
        do throws(QuantityError) {
            self.init(signal, relation, try signal.si(quantity))
        } catch {
            throw ControlError(words, .quantity(error))
        }
        try check()
    }

    /// Whether a value of the signal meets the condition; a value that is not a number meets none.
    public func holds(for value: Double) -> Bool {
        switch relation {
        case .below: value < self.value
        case .above: value > self.value
        }
    }

    /// Refuses signals that there are not, as only code can make them, and what no value can meet.
    func check() throws(ControlError) {
        _ = try Signal("\(signal)")
        let highest = signal.highest
        let canBe = relation == .below ? value > 0 && value <= highest : value >= 0 && value < highest
        guard !(canBe && value.isFinite) else { return }
        let (zero, end) = (signal.words(0), signal.words(highest))
        let expected =
            switch (relation, highest.isFinite) {
            case (.below, true): "expected above \(zero), up to \(end)"
            case (.above, true): "expected from \(zero) to below \(end)"
            case (.below, false): "expected above \(zero)"
            case (.above, false): "expected \(zero) or more"
            }
        throw ControlError("\(relation.rawValue) \(signal.words(value))", .senseless(expected: expected))
    }
}

extension Condition: CustomStringConvertible {
    /// Signal, sign and value: `base < 6.5 K`.
    public var description: String { "\(signal) \(words)" }

    /// Sign and value, which read back to the same condition of the signal.
    public var words: String { "\(relation.rawValue) \(signal.words(value))" }
}

extension Signal {
    /// A value in SI with its unit; pressures in Pa, shares in percent.
    public func words(_ value: Double) -> String {
        switch self {
        case .stage: "\(Temperature(si: value))"
        case .pressure: "\(Pressure(si: value))"
        case .flow: "\(MolarFlow(si: value))"
        case .condensed, .rotation: "\(Ratio(si: value))"
        }
    }

    /// The value of a text in SI.
    func si(_ text: String) throws(QuantityError) -> Double {
        switch self {
        case .stage: try Temperature(parsing: text).si
        case .pressure: try Pressure(parsing: text).si
        case .flow: try MolarFlow(parsing: text).si
        case .condensed, .rotation: try Ratio(parsing: text).si
        }
    }

    /// The highest value that there is.
    var highest: Double {
        switch self {
        case .condensed, .rotation: 1
        case .stage, .pressure, .flow: .infinity
        }
    }

    /// A condition as people write it.
    var example: String {
        switch self {
        case .stage: "< 20 mK"
        case .pressure: "< 1e-2 mbar"
        case .flow: "> 300 µmol/s"
        case .condensed, .rotation: "> 99 %"
        }
    }
}
