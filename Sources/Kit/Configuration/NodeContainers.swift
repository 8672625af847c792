import Text

/// A mapping taken apart by key.
struct KeyedNodes<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: NodeDecoder
    let mapping: YAMLMapping

    var codingPath: [any CodingKey] { decoder.codingPath }

    var allKeys: [Key] {
        mapping.entries.compactMap { entry in
            guard let key = Key(stringValue: entry.key) else { return nil }
            _ = decoder.ask(entry.key, of: mapping)
            return key
        }
    }

    func contains(_ key: Key) -> Bool { decoder.ask(key.stringValue, of: mapping) != nil }

    private func child(_ key: Key) throws -> NodeDecoder {
        let name = key.stringValue
        guard let index = decoder.ask(name, of: mapping) else {
            var hint = (key as? any DocumentedKey).map { "it is \($0.documentation)" }
            if let meant = decoder.asked.entryMeant(by: name, in: mapping) {
                hint = "is \(quoted(meant.key)) at \(meant.mark) meant?"
            }
            throw decoder.fail(.missingKey(name), hint: hint)
        }
        return NodeDecoder(node: mapping.entries[index].value, parent: decoder, part: .key(name))
    }

    func decodeNil(forKey key: Key) throws -> Bool { try child(key).node.isNull }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try child(key).bool() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try child(key).string() }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try child(key).double() }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try child(key).fixedWidth(type) }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try child(key).value(type) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
        -> KeyedDecodingContainer<Nested>
    {
        try decoder.handOut(child(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder.handOut(child(key)).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        guard let key = Key(stringValue: "super") else { throw decoder.fail(.missingKey("super")) }
        return try superDecoder(forKey: key)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder.handOut(child(key)) }
}

/// A list taken apart item by item.
struct UnkeyedNodes: UnkeyedDecodingContainer {
    let decoder: NodeDecoder
    let items: [YAMLNode]
    private(set) var currentIndex = 0

    init(decoder: NodeDecoder, items: [YAMLNode]) {
        self.decoder = decoder
        self.items = items
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex >= items.count }

    private mutating func child() throws -> NodeDecoder {
        guard !isAtEnd else {
            throw decoder.fail(.invalidValue("the list is too short: \(items.count) where more must be"))
        }
        let child = NodeDecoder(node: items[currentIndex], parent: decoder, part: .index(currentIndex))
        currentIndex += 1
        decoder.itemsRead = max(decoder.itemsRead ?? 0, currentIndex)
        return child
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, items[currentIndex].isNull else { return false }
        _ = try child()
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try child().bool() }
    mutating func decode(_ type: String.Type) throws -> String { try child().string() }
    mutating func decode(_ type: Double.Type) throws -> Double { try child().double() }
    mutating func decode(_ type: Int.Type) throws -> Int { try child().fixedWidth(type) }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try child().value(type) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws
        -> KeyedDecodingContainer<Nested>
    {
        try decoder.handOut(child()).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try decoder.handOut(child()).unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { try decoder.handOut(child()) }
}

/// One value.
struct SingleNode: SingleValueDecodingContainer {
    let decoder: NodeDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }
    func decodeNil() -> Bool { decoder.node.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try decoder.bool() }
    func decode(_ type: String.Type) throws -> String { try decoder.string() }
    func decode(_ type: Double.Type) throws -> Double { try decoder.double() }
    func decode(_ type: Float.Type) throws -> Float { try decoder.float() }
    func decode(_ type: Int.Type) throws -> Int { try decoder.fixedWidth(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try decoder.fixedWidth(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try decoder.fixedWidth(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try decoder.fixedWidth(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try decoder.fixedWidth(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try decoder.fixedWidth(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.fixedWidth(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.fixedWidth(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.fixedWidth(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.fixedWidth(type) }
    // The same decoder goes on: what the type leaves unread is checked when the outer value is done.
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: decoder) }
}
