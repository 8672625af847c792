public import Cryogenics
import Quantities

/// Something of a plant that is broken: a cause in its physics, never a drawn curve.
///
/// ```yaml
/// events:
///   - { at: 1 h, fault: { kind: helium-leak, size: 2e-9 mol/s } }
///   - { at: 2 h, for: 30 min, fault: { kind: compressor-trip, plate: A } }
///   - { at: 3 h, for: 1 h, fault: { kind: heat-leak, stage: base, size: 20 µW } }
/// ```
///
/// Any number at once, of one kind too: heat, leaks and touches add up, shares multiply. What it does while it lasts, and what it
/// leaves when it ends, its ``Kind`` says.
public struct Fault: Sendable, Hashable, Codable {
    /// What is broken.
    public var kind: Kind
    /// How badly, in the unit of the kind; nil of kinds without a size.
    public var size: Double?
    /// The plate by name; nil for every node, or for what all share.
    public var plate: String?
    /// What of it.
    public var part: Part?

    /// What of a plate is broken.
    public enum Part: Sendable, Hashable, Codable {
        /// A stage; of a touch the warmer of two neighbours.
        case stage(Stage)
        /// A valve that stays open, or closed, whatever it is set to.
        case valve(Int, isOpen: Bool)
        /// A pump that does not run, whatever it is set to.
        case pump(Control.Pump)
    }

    /// A fault, checked against its kind.
    ///
    /// - Parameters:
    ///   - kind: what is broken.
    ///   - size: in the unit of the kind; its usual one, if left out.
    ///   - plate: by name; nil for every node.
    ///   - part: what of it; what is usual, if left out.
    /// - Throws: ``FaultError`` for a size outside the kind's range or of a kind without, or a part of another sort.
    public init(_ kind: Kind, size: Double? = nil, at plate: String? = nil, of part: Part? = nil) throws(FaultError) {
        self.kind = kind
        self.plate = plate
        if let range = kind.sizes {
            let size = size ?? kind.usualSize
            guard let size, range.contains(size) else { throw FaultError(kind: kind, reason: .size(size ?? .nan)) }
            self.size = size
        } else {
            guard size == nil else { throw FaultError(kind: kind, reason: .noSize) }
        }
        switch (kind.target, part ?? kind.usualPart) {
        case (.nothing, nil): break
        case (.stage, .stage(let stage)?): self.part = .stage(stage)
        case (.valve, .valve(let number, let isOpen)?):
            guard Control.valves.contains(where: { $0.number == number }) else {
                throw FaultError(kind: kind, reason: .noSuchValve(number))
            }
            self.part = .valve(number, isOpen: isOpen)
        case (.pump, .pump(let pump)?): self.part = .pump(pump)
        default: throw FaultError(kind: kind, reason: .part)
        }
    }

    /// In words: `heat-leak of 20 µW at base of A`.
    public var words: String {
        var words = kind.rawValue
        if let size { words += " of \(kind.formatted(size))" }
        switch part {
        case .stage(let stage)?: words += " at \(stage.rawValue)"
        case .valve(let number, let isOpen)?: words += ", v\(number) \(isOpen ? "open" : "closed")"
        case .pump(let pump)?: words += ", \(pump.rawValue)"
        case nil: break
        }
        return words + (plate.map { " of \($0)" } ?? "")
    }
}

/// Why a fault cannot be.
public struct FaultError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Of which kind it was to be.
    public var kind: Fault.Kind
    /// What is wrong with it.
    public var reason: Reason

    /// What can be wrong.
    public enum Reason: Sendable, Hashable {
        /// A size that the kind cannot have.
        case size(Double)
        /// A size of a kind that has none.
        case noSize
        /// A part of another sort than the kind's.
        case part
        /// A valve that there is not.
        case noSuchValve(Int)
    }

    /// What is wrong, what was expected, what to do.
    public var description: String {
        switch reason {
        case .size(let size):
            let range = kind.sizes.map { "\(kind.formatted($0.lowerBound)) to \(kind.formatted($0.upperBound))" } ?? ""
            return "a \(kind.rawValue) of \(kind.formatted(size)) is impossible; give \(range)"
        case .noSize: return "a \(kind.rawValue) has no size; leave ‘size’ out"
        case .part:
            switch kind.target {
            case .nothing: return "a \(kind.rawValue) has no part; leave ‘stage’, ‘valve’ and ‘pump’ out"
            case .stage: return "a \(kind.rawValue) is at a stage; give ‘stage’ such as base"
            case .valve:
                return "a \(kind.rawValue) is one of a valve; give ‘valve’ such as v9, and ‘position’ open or closed"
            case .pump: return "a \(kind.rawValue) is one of a pump; give ‘pump’ such as turbo1"
            }
        case .noSuchValve(let number): return "v\(number) is no valve; expected v1 to v23"
        }
    }
}
