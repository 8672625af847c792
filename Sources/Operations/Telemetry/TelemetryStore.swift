internal import Archive
internal import Glibc
public import Readings
internal import Synchronization

/// Keeps readings on disk: durable when it says so, each once, and fast to look back on for months.
///
/// ```swift
/// let store = try TelemetryStore(path: "fleet.sqlite")
/// let receipt = try store.append([ReadingBatch(channel: base, readings: readings)])
/// let month = try store.series(of: base, from: now - 30 * Retention.day, to: now, points: 2000)
/// ```
///
/// **What is acknowledged stays.** When ``append(_:positions:)`` returns, its readings are on the disk: a killed process or a
/// power cut takes none of them. Whoever hands the same readings in again changes nothing, so that a source that does not
/// know what was taken hands all of it in again.
///
/// **The first reading of a channel at a time stands.** Another one is a conflict: counted, and not stored.
///
/// **Late readings come out right**, in rollups too, unless retention has removed their time already.
///
/// Any thread may call; appends wait for each other, queries for nobody but the moment of a commit. All calls block: an
/// asynchronous caller goes through ``TelemetryHub``. The file belongs to one process, which a lock beside it sees to. Times
/// are nanoseconds since 1970 in UTC; ranges include their beginning and not their end.
public final class TelemetryStore: Sendable {
    /// The file.
    public let path: String
    /// How long the past is kept.
    public let retention: Retention

    let catalogue = SharedCatalogue()
    /// How many readers are kept for the next who asks.
    static let mostReaders = 8
    private let writer: Mutex<StoreWriter?>
    private let readers = Mutex<[StoreReader]>([])
    /// How many readers wait for work.
    var idleReaders: Int { readers.withLock { $0.count } }

    /// Opens a store, and makes it where there is none.
    ///
    /// - Parameters:
    ///   - path: its file; SQLite puts two more beside it, and a lock.
    ///   - retention: how long ``prune(now:)`` keeps what there is.
    ///   - limit: how many bytes the file may have at most, besides what SQLite journals beside it; beyond, the store is as
    ///     on a full disk. Nil for what the disk has.
    ///   - cache: how many bytes of pages the writer keeps in memory at most.
    ///   - clock: what time it is, for ``StoreCondition``.
    /// - Throws: ``TelemetryError``.
    public init(
        path: String, retention: Retention = .standard, limit: Int? = nil, cache: Int = 32 << 20,
        clock: @escaping @Sendable () -> Int64 = TelemetryStore.systemTime
    ) throws(TelemetryError) {
        self.path = path
        self.retention = retention
        writer = Mutex(try StoreWriter(path: path, limit: limit, cache: cache, catalogue: catalogue, clock: clock))
    }

    deinit { try? close() }

    /// The system's time, in ns since 1970.
    public static func systemTime() -> Int64 {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }

    /// Closes the store; what is asked of it later is refused.
    ///
    /// - Throws: ``TelemetryError`` where the disk fails; all that was acknowledged is there nevertheless.
    public func close() throws(TelemetryError) {
        try writer.withLock { (writer) throws(TelemetryError) in
            guard let open = writer else { return }
            catalogue.state.withLock { $0.isClosed = true }
            readers.withLock { $0.removeAll() }
            writer = nil
            try open.close()
        }
    }

    // MARK: Writing

    /// Stores readings: durable when it returns, all of them or, where it throws, none.
    ///
    /// - Parameters:
    ///   - batches: the readings. A channel that is new is made.
    ///   - positions: how far sources have been read with them.
    /// - Returns: what became of them.
    /// - Throws: ``TelemetryError``; the same may be tried again, see ``TelemetryError/isFull``.
    @discardableResult
    public func append(
        _ batches: [ReadingBatch], positions: [SourcePosition] = []
    ) throws(TelemetryError) -> AppendReceipt {
        let outcomes = append([Submission(batches: batches, positions: positions)])
        var receipt = AppendReceipt()
        for outcome in outcomes { receipt += try outcome.get() }
        return receipt
    }

    /// Stores a part of a past that nobody will ask the single readings of: in rollups of minutes and hours alone.
    ///
    /// It is as if the readings had been appended and ``Retention`` had removed them since, at half of the space: what is
    /// appended later of that time is expired.
    ///
    /// - Parameters:
    ///   - batches: of each channel readings that lie before all that was appended; others are conflicts.
    ///   - part: a name for all of this. What comes again under it changes nothing.
    /// - Returns: what became of them.
    /// - Throws: ``TelemetryError``.
    @discardableResult
    public func append(past batches: [ReadingBatch], part: String) throws(TelemetryError) -> AppendReceipt {
        var receipt = AppendReceipt()
        for outcome in append([Submission(batches: batches, part: part)]) { receipt += try outcome.get() }
        return receipt
    }

