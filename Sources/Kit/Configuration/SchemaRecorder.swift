/// A decoder that answers with samples and notes what it was asked.
final class SchemaRecorder: Decoder {
    private enum Record {
        case scalar(SchemaNode)
        case list([SchemaRecorder])
        case keys(KeysRecord)
    }

    /// What was asked of a mapping.
    final class KeysRecord {
        struct Key {
            var recorder: SchemaRecorder
            var isRequired: Bool
            var documentation: String?
        }

        var names: [String] = []
        var keys: [String: Key] = [:]
        var isDictionary = false
    }

    let path: [PathPart]
    /// The types around this value, so that one that contains itself is found out.
    private let types: [ObjectIdentifier]
    private var record: Record?

    init(path: [PathPart], types: [ObjectIdentifier]) {
        self.path = path
        self.types = types
    }

    var codingPath: [any CodingKey] { path.map(PathKey.init) }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// What values of a type look like.
    static func node<T: Decodable>(of type: T.Type) throws(SchemaError) -> SchemaNode {
        let recorder = SchemaRecorder(path: [], types: [])
        do {
            _ = try recorder.sample(of: type)
        } catch let error as SchemaError {
            // Describing itself is all that the outermost type needs.
            guard error.keyPath.isEmpty, error.reason == .noSample else { throw error }
        } catch {
            throw recorder.fail(type, .refusesSamples("\(error)"))
        }
        return try recorder.node(type)
    }

    private func fail(_ type: Any.Type, _ reason: SchemaError.Reason) -> SchemaError {
        SchemaError(type: "\(type)", keyPath: keyPath(path), reason: reason)
    }

    /// What was recorded.
    func node(_ type: Any.Type) throws(SchemaError) -> SchemaNode {
        switch record {
        case .scalar(let node): return node
        case .list(let items):
            guard let item = items.first else { return .list(of: .anything) }
            guard items.count == 1 else { throw fail(type, .unrecordable) }
            return .list(of: try item.node(type))
        case .keys(let record):
            if record.isDictionary, let name = record.names.first, let key = record.keys[name] {
                return .dictionary(of: try key.recorder.node(type))
            }
            var properties: [SchemaProperty] = []
            for name in record.names {
                guard let key = record.keys[name] else { continue }
                properties.append(
                    SchemaProperty(
                        name, try key.recorder.node(type), isRequired: key.isRequired,
                        documentation: key.documentation))
            }
            return .object(properties)
        case nil: throw fail(type, .unrecordable)
        }
    }

    // MARK: Samples

    /// A value of a type, while what it asks for is noted.
    func sample<T: Decodable>(of type: T.Type) throws -> T {
        let identity = ObjectIdentifier(type)
        if let described = type as? any SchemaDescribing.Type {
            record = .scalar(described.schema)
            if let value = (type as? any SchemaSample.Type)?.schemaSample as? T { return value }
            // What it asks for is not of interest, it has described itself.
            guard !types.contains(identity),
                let value = try? T(from: SchemaRecorder(path: path, types: types + [identity]))
            else { throw fail(type, .noSample) }
            return value
        }
        if let names = caseNames(of: type), let value = firstCase(of: type) {
            record = .scalar(.choice(names))
            return value
        }
        guard !types.contains(identity) else { throw fail(type, .recursive) }
        let recorder = SchemaRecorder(path: path, types: types + [identity])
        defer { record = recorder.record }
        do {
            return try T(from: recorder)
        } catch let error as SchemaError {
            if error.reason == .noSample, let empty = (type as? any Emptiable.Type)?.empty as? T { return empty }
            throw error
        } catch {
            if let value = (type as? any SchemaSample.Type)?.schemaSample as? T { return value }
            throw fail(type, .refusesSamples("\(error)"))
        }
    }

    private func firstCase<T>(of type: T.Type) -> T? {
        func first<C: CaseIterable>(_ type: C.Type) -> Any? { C.allCases.first }
        return (type as? any CaseIterable.Type).flatMap { first($0) } as? T
    }

    // MARK: Containers

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let keys: KeysRecord
        if case .keys(let existing) = record { keys = existing } else { keys = KeysRecord() }
        record = .keys(keys)
        return KeyedDecodingContainer(RecordingKeys<Key>(recorder: self, record: keys))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        record = .list([])
        return RecordingList(recorder: self)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { RecordingValue(recorder: self) }

    /// The recorder of a key's value.
    func child(_ key: some CodingKey, isRequired: Bool, in record: KeysRecord) -> SchemaRecorder {
        let name = key.stringValue
        if let known = record.keys[name] { return known.recorder }
        let recorder = SchemaRecorder(path: path + [.key(name)], types: types)
        record.names.append(name)
        record.keys[name] = .init(
            recorder: recorder, isRequired: isRequired, documentation: (key as? any DocumentedKey)?.documentation)
        return recorder
    }

    /// The recorder of a list's next item.
    func nextItem() -> SchemaRecorder {
        guard case .list(let items) = record else { return self }
        let item = SchemaRecorder(path: path + [.index(items.count)], types: types)
        record = .list(items + [item])
        return item
    }

    func note(_ node: SchemaNode) { record = .scalar(node) }
}

/// What can be empty, where no sample of its content is to be had.
private protocol Emptiable {
    static var empty: Self { get }
}

extension Array: Emptiable { fileprivate static var empty: Self { [] } }
extension Set: Emptiable { fileprivate static var empty: Self { [] } }
extension Dictionary: Emptiable { fileprivate static var empty: Self { [:] } }
extension Optional: Emptiable { fileprivate static var empty: Self { nil } }
