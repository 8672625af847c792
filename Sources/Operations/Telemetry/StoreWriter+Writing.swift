internal import Archive
internal import Readings
internal import Synchronization

extension StoreWriter {
    /// What a transaction wrote, for the catalogue.
    struct Written {
        /// What went into the journal, a channel each.
        var journalled: [Work] = []
        /// Whether all that the journal had went into the tables.
        var isFlushed = false
        /// The places of the channels that have a new reading.
        var places: [Int] = []

        /// Enters it into the catalogue.
        func enter(into state: inout Catalogue, heads: [Ledger.Head]) {
            if isFlushed {
                for place in state.slots.indices { state.slots[place].pending.removeAll(keepingCapacity: true) }
            }
            for work in journalled { state.slots[work.place].pending.merge(work.accepted) }
            for place in places { state.slots[place].newest = heads[place].newest }
        }
    }

    /// Writes what is new: much of one channel into the tables, little of many into the journal, and when that has grown long
    /// all of it into the tables.
    func write(_ works: [Work]) throws(DatabaseError) -> Written {
        var written = Written(places: works.map(\.place))
        // By channel, so that neighbours in the tables are written one after the other.
        let sorted = works.sorted { $0.place < $1.place }
        let few = sorted.filter { $0.accepted.count < Self.directCount }
        let count = few.reduce(0) { $0 + $1.accepted.count }
        if ledger.journalRows + 1 > Self.mostJournalRows || ledger.journalled + count > Self.mostJournalled {
            try flush(with: sorted)
            written.isFlushed = true
            return written
        }
        for work in sorted where work.accepted.count >= Self.directCount { try store(work.accepted, of: work.place) }
        if !few.isEmpty {
            try journal(few)
            ledger.journalled += count
            written.journalled = few
        }
        return written
    }

    private func journal(_ works: [Work]) throws(DatabaseError) {
        var record = JournalRecord()
        for work in works { record.add(channel: work.place + 1, entries: work.accepted) }
        statements.insertJournal.bind(record.bytes, at: 1)
        try statements.insertJournal.run()
        ledger.journalRows += 1
    }

    /// Writes what only the journal has into the tables, in a transaction of its own.
    func flush() throws(TelemetryError) {
        guard ledger.journalRows > 0 else { return }
        _ = try transaction { () throws(DatabaseError) in
            try flush(with: [])
            return Written(isFlushed: true)
        } enter: { written, state in
            written.enter(into: &state, heads: ledger.heads)
        }
    }

    /// Writes what only the journal has, and what is new, into the tables.
    private func flush(with works: [Work]) throws(DatabaseError) {
        var pending = catalogue.state.withLock { $0.slots.map(\.pending) }
        for work in works {
            // A channel that this transaction made is not in the catalogue yet.
            while pending.count <= work.place { pending.append([]) }
            pending[work.place].merge(work.accepted)
        }
        for (place, entries) in pending.enumerated() where !entries.isEmpty { try store(entries, of: place) }
        try statements.clearJournal.run()
        ledger.journalRows = 0
        ledger.journalled = 0
    }

    /// Writes entries of a channel into the tables, in time's order, none of which are there.
    private func store(_ entries: [Entry], of place: Int) throws(DatabaseError) {
        let written = ledger.heads[place].written
        try statements.readings.insert(entries, channel: place + 1)
        var (minutes, hours) = (
            RollupBuilder(width: statements.minutes.width), RollupBuilder(width: statements.hours.width)
        )
        for entry in entries {
            if let minute = minutes.add(entry.reading) {
                try add(minute, to: statements.minutes, of: place, written: written)
                if let hour = hours.add(minute) { try add(hour, to: statements.hours, of: place, written: written) }
            }
        }
        if let minute = minutes.open {
            try add(minute, to: statements.minutes, of: place, written: written)
            if let hour = hours.add(minute) { try add(hour, to: statements.hours, of: place, written: written) }
        }
        if let hour = hours.open { try add(hour, to: statements.hours, of: place, written: written) }
        if let last = entries.last { ledger.heads[place].written = max(written, last.time) }
    }

    private func add(
        _ span: RollupBuilder.Span, to table: RollupTable, of place: Int, written: Int64
    ) throws(DatabaseError) {
        // What begins after the newest reading in the tables cannot have a rollup yet.
        try table.add(span, channel: place + 1, isNew: span.from > written)
    }
}
