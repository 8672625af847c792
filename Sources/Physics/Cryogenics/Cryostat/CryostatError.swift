/// Why a description makes no cryostat: where, and what was expected.
public struct CryostatError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A step on the way to what is wrong.
    public enum Step: Sendable, Hashable {
        /// A key of a mapping.
        case key(String)
        /// An item of a list, from 0.
        case item(Int)
    }

    /// The way from the cryostat to what is wrong, as its file names things.
    public var path: [Step]
    /// What is wrong, what was expected, and what to do.
    public var words: String

    /// Makes an error.
    public init(_ path: [Step], _ words: String) {
        self.path = path
        self.words = words
    }

    /// The way and the words: `lines[2].parts[0].at: …`.
    public var description: String {
        var place = ""
        for step in path {
            switch step {
            case .key(let key): place += place.isEmpty ? key : ".\(key)"
            case .item(let index): place += "[\(index)]"
            }
        }
        return place.isEmpty ? words : "\(place): \(words)"
    }
}
