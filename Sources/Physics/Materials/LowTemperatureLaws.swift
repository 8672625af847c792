/// Which laws carry a property's default fit on below its range.
///
/// Few materials were measured both above 4 K and far below, so more than one answer is in use there. A material's file
/// states a default and may name others, such as `linear`.
///
/// ```swift
/// let straight = Conditions(laws: "linear")              // an error where a material has no such laws
/// let either = Conditions(laws: .preferring("linear"))   // its default ones where it has not
/// ```
public enum LowTemperatureLaws: Sendable, Hashable {
    /// The default ones.
    case standard
    /// Those of a name; an error where the material does not have them.
    case named(String)
    /// Those of a name where the material has them, else the default ones; for parts of several materials.
    case preferring(String)

    /// The name, where there is one.
    public var name: String? {
        switch self {
        case .standard: nil
        case .named(let name), .preferring(let name): name
        }
    }
}

extension LowTemperatureLaws: ExpressibleByStringLiteral {
    /// The laws of a name, as ``named(_:)``.
    public init(stringLiteral name: String) { self = .named(name) }
}

extension PropertyRecord {
    /// The laws that conditions ask for, from warm to cold.
    ///
    /// - Throws: the reason, where they ask for what there is not.
    func laws(
        for choice: LowTemperatureLaws, fit: String?
    ) throws(MaterialError.Reason) -> [LowTemperatureLaw] {
        switch choice {
        case .named(let name):
            if let fit { throw .lawsNotTaken(name, fit: fit) }
            guard let found = alternatives[name] else {
                throw .unknownLaws(name, available: alternatives.keys.sorted())
            }
            return found
        case .preferring(let name): return fit == nil ? alternatives[name] ?? laws : []
        case .standard: return fit == nil ? laws : []
        }
    }
}
