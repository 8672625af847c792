internal import Readings

/// What the writer knows of the file besides what the ``Catalogue`` has.
///
/// A value: a transaction that fails is undone here by putting back what was before it.
struct Ledger {
    /// What the writer knows of a channel, so that readings in time's order need no look at the tables.
    struct Head {
        /// The newest reading there is.
        var newest: Reading?
        /// The time of the newest reading in the tables.
        var written = Int64.min
        /// Before this time readings were removed, or told without being kept, and none are taken.
        var horizon = Int64.min

        /// What is later is new: later than all readings, and than a past of which rollups alone are kept.
        var newestTime: Int64 { max(newest?.time ?? .min, horizon > .min ? horizon - 1 : .min) }
    }

    var channels: [Channel] = []
    var places: [ChannelName: Int] = [:]
    var heads: [Head] = []
    var provenances: [String: Int32] = [:]
    /// How many rows the journal has, and how many readings they hold.
    var journalRows = 0
    var journalled = 0

    /// Enters a channel; returns its place.
    @discardableResult
    mutating func add(_ channel: Channel) -> Int {
        places[ChannelName(channel)] = channels.count
        channels.append(channel)
        heads.append(Head())
        return channels.count - 1
    }
}
