import Synchronization

/// Keeps log records, for tests to look at.
public final class MemorySink: LogSink {
    private let kept = Mutex<[LogRecord]>([])

    /// Makes an empty one.
    public init() {}

    /// All records so far, in the order in which they came.
    public var records: [LogRecord] { kept.withLock { $0 } }

    /// Keeps a record.
    public func take(_ record: LogRecord) { kept.withLock { $0.append(record) } }

    /// Forgets all records.
    public func clear() { kept.withLock { $0 = [] } }
}
