/// What a value of a configuration must look like: the part of JSON Schema that types can say.
public indirect enum SchemaNode: Sendable, Hashable {
    /// Any value.
    case anything
    /// `true` or `false`.
    case boolean
    /// A whole number, within bounds or none.
    case integer(minimum: Int?, maximum: Int?)
    /// A number.
    case number
    /// Text, with a regular expression that it matches and examples of it.
    case text(pattern: String?, examples: [String])
    /// One of these texts.
    case choice([String])
    /// A list whose items all look alike.
    case list(of: SchemaNode)
    /// A mapping with keys of the writer's choice.
    case dictionary(of: SchemaNode)
    /// A mapping with these keys and no others.
    case object([SchemaProperty])
    /// A mapping whose keys each match the regular expression that is a property's name, and no others.
    case matching([SchemaProperty])
    /// Exactly one of several.
    case oneOf([SchemaNode])
    /// A value and a sentence about it.
    case described(SchemaNode, String)

    /// Text of any kind.
    public static var text: SchemaNode { .text(pattern: nil, examples: []) }
}

/// A key of a mapping and what its value looks like.
public struct SchemaProperty: Sendable, Hashable {
    /// The key.
    public var name: String
    /// What its value looks like.
    public var node: SchemaNode
    /// Whether it must be there.
    public var isRequired: Bool
    /// What the value is, in a phrase.
    public var documentation: String?

    /// A key and what its value looks like.
    public init(_ name: String, _ node: SchemaNode, isRequired: Bool = true, documentation: String? = nil) {
        self.name = name
        self.node = node
        self.isRequired = isRequired
        self.documentation = documentation
    }
}

extension SchemaNode {
    /// The node as JSON Schema; members in a fixed order.
    func json(documentation: String? = nil) -> JSONValue {
        var members: [(String, JSONValue)] = []
        var sentences = documentation.map { [$0] } ?? []
        var node = self
        while case .described(let inner, let sentence) = node {
            sentences.append(sentence)
            node = inner
        }
        if !sentences.isEmpty { members.append(("description", .string(sentences.joined(separator: "; ")))) }
        switch node {
        case .anything, .described: break
        case .boolean: members.append(("type", .string("boolean")))
        case .integer(let minimum, let maximum):
            members.append(("type", .string("integer")))
            if let minimum { members.append(("minimum", .integer(minimum))) }
            if let maximum { members.append(("maximum", .integer(maximum))) }
        case .number: members.append(("type", .string("number")))
        case .text(let pattern, let examples):
            members.append(("type", .string("string")))
            if let pattern { members.append(("pattern", .string(pattern))) }
            if !examples.isEmpty { members.append(("examples", .array(examples.map(JSONValue.string)))) }
        case .choice(let names):
            members.append(("type", .string("string")))
            members.append(("enum", .array(names.map(JSONValue.string))))
        case .list(let item):
            members.append(("type", .string("array")))
            members.append(("items", item.json()))
        case .dictionary(let value):
            members.append(("type", .string("object")))
            members.append(("additionalProperties", value.json()))
        case .object(let properties):
            members.append(("type", .string("object")))
            members.append(("properties", .object(properties.map { ($0.name, $0.json) })))
            let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
            if !required.isEmpty { members.append(("required", .array(required))) }
            members.append(("additionalProperties", .boolean(false)))
        case .matching(let properties):
            members.append(("type", .string("object")))
            members.append(
                (
                    "patternProperties",
                    .object(properties.map { ($0.name, $0.node.json(documentation: $0.documentation)) })
                ))
            members.append(("additionalProperties", .boolean(false)))
        case .oneOf(let nodes): members.append(("oneOf", .array(nodes.map { $0.json() })))
        }
        return .object(members)
    }
}

extension SchemaProperty {
    /// A key that may be left out may also be left without a value.
    fileprivate var json: JSONValue {
        isRequired
            ? node.json(documentation: documentation)
            : SchemaNode.nullable(node.json(documentation: documentation))
    }
}

extension SchemaNode {
    /// The schema of a value or of none.
    fileprivate static func nullable(_ schema: JSONValue) -> JSONValue {
        guard case .object(var members) = schema else { return schema }
        if let index = members.firstIndex(where: { $0.0 == "type" }) {
            members[index].1 = .array([members[index].1, .string("null")])
            // An enumeration lists its values, so that none must be among them.
            if let index = members.firstIndex(where: { $0.0 == "enum" }), case .array(let names) = members[index].1 {
                members[index].1 = .array(names + [.null])
            }
        } else if let index = members.firstIndex(where: { $0.0 == "oneOf" }), case .array(let nodes) = members[index].1
        {
            members[index].1 = .array(nodes + [.object([("type", .string("null"))])])
        }
        return .object(members)
    }
}

/// JSON whose members keep their order, so that the same types give the same bytes.
enum JSONValue {
    case null
    case boolean(Bool)
    case integer(Int)
    case string(String)
    case array([JSONValue])
    case object([(String, JSONValue)])

    /// The text, indented by two spaces a level.
    func text(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .null: return "null"
        case .boolean(let value): return value ? "true" : "false"
        case .integer(let value): return "\(value)"
        case .string(let value): return Self.quoted(value)
        case .array(let items):
            if items.allSatisfy(\.isScalar) {
                return "[" + items.map { $0.text() }.joined(separator: ", ") + "]"
            }
            return "[\n" + items.map { inner + $0.text(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            let lines = members.map { "\(inner)\(Self.quoted($0.0)): \($0.1.text(indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    private var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
