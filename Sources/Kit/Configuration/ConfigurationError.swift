import Text

/// A place in a text; lines and columns count from 1, columns in characters.
public struct Mark: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int
    /// The column, from 1, in characters of Unicode.
    public var column: Int

    /// A place by line and column, both from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Whether the first stands before the second.
    public static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }

    /// `7:18`.
    public var description: String { "\(line):\(column)" }
}

/// Why a configuration was refused: where, what, and what to do.
///
///     file.yaml:7:18: stages[1].temperature: ‘warm’ is not a temperature; expected e.g. "20 mK"
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// The file could not be read; `code` is the system's error number where it gave one.
        case unreadable(String, code: Int32?)
        /// The text has more bytes than the limit.
        case tooLarge(limit: Int)
        /// Lists and mappings stand in each other deeper than the limit.
        case tooDeep(limit: Int)
        /// More values than the limit, aliases written out.
        case tooManyNodes(limit: Int)
        /// There is nothing but blanks and comments.
        case empty
        /// The file has more than one document.
        case severalDocuments
        /// The text is not YAML.
        case syntax(String)
        /// The text is YAML, of a kind that is refused on purpose.
        case unsupported(String)
        /// A key stands twice in one mapping.
        case duplicateKey(String, first: Mark)
        /// A key that nothing reads.
        case unknownKey(String)
        /// A key that must be there is not.
        case missingKey(String)
        /// A list where a mapping was expected, and the like.
        case mismatch(expected: String, found: String)
        /// A value that its type refuses, in that type's words.
        case invalidValue(String)
    }

    /// The file, as it was named to the decoder.
    public var file: String?
    /// The place; `nil` only where the text itself was not looked at (unreadable, or too large).
    public var mark: Mark?
    /// The keys that lead to the value, `stages[1].temperature`; empty for the whole document.
    public var keyPath: String
    /// What is wrong.
    public var reason: Reason
    /// What else helps: what was meant perhaps, what is known.
    public var hint: String?

    init(_ reason: Reason, at mark: Mark?, keyPath: String = "", hint: String? = nil) {
        self.mark = mark
        self.keyPath = keyPath
        self.reason = reason
        self.hint = hint
    }

    /// The line, from 1.
    public var line: Int? { mark?.line }
    /// The column, from 1.
    public var column: Int? { mark?.column }

    /// Place, key path, what is wrong, what to do.
    public var description: String {
        var place = file ?? "configuration"
        if let mark { place += ":\(mark)" }
        return [place, keyPath, words].filter { !$0.isEmpty }.joined(separator: ": ") + (hint.map { "; \($0)" } ?? "")
    }

    private var words: String {
        switch reason {
        case .unreadable(let why, _): "cannot be read: \(why)"
        case .tooLarge(let limit): "is larger than \(limit) bytes, the most that is read"
        case .tooDeep(let limit): "lists and mappings stand more than \(limit) deep in each other"
        case .tooManyNodes(let limit): "has more than \(limit) values when its aliases are written out"
        case .empty: "is empty; expected a mapping or another value"
        case .severalDocuments: "a second document begins here; a file holds one"
        case .syntax(let why), .unsupported(let why), .invalidValue(let why): why
        case .duplicateKey(let key, let first): "key \(quoted(key)) stands here a second time, first at \(first)"
        case .unknownKey(let key): "unknown key \(quoted(key))"
        case .missingKey(let key): "missing key \(quoted(key))"
        case .mismatch(let expected, let found): "expected \(expected), found \(found)"
        }
    }
}

/// One step from a value to a value inside it.
enum PathPart: Hashable {
    case key(String)
    case index(Int)
}

/// The steps as people write them: `stages[1].temperature`, `tags["a b"]`.
func keyPath(_ parts: some Sequence<PathPart>) -> String {
    var path = ""
    for part in parts {
        switch part {
        case .index(let index): path += "[\(index)]"
        case .key(let key):
            let isPlain =
                !key.isEmpty && key.utf8.count <= 60
                && key.unicodeScalars.allSatisfy {
                    $0.properties.isAlphabetic || "0"..."9" ~= $0 || $0 == "_" || $0 == "-"
                }
            if isPlain {
                path += path.isEmpty ? key : ".\(key)"
            } else {
                path += "[\(quoted(key))]"
            }
        }
    }
    return path
}
