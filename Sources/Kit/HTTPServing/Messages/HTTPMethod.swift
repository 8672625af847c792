/// What a request wants done: `GET`, `HEAD`, `POST`, or whatever else a client sends.
public struct HTTPMethod: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The method as it stands in the request line.
    public var rawValue: String

    /// Makes a method of any name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Reads and changes nothing.
    public static let get = HTTPMethod(rawValue: "GET")
    /// As `get`, but only the head of the answer is sent.
    public static let head = HTTPMethod(rawValue: "HEAD")
    /// Changes something.
    public static let post = HTTPMethod(rawValue: "POST")

    /// Whether a request of this method changes nothing, so that a foreign page may cause it without harm.
    public var isSafe: Bool { self == .get || self == .head }

    /// The method as it stands in the request line.
    public var description: String { rawValue }
}