    /// Stores several submissions in one transaction; what became of each.
    func append(_ submissions: [Submission]) -> [Result<AppendReceipt, TelemetryError>] {
        writer.withLock { writer in
            writer?.append(submissions)
                ?? submissions.map { _ in .failure(TelemetryError(path: path, reason: .closed)) }
        }
    }

    /// Removes what is older than ``retention`` says.
    ///
    /// The last hour of each channel stays, however old. Appends go on between its steps. A clock that is years ahead removes
    /// nothing that is not old beside the newest reading there is.
    ///
    /// - Parameter now: what time it is, in ns since 1970.
    /// - Throws: ``TelemetryError``; what was removed until then remains so.
    @discardableResult
    public func prune(now: Int64) throws(TelemetryError) -> PruneReceipt {
        // What only the journal has can be removed once it is in the tables.
        try withWriter { (writer) throws(TelemetryError) in try writer.flush() }
        var receipt = PruneReceipt()
        guard let newest = latest().map(\.reading.time).max() else { return receipt }
        // By the hour, as what is removed.
        let (soon, isLast) = newest.addingReportingOverflow(Resolution.hour.width)
        let now = isLast ? now : min(now, soon)
        for resolution in Resolution.allCases {
            guard let span = retention[resolution] else { continue }
            let (limit, overflow) = now.subtractingReportingOverflow(span)
            guard !overflow else { continue }
            var place = 0
            while let count = try withWriter({ (writer) throws(TelemetryError) in
                try writer.prune(resolution, before: limit, place: &place)
            }) {
                if resolution == .raw { receipt.readings += count } else { receipt.rollups += count }
            }
        }
        return receipt
    }

    private func withWriter<Value>(
        _ body: (StoreWriter) throws(TelemetryError) -> sending Value
    ) throws(TelemetryError) -> sending Value {
        try writer.withLock { (writer) throws(TelemetryError) in
            guard let writer else { throw TelemetryError(path: path, reason: .closed) }
            return try body(writer)
        }
    }

    // MARK: Looking

    /// How the store is; asking waits for nothing.
    public var condition: StoreCondition { catalogue.condition.withLock { $0 } }

    /// All channels, in the order in which they came.
    public func channels() -> [Channel] { catalogue.state.withLock { $0.slots.map(\.channel) } }

    /// The channel of a device by its name, nil where there is none; asking waits for nothing.
    public func channel(device: String, name: String) -> Channel? {
        catalogue.names.withLock { $0[ChannelName(device: device, name: name)] }
    }

    /// The newest reading of every channel that has one, from memory.
    public func latest() -> [ChannelReading] {
        catalogue.state.withLock { state in
            state.slots.compactMap { slot in slot.newest.map { ChannelReading(channel: slot.channel, reading: $0) } }
        }
    }

    /// Where all sources stand, by source.
    ///
    /// - Throws: ``TelemetryError``.
    public func positions() throws(TelemetryError) -> [SourcePosition] {
        try read(nil) { (reader, _) throws(DatabaseError) in try reader.positions() }
    }

    /// Where a source stands; nil where nothing is known of it.
    ///
    /// - Throws: ``TelemetryError``.
    public func position(of source: String) throws(TelemetryError) -> String? {
        try read(nil) { (reader, _) throws(DatabaseError) in try reader.position(of: source) }
    }

    /// What a query sees of a channel besides the tables.
    struct View {
        var place: Int
        var pending: [Entry]
        var horizons: Horizons
    }

    /// Lends a reader, and what memory has of a channel at the very same moment; nothing of a channel that is not there.
    func read<Value>(
        _ channel: Channel?, _ body: (StoreReader, View?) throws(DatabaseError) -> Value
    ) throws(TelemetryError) -> Value {
        let reader = try idleReader()
        defer {
            reader.end()
            // Each holds open files and pages of the store: a rush leaves no more of them behind than usual work needs.
            readers.withLock { if $0.count < Self.mostReaders { $0.append(reader) } }
        }
        let view = try catalogue.state.withLock { (state) throws(TelemetryError) -> View? in
            guard !state.isClosed else { throw TelemetryError(path: path, reason: .closed) }
            try TelemetryError.wrapping(path: path) { () throws(DatabaseError) in try reader.begin() }
            guard let channel, let place = state.places[ChannelName(channel)] else { return nil }
            let slot = state.slots[place]
            return View(place: place, pending: slot.pending, horizons: slot.horizons)
        }
        return try TelemetryError.wrapping(path: path) { () throws(DatabaseError) in try body(reader, view) }
    }

    private func idleReader() throws(TelemetryError) -> StoreReader {
        if let idle = readers.withLock({ $0.popLast() }) { return idle }
        return try TelemetryError.wrapping(path: path) { () throws(DatabaseError) in try StoreReader(path: path) }
    }
}
