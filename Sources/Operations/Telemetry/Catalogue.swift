internal import Archive
internal import Readings

/// What readers and the writer share of a store: its channels, the newest reading of each, and what only the journal has.
///
/// It lives behind one lock, which is held while a transaction is committed and what it changed is entered here. So whoever
/// copies entries and begins to read the tables under the lock sees each reading exactly once.
struct Catalogue {
    /// What of a channel is kept in memory; its number in the tables is its place and one.
    struct Slot {
        var channel: Channel
        /// The newest reading there is.
        var newest: Reading?
        /// What the journal has of this channel, by time; disjoint from what the tables have.
        var pending: [Entry] = []
        /// Where the past begins for each resolution: all before was removed.
        var horizons = Horizons()
    }

    var slots: [Slot] = []
    var places: [ChannelName: Int] = [:]
    var isClosed = false

    /// Enters a channel; returns its place.
    mutating func add(_ channel: Channel) {
        places[ChannelName(channel)] = slots.count
        slots.append(Slot(channel: channel))
    }
}

/// What a channel is found by: its unit is a property, not a part of its name.
struct ChannelName: Hashable {
    var device: String
    var name: String

    init(device: String, name: String) {
        self.device = device
        self.name = name
    }

    init(_ channel: Channel) { self.init(device: channel.device, name: channel.name) }
}

/// Before which times retention has removed what there was.
struct Horizons {
    var raw = Int64.min
    var minutes = Int64.min
    var hours = Int64.min
}

/// A reading on its way into the tables, and the number of its provenance; 0 for none.
struct Entry {
    var reading: Reading
    var provenance: Int32
    var time: Int64 { reading.time }
}

extension [Entry] {
    /// The place of the first entry that is not before a time.
    func firstIndex(from time: Int64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].time < time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The entry of a time.
    func entry(at time: Int64) -> Entry? {
        let index = firstIndex(from: time)
        return index < count && self[index].time == time ? self[index] : nil
    }

    /// Adds others in time's order, none of a time that is there.
    mutating func merge(_ others: [Entry]) {
        guard let first = others.first, let last, first.time < last.time else { return append(contentsOf: others) }
        // Only what comes after the first of the others moves.
        let place = firstIndex(from: first.time)
        let mine = Array(self[place...])
        removeSubrange(place...)
        reserveCapacity(place + mine.count + others.count)
        var (a, b) = (0, 0)
        while a < mine.count, b < others.count {
            if mine[a].time < others[b].time {
                append(mine[a])
                a += 1
            } else {
                append(others[b])
                b += 1
            }
        }
        append(contentsOf: mine[a...])
        append(contentsOf: others[b...])
    }
}
