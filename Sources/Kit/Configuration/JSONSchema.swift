import Text

/// The JSON Schema (draft 2020-12) of a type, made by watching it decode itself.
///
/// `T.init(from:)` runs once with a decoder that answers every question with a sample and notes what was asked: the
/// keys and their order, which may be absent, what lists and mappings hold. So the schema cannot drift from the decoder.
/// For that, `init(from:)` must ask for every key that it may ever read, whatever values it is given; a type that
/// cannot (a choice between several forms) conforms to ``SchemaDescribing``, and one that refuses the samples conforms
/// to ``SchemaSample``.
///
/// Enumerations of texts need `CaseIterable` to be listed. A type that contains itself needs ``SchemaDescribing``.
public struct JSONSchema: Sendable {
    /// The title of the document.
    public var title: String
    /// What it describes; one paragraph.
    public var description: String
    /// What the whole value looks like.
    public var root: SchemaNode

    /// The schema of a type.
    ///
    /// - Throws: ``SchemaError``, with the type that needs a conformance and which one.
    public init<T: Decodable>(for type: T.Type, title: String, description: String) throws(SchemaError) {
        self.title = title
        self.description = description
        root = try SchemaRecorder.node(of: type)
    }

    /// The schema as JSON, members in the order in which the types ask for them, with a line break at the end.
    public var text: String {
        var members: [(String, JSONValue)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")), ("title", .string(title)),
        ]
        if case .object(let root) = root.json(documentation: description) { members += root }
        return JSONValue.object(members).text() + "\n"
    }
}

/// A type that says itself what its values look like, because `init(from:)` reads different keys for different values.
public protocol SchemaDescribing {
    /// What a value looks like.
    static var schema: SchemaNode { get }
}

/// A type that has a value to show while a schema is made, because it refuses the usual samples.
///
/// Those are 1 for numbers, `"sample"` for text, `false`, lists and mappings of one item, and nothing for what may be
/// absent. `init(from:)` must ask for all its keys before it refuses anything.
public protocol SchemaSample {
    /// Any valid value.
    static var schemaSample: Self { get }
}

/// Why no schema can be made of a type.
public struct SchemaError: Error, Sendable, CustomStringConvertible {
    /// What stands in the way.
    public enum Reason: Sendable, Hashable {
        /// It refuses the samples, in its own words.
        case refusesSamples(String)
        /// It contains itself.
        case recursive
        /// It decodes a list of items of different kinds, or asks for nothing at all.
        case unrecordable
        /// It describes itself, and has no sample to go on with.
        case noSample
    }

    /// The type's name.
    public var type: String
    /// Where it was met: `stages[0].temperature`.
    public var keyPath: String
    /// What stands in the way.
    public var reason: Reason

    /// What stands in the way, and what to do.
    public var description: String {
        let place = keyPath.isEmpty ? type : "\(type) at \(keyPath)"
        return switch reason {
        case .refusesSamples(let why): "\(place) refuses sample values (\(why)); conform it to SchemaSample"
        case .recursive: "\(place) contains itself; conform it to SchemaDescribing"
        case .unrecordable: "\(place) does not decode like a list, mapping or scalar; conform it to SchemaDescribing"
        case .noSample: "\(place) describes itself and refuses sample values; conform it to SchemaSample as well"
        }
    }
}
