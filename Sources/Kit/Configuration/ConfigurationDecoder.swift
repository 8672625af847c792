/// Decodes a `Decodable` value from YAML or JSON text.
///
///     let fleet = try ConfigurationDecoder().decode(Fleet.self, fromFile: "fleet.yaml")
///
/// Nothing in the text is passed over: a key that the type does not read is an error, and so is a list's item that is
/// left over. Whatever a type's own `init(from:)` throws comes out as a ``ConfigurationError`` with the place of the
/// value it was about. Numbers must be plain decimal and finite, booleans `true` or `false`; a `String` takes any
/// scalar as it is written, but not the absence of one.
public struct ConfigurationDecoder: Sendable {
    /// Reads a file; given its path and the most bytes to read, returns its bytes or, if it is longer, any one more.
    public typealias FileReader = @Sendable (_ path: String, _ limit: Int) throws -> [UInt8]

    /// How much a text may ask for.
    public var limits: ConfigurationLimits
    /// What types find in their decoder's `userInfo`: context that the text does not hold.
    public var userInfo: [CodingUserInfoKey: any Sendable] = [:]
    private let readFile: FileReader

    /// A decoder.
    ///
    /// - Parameters:
    ///   - limits: how much a text may ask for.
    ///   - readFile: what reads files; the file system unless set.
    public init(limits: ConfigurationLimits = ConfigurationLimits(), readingFilesWith readFile: FileReader? = nil) {
        self.limits = limits
        self.readFile = readFile ?? readWholeFile
    }

    /// The value in a text.
    ///
    /// - Parameters:
    ///   - type: what to decode.
    ///   - bytes: YAML or JSON in UTF-8.
    ///   - file: the name that errors give the text.
    /// - Throws: ``ConfigurationError``, with its place unless the text is larger than the limit.
    /// - Complexity: O(bytes).
    public func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8], file: String? = nil)
        throws(ConfigurationError) -> T
    {
        do throws(ConfigurationError) {
            return try decode(type, from: YAMLNode(parsing: bytes, limits: limits))
        } catch {
            var error = error
            error.file = error.file ?? file
            throw error
        }
    }

    /// The value in a tree, as when the type depends on what the tree says.
    ///
    /// - Throws: ``ConfigurationError`` with its place.
    public func decode<T: Decodable>(_ type: T.Type, from node: YAMLNode, file: String? = nil)
        throws(ConfigurationError) -> T
    {
        do {
            return try NodeDecoder(node: node, parent: nil, part: nil, userInfo: userInfo).value(type)
        } catch var error as ConfigurationError {
            error.file = error.file ?? file
            throw error
        } catch {
            var error = ConfigurationError(.invalidValue("\(error)"), at: node.mark)
            error.file = file
            throw error
        }
    }

    /// The value in a file.
    ///
    /// - Throws: ``ConfigurationError``; `.unreadable` if there is no such file, `.tooLarge` before more than the limit
    ///   is read.
    public func decode<T: Decodable>(_ type: T.Type, fromFile path: String) throws(ConfigurationError) -> T {
        let bytes: [UInt8]
        do {
            bytes = try readFile(path, limits.bytes)
        } catch var error as ConfigurationError {
            error.file = error.file ?? path
            throw error
        } catch {
            var error = ConfigurationError(.unreadable("\(error)", code: nil), at: nil)
            error.file = path
            throw error
        }
        return try decode(type, from: bytes, file: path)
    }
}
