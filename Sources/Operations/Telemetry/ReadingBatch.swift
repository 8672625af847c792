public import Readings

/// Readings of one channel that came together, and where they came from.
public struct ReadingBatch: Sendable, Hashable {
    /// The channel.
    public var channel: Channel
    /// Its readings.
    ///
    /// Best in time's order: such are taken without sorting. Of two at the same time the first counts.
    public var readings: [Reading]
    /// Where they came from, in words that lead back there: `CH6 T 26-06-26.log`, `twin`.
    ///
    /// Few texts, each for many readings: the store keeps each once.
    public var provenance: String?

    /// A batch.
    public init(channel: Channel, readings: [Reading], provenance: String? = nil) {
        self.channel = channel
        self.readings = readings
        self.provenance = provenance
    }
}

/// A reading, and the channel that it is of.
public struct ChannelReading: Sendable, Hashable {
    /// The channel.
    public var channel: Channel
    /// The reading.
    public var reading: Reading

    /// A reading of a channel.
    public init(channel: Channel, reading: Reading) {
        self.channel = channel
        self.reading = reading
    }
}

/// How far a source has been read: kept in the transaction of the readings that came from there, so that after a crash
/// neither is ahead of the other.
public struct SourcePosition: Sendable, Hashable {
    /// The source, unique among all: `lab-1/CH6 T 26-06-26.log`.
    public var source: String
    /// Where it stands, in the source's own words; the store does not look inside.
    public var position: String

    /// A position in a source.
    public init(source: String, position: String) {
        self.source = source
        self.position = position
    }
}

/// What became of readings that were handed to the store: each is counted once.
public struct AppendReceipt: Sendable, Hashable {
    /// Stored, durable.
    public var added: Int
    /// Already there, the same: nothing changed.
    public var duplicates: Int
    /// Another reading stands at that time: the first stays, this one is not stored.
    public var conflicts: Int
    /// Older than what retention has removed, so that nobody can tell whether they were there: not stored.
    public var expired: Int

    /// A receipt.
    public init(added: Int = 0, duplicates: Int = 0, conflicts: Int = 0, expired: Int = 0) {
        self.added = added
        self.duplicates = duplicates
        self.conflicts = conflicts
        self.expired = expired
    }

    /// How many readings it is about.
    public var count: Int { added + duplicates + conflicts + expired }

    /// Both together.
    public static func + (a: Self, b: Self) -> Self {
        Self(
            added: a.added + b.added, duplicates: a.duplicates + b.duplicates, conflicts: a.conflicts + b.conflicts,
            expired: a.expired + b.expired)
    }

    /// Adds another.
    public static func += (a: inout Self, b: Self) { a = a + b }
}
