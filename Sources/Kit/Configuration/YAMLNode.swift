/// One value of a YAML document, with its place.
///
/// Scalars stay text. The type that is asked for decides what they mean, so that `no` is a word where a word is
/// expected, and `1e3` changes nothing behind anybody's back.
public struct YAMLNode: Sendable {
    /// What the value is.
    public enum Content: Sendable {
        /// Text; `isPlain` if it stands without quotation marks.
        case scalar(String, isPlain: Bool)
        /// A list.
        case sequence([YAMLNode])
        /// Keys and their values.
        case mapping(YAMLMapping)
    }

    /// Where it begins; for what an alias stands for, where that was written.
    public let mark: Mark
    /// What it is.
    public let content: Content

    /// The tree of one YAML document.
    ///
    /// - Throws: ``ConfigurationError`` with its place, for text that is not YAML and for what the limits refuse.
    /// - Complexity: O(bytes) time; an alias costs O(1), whatever it stands for.
    public init(parsing bytes: [UInt8], limits: ConfigurationLimits = ConfigurationLimits())
        throws(ConfigurationError)
    {
        self = try parseYAML(bytes, limits: limits)
    }

    init(mark: Mark, content: Content) {
        self.mark = mark
        self.content = content
    }

    /// Whether it means "no value": a plain `null`, `~`, or nothing at all.
    public var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
    }

    /// What it is, in words for an error.
    var kind: String {
        switch content {
        case .scalar: isNull ? "no value" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// Keys and their values, in the order of the text; no key stands twice.
public struct YAMLMapping: Sendable {
    /// A key with its place, and its value.
    public struct Entry: Sendable {
        /// The key.
        public let key: String
        /// Where the key stands.
        public let mark: Mark
        /// What it leads to.
        public let value: YAMLNode
    }

    /// The keys and values in the order of the text.
    public private(set) var entries: [Entry] = []
    /// Where each key stands in `entries`; only where there are too many to look through.
    private var indices: [String: Int] = [:]
    private static let fewest = 8

    init() {}

    /// The place of a key in ``entries``.
    ///
    /// - Complexity: O(1).
    func index(of key: String) -> Int? {
        if entries.count > Self.fewest { return indices[key] }
        return entries.firstIndex { $0.key == key }
    }

    /// The value of a key; `nil` if there is no such key.
    public subscript(key: String) -> YAMLNode? { index(of: key).map { entries[$0].value } }

    mutating func append(_ entry: Entry) {
        entries.append(entry)
        if entries.count > Self.fewest + 1 {
            indices[entry.key] = entries.count - 1
        } else if entries.count == Self.fewest + 1 {
            for (index, entry) in entries.enumerated() { indices[entry.key] = index }
        }
    }
}

/// How much a configuration may ask of its reader.
public struct ConfigurationLimits: Sendable, Hashable {
    /// The most bytes of text: 16 MiB unless set.
    public var bytes = 16 * 1024 * 1024
    /// The most values, aliases written out: two million unless set.
    public var nodes = 2_000_000
    /// How deep lists and mappings may stand in each other: 100 unless set.
    ///
    /// Some hundreds are the most that a thread's stack can hold.
    public var depth = 100

    /// The usual limits.
    public init() {}
}
