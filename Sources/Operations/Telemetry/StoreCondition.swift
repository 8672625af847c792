/// How the store is.
public enum StoreCondition: Sendable, Hashable {
    /// What it is handed is stored.
    case working
    /// The disk is full since then (ns since 1970, by the store's clock): nothing is taken, all that is there can be read.
    /// The first append that finds room again ends it.
    case full(since: Int64)
    /// The disk fails since then; in the system's words. Ended by the first append that succeeds.
    case failing(since: Int64, reason: String)
}

extension StoreCondition: CustomStringConvertible {
    /// In words.
    public var description: String {
        switch self {
        case .working: "working"
        case .full: "the disk is full: readings are refused, what is stored can be read; make room"
        case .failing(_, let reason): "the disk fails: \(reason)"
        }
    }
}
