/// A mapping that has whatever key it is asked for.
struct RecordingKeys<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let recorder: SchemaRecorder
    let record: SchemaRecorder.KeysRecord

    var codingPath: [any CodingKey] { recorder.codingPath }

    // Who asks for all keys takes whatever there is: one key stands for all. A number serves both kinds of dictionary.
    var allKeys: [Key] {
        record.isDictionary = true
        return Key(stringValue: "1").map { [$0] } ?? []
    }

    private func child(_ key: Key, isRequired: Bool = true) -> SchemaRecorder {
        recorder.child(key, isRequired: isRequired, in: record)
    }

    func contains(_ key: Key) -> Bool {
        _ = child(key, isRequired: false)
        return true
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        _ = child(key, isRequired: false)
        return false
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try child(key).sample(of: type) }

    // Each type of the standard library has its own requirement; all of them mean the same here.
    private func optional<T: Decodable>(_ type: T.Type, _ key: Key) throws -> T? {
        _ = try child(key, isRequired: false).sample(of: T?.self)
        return nil
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? { try optional(type, key) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try optional(type, key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try optional(type, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try optional(type, key) }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? { try optional(type, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try optional(type, key) }
    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? { try optional(type, key) }
    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? { try optional(type, key) }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? { try optional(type, key) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try optional(type, key) }
    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? { try optional(type, key) }
    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? { try optional(type, key) }
    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? { try optional(type, key) }
    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? { try optional(type, key) }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? { try optional(type, key) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
        -> KeyedDecodingContainer<Nested>
    {
        try child(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try child(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { Key(stringValue: "super").map { child($0) } ?? recorder }
    func superDecoder(forKey key: Key) throws -> any Decoder { child(key) }
}

/// A list of one item.
struct RecordingList: UnkeyedDecodingContainer {
    let recorder: SchemaRecorder
    private(set) var currentIndex = 0

    init(recorder: SchemaRecorder) { self.recorder = recorder }

    var codingPath: [any CodingKey] { recorder.codingPath }
    var count: Int? { 1 }
    var isAtEnd: Bool { currentIndex >= 1 }

    private mutating func item() -> SchemaRecorder {
        currentIndex += 1
        return recorder.nextItem()
    }

    mutating func decodeNil() throws -> Bool { false }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try item().sample(of: type) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws
        -> KeyedDecodingContainer<Nested>
    {
        try item().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try item().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { item() }
}

/// One value of whatever kind is asked for.
struct RecordingValue: SingleValueDecodingContainer {
    let recorder: SchemaRecorder

    var codingPath: [any CodingKey] { recorder.codingPath }
    func decodeNil() -> Bool { false }

    private func noted<T>(_ value: T, _ node: SchemaNode) -> T {
        recorder.note(node)
        return value
    }

    /// Bounds are written where they say more than "what a computer can count".
    private func integer<T: FixedWidthInteger>(_ type: T.Type) -> T {
        let isShort = T.bitWidth < 64
        return noted(
            1, .integer(minimum: isShort || !T.isSigned ? Int(T.min) : nil, maximum: isShort ? Int(T.max) : nil))
    }

    func decode(_ type: Bool.Type) throws -> Bool { noted(false, .boolean) }
    func decode(_ type: String.Type) throws -> String { noted("sample", .text) }
    func decode(_ type: Double.Type) throws -> Double { noted(1, .number) }
    func decode(_ type: Float.Type) throws -> Float { noted(1, .number) }
    func decode(_ type: Int.Type) throws -> Int { integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { integer(type) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try recorder.sample(of: type) }
}
