import Quantities
import Text

/// Decodes the value at one node, and knows what of it was read.
final class NodeDecoder: Decoder {
    let node: YAMLNode
    private let parent: NodeDecoder?
    private let part: PathPart?
    /// What was asked of a mapping, by whichever containers.
    private(set) var asked = AskedKeys()
    /// How many of a list's items were read; `nil` if nobody asked for a list.
    var itemsRead: Int?
    /// Decoders handed out for parts of this value, to be checked with it.
    private var nested: [NodeDecoder] = []

    /// - Parameter userInfo: of the outermost value; its parts have the same.
    init(node: YAMLNode, parent: NodeDecoder?, part: PathPart?, userInfo: [CodingUserInfoKey: any Sendable] = [:]) {
        if let parent { self.userInfo = parent.userInfo } else { self.userInfo = userInfo }
        self.node = node
        self.parent = parent
        self.part = part
    }

    let userInfo: [CodingUserInfoKey: Any]
    var codingPath: [any CodingKey] { path.map(PathKey.init) }

    var path: [PathPart] {
        var parts: [PathPart] = []
        var decoder: NodeDecoder? = self
        while let here = decoder {
            if let part = here.part { parts.append(part) }
            decoder = here.parent
        }
        return parts.reversed()
    }

    func fail(_ reason: ConfigurationError.Reason, at mark: Mark? = nil, hint: String? = nil) -> ConfigurationError {
        ConfigurationError(reason, at: mark ?? node.mark, keyPath: keyPath(path), hint: hint)
    }

    /// The decoder of a part whose caller will take it apart by hand.
    func handOut(_ child: NodeDecoder) -> NodeDecoder {
        nested.append(child)
        return child
    }

    /// The whole value, with nothing in it left unread.
    func value<T: Decodable>(_ type: T.Type) throws -> T {
        let value: T
        do {
            value = try T(from: self)
        } catch {
            throw located(error, decoding: type)
        }
        try refuseWhatWasNotRead()
        return value
    }

    private func refuseWhatWasNotRead() throws {
        if case .mapping(let mapping) = node.content, asked.isAsked {
            if let entry = asked.firstUnread(of: mapping) {
                throw fail(.unknownKey(entry.key), at: entry.mark, hint: asked.hint(for: entry.key, in: mapping))
            }
        }
        if case .sequence(let items) = node.content, let itemsRead, itemsRead < items.count {
            throw fail(
                .invalidValue("the list is too long: \(items.count) where \(itemsRead) can be"),
                at: items[itemsRead].mark)
        }
        for child in nested { try child.refuseWhatWasNotRead() }
    }

    // MARK: Containers

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .mapping(let mapping) = node.content else {
            throw fail(.mismatch(expected: "a mapping", found: node.kind))
        }
        asked.begin(mapping)
        return KeyedDecodingContainer(KeyedNodes<Key>(decoder: self, mapping: mapping))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .sequence(let items) = node.content else {
            throw fail(.mismatch(expected: "a list", found: node.kind))
        }
        itemsRead = itemsRead ?? 0
        return UnkeyedNodes(decoder: self, items: items)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { SingleNode(decoder: self) }

    /// Notes that a key was asked for.
    ///
    /// - Returns: the index of its entry; `nil` if there is no such key.
    func ask(_ key: String, of mapping: YAMLMapping) -> Int? {
        let index = mapping.index(of: key)
        asked.note(key, at: index)
        return index
    }

    // MARK: Scalars

    /// The text of a scalar.
    func scalar(expecting expected: String) throws -> (text: String, isPlain: Bool) {
        guard case .scalar(let text, let isPlain) = node.content else {
            throw fail(.mismatch(expected: expected, found: node.kind))
        }
        if node.isNull {
            guard text.isEmpty else {
                throw fail(.invalidValue("\(quoted(text)) means that there is no value"), hint: "expected \(expected)")
            }
            throw fail(.invalidValue("there is no value"), hint: "expected \(expected)")
        }
        return (text, isPlain)
    }

    func string() throws -> String {
        try scalar(expecting: "text").text
    }

    func bool() throws -> Bool {
        let scalar = try scalar(expecting: "true or false")
        return try located { () throws(ScalarError) in try boolean(scalar.text, isPlain: scalar.isPlain) }
    }

    func double() throws -> Double {
        let scalar = try scalar(expecting: "a number")
        return try located { () throws(ScalarError) in try number(scalar.text, isPlain: scalar.isPlain) }
    }

    func float() throws -> Float {
        let value = try double()
        let float = Float(value)
        guard float.isFinite, float != 0 || value == 0 else {
            throw fail(.invalidValue("\(value) is beyond what a single-precision number can hold"))
        }
        return float
    }

    func fixedWidth<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        let scalar = try scalar(expecting: "a whole number")
        return try located { () throws(ScalarError) in try integer(scalar.text, isPlain: scalar.isPlain, as: type) }
    }

    private func located<T>(_ read: () throws(ScalarError) -> T) throws -> T {
        do throws(ScalarError) {
            return try read()
        } catch {
            throw fail(.invalidValue(error.words))
        }
    }
}

/// A step of a coding path.
struct PathKey: CodingKey {
    let part: PathPart

    init(_ part: PathPart) { self.part = part }
    init(stringValue: String) { part = .key(stringValue) }
    init(intValue: Int) { part = .index(intValue) }

    var stringValue: String {
        switch part {
        case .key(let key): key
        case .index(let index): "\(index)"
        }
    }

    var intValue: Int? {
        if case .index(let index) = part { index } else { nil }
    }
}
