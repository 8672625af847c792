/// Fills a tree of JSON values in the order in which a value encodes its parts.
struct JSONTreeEncoder: Encoder {
    let node: JSONNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .empty = node.content { node.content = .object([]) }
        return KeyedEncodingContainer(JSONKeyedContainer<Key>(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .empty = node.content { node.content = .array([]) }
        return JSONUnkeyedContainer(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        JSONSingleContainer(node: node, codingPath: codingPath)
    }

    /// Encodes a value of any type: those that JSON has at once, others by their own `encode(to:)`.
    func encode(_ value: some Encodable) throws {
        switch value {
        case let text as String: node.content = .plain(jsonString(text))
        case let number as Double: node.content = .plain(try plain(number, isFinite: number.isFinite))
        case let number as Float: node.content = .plain(try plain(number, isFinite: number.isFinite))
        case let truth as Bool: node.content = .plain(truth ? "true" : "false")
        case let number as any FixedWidthInteger: node.content = .plain("\(number)")
        default:
            try value.encode(to: self)
            if value is any Unordered { node.sort() }
        }
    }

    private func plain(_ number: some CustomStringConvertible & Encodable, isFinite: Bool) throws -> String {
        guard isFinite else {
            throw EncodingError.invalidValue(
                number, .init(codingPath: codingPath, debugDescription: "JSON has no number \(number)"))
        }
        return number.description
    }
}

/// Collections whose order differs from run to run.
private protocol Unordered {}
extension Dictionary: Unordered {}
extension Set: Unordered {}

private struct JSONKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: JSONNode
    let codingPath: [any CodingKey]

    private func encoder(_ key: some CodingKey) -> JSONTreeEncoder {
        JSONTreeEncoder(node: node.insert(key.stringValue), codingPath: codingPath + [key])
    }

    mutating func encodeNil(forKey key: Key) throws { encoder(key).node.content = .plain("null") }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws { try encoder(key).encode(value) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder(key).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { encoder(SuperKey()) }

    mutating func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
}

private struct JSONUnkeyedContainer: UnkeyedEncodingContainer {
    let node: JSONNode
    let codingPath: [any CodingKey]

    var count: Int {
        if case .array(let nodes) = node.content { return nodes.count }
        return 0
    }

    private func encoder() -> JSONTreeEncoder {
        let key = IndexKey(index: count)
        return JSONTreeEncoder(node: node.append(), codingPath: codingPath + [key])
    }

    mutating func encodeNil() throws { encoder().node.content = .plain("null") }

    mutating func encode(_ value: some Encodable) throws { try encoder().encode(value) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }

    mutating func superEncoder() -> any Encoder { encoder() }
}

private struct JSONSingleContainer: SingleValueEncodingContainer {
    let node: JSONNode
    let codingPath: [any CodingKey]

    mutating func encodeNil() throws { node.content = .plain("null") }

    mutating func encode(_ value: some Encodable) throws {
        try JSONTreeEncoder(node: node, codingPath: codingPath).encode(value)
    }
}

private struct SuperKey: CodingKey {
    var stringValue: String { "super" }
    var intValue: Int? { nil }
    init() {}
    init?(stringValue: String) { nil }
    init?(intValue: Int) { nil }
}

private struct IndexKey: CodingKey {
    let index: Int
    var stringValue: String { "\(index)" }
    var intValue: Int? { index }
    init(index: Int) { self.index = index }
    init?(stringValue: String) { nil }
    init?(intValue: Int) { nil }
}
