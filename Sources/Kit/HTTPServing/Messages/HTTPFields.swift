/// The header fields of a request or an answer, in their order.
///
/// Names are compared without regard to case, and kept in lower case. A name may occur several times.
public struct HTTPFields: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// A field.
    public struct Field: Sendable, Hashable {
        /// The name, in lower case.
        public var name: String
        /// The value, without spaces around it.
        public var value: String
    }

    /// All fields.
    public private(set) var fields: [Field] = []

    /// Makes an empty header.
    public init() {}

    /// Makes a header of names and values.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }

    /// The value of the first field of a name; setting it replaces all of that name, `nil` removes them.
    public subscript(_ name: String) -> String? {
        get { first(name.lowercased()) }
        set {
            let name = name.lowercased()
            fields.removeAll { $0.name == name }
            if let newValue { append(name, newValue) }
        }
    }

    /// The value of the first field of a name that is in lower case already.
    func first(_ lowercase: String) -> String? { fields.first { $0.name == lowercase }?.value }

    /// The values of all fields of a name.
    public func values(_ name: String) -> [String] {
        let name = name.lowercased()
        return fields.compactMap { $0.name == name ? $0.value : nil }
    }

    /// Adds a field, whether or not there is one of its name.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name.lowercased(), value: value))
    }
}
