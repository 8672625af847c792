/// Writes values as JSON: keys in the order of their declaration, numbers that read back as the same numbers.
///
/// Dictionaries and sets have no order of their own; their keys, respectively elements, are sorted, so that equal values
/// give equal text. Slashes are not escaped. Arrays of plain values stand on one line.
///
/// Types are taken at their `encode(to:)`; Foundation's `Date`, `URL` and `Data` have one that is meant for Foundation's
/// own encoder, and should be given as numbers or strings.
public struct JSONOutput: Sendable {
    /// Whether the text is spread over lines and indented by two spaces; otherwise it is one line without spaces.
    public var isPretty: Bool

    /// An encoder.
    public init(isPretty: Bool = true) { self.isPretty = isPretty }

    /// The JSON of a value, without a line feed at the end.
    ///
    /// - Throws: `EncodingError.invalidValue` with the path to a number that is not finite; what the value itself throws.
    public func text(for value: some Encodable) throws -> String {
        let node = JSONNode()
        try JSONTreeEncoder(node: node, codingPath: []).encode(value)
        var text = ""
        node.write(to: &text, indent: isPretty ? 0 : nil)
        return text
    }
}

/// A place in the tree of JSON values; a reference, because encoders fill a place after they have handed it out.
final class JSONNode {
    enum Content {
        case empty
        case plain(String)
        case array([JSONNode])
        case object([(key: String, value: JSONNode)])
    }

    var content = Content.empty

    func append() -> JSONNode {
        let node = JSONNode()
        if case .array(var nodes) = content {
            content = .empty  // so that the array is not copied
            nodes.append(node)
            content = .array(nodes)
        }
        return node
    }

    func insert(_ key: String) -> JSONNode {
        let node = JSONNode()
        if case .object(var pairs) = content {
            content = .empty
            pairs.append((key, node))
            content = .object(pairs)
        }
        return node
    }

    func sort() {
        switch content {
        case .object(let pairs): content = .object(pairs.sorted { $0.key < $1.key })
        case .array(let nodes):
            let rendered = nodes.map { node in
                var text = ""
                node.write(to: &text, indent: nil)
                return (text, node)
            }
            content = .array(rendered.sorted { $0.0 < $1.0 }.map(\.1))
        case .plain, .empty: break
        }
    }

    /// - Parameter indent: how deep the node stands; `nil` for one line without spaces.
    func write(to text: inout String, indent: Int?) {
        switch content {
        case .empty: text += "{}"
        case .plain(let plain): text += plain
        case .array(let nodes):
            let isFlat = nodes.allSatisfy(\.isPlain)
            let inner = isFlat ? nil : indent.map { $0 + 1 }
            text += "["
            for (index, node) in nodes.enumerated() {
                if index > 0 { text += isFlat && indent != nil ? ", " : "," }
                text.breakLine(inner)
                node.write(to: &text, indent: inner)
            }
            if !isFlat { text.breakLine(indent) }
            text += "]"
        case .object(let pairs):
            let inner = indent.map { $0 + 1 }
            text += "{"
            for (index, pair) in pairs.enumerated() {
                if index > 0 { text += "," }
                text.breakLine(inner)
                text += jsonString(pair.key) + (indent == nil ? ":" : ": ")
                pair.value.write(to: &text, indent: inner)
            }
            if !pairs.isEmpty { text.breakLine(indent) }
            text += "}"
        }
    }

    private var isPlain: Bool {
        if case .plain = content { return true }
        return false
    }
}

extension String {
    fileprivate mutating func breakLine(_ indent: Int?) {
        if let indent { self += "\n" + String(repeating: "  ", count: indent) }
    }
}

/// A string in quotes; quotes, backslashes and control characters escaped, nothing else.
func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F:
            let code = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
