/// What a file of errors says: words of the bridge about one thermometer.
public struct LogMessage: Sendable, Hashable {
    /// When, in ns since 1970 in UTC.
    public var time: Int64
    /// The channel that it is about.
    public var channel: String
    /// The words: `T. OVER`.
    public var words: String
}
