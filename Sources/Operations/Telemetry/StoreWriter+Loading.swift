internal import Archive
internal import Readings
internal import Synchronization

extension StoreWriter {
    /// Reads channels, the newest reading of each, and the journal.
    func load() throws(TelemetryError) {
        var loaded = Catalogue()
        try TelemetryError.wrapping(path: database.path) { () throws(DatabaseError) in
            try loadChannels(into: &loaded)
            try loadJournal(into: &loaded)
            let provenances = try database.prepare("SELECT id, text FROM provenances")
            while try provenances.step() {
                ledger.provenances[provenances.text(at: 1) ?? ""] = Int32(
                    truncatingIfNeeded: provenances.integer(at: 0))
            }
        }
        let found = loaded
        catalogue.state.withLock { $0 = found }
        catalogue.names.withLock { names in for slot in found.slots { names[ChannelName(slot.channel)] = slot.channel }
        }
    }

    private func loadChannels(into loaded: inout Catalogue) throws(DatabaseError) {
        let channels = try database.prepare(
            "SELECT id, device, name, unit, raw_from, minutes_from, hours_from FROM channels ORDER BY id")
        let newest = try database.prepare(
            "SELECT time, value, quality FROM readings WHERE channel = ? ORDER BY time DESC LIMIT 1")
        while try channels.step() {
            let texts = (1...3).map { channels.text(at: $0) ?? "" }
            guard channels.integer(at: 0) == loaded.slots.count + 1, let unit = ChannelUnit(rawValue: texts[2]),
                let channel = try? Channel(device: texts[0], name: texts[1], unit: unit)
            else { throw damaged("channel \(channels.integer(at: 0)) cannot be one") }
            loaded.add(channel)
            let place = ledger.add(channel)
            var horizons = Horizons()
            if !channels.isNull(at: 4) { horizons.raw = channels.integer(at: 4) }
            if !channels.isNull(at: 5) { horizons.minutes = channels.integer(at: 5) }
            if !channels.isNull(at: 6) { horizons.hours = channels.integer(at: 6) }
            loaded.slots[place].horizons = horizons
            ledger.heads[place].horizon = horizons.raw
            // Rollups reach up to there, where a past was told and nothing was read since.
            if horizons.raw > .min { ledger.heads[place].written = horizons.raw - 1 }
            newest.bind(place + 1, at: 1)
            guard try newest.step() else { continue }
            defer { newest.reset() }
            let time = newest.integer(at: 0)
            guard let reading = Reading(time: time, stored: newest.double(at: 1), quality: newest.integer(at: 2)) else {
                throw damaged("the reading of \(channel) at \(time) cannot be one")
            }
            loaded.slots[place].newest = reading
            ledger.heads[place].newest = reading
            ledger.heads[place].written = max(ledger.heads[place].written, time)
        }
    }

    private func loadJournal(into loaded: inout Catalogue) throws(DatabaseError) {
        let rows = try database.prepare("SELECT id, readings FROM journal ORDER BY id")
        while try rows.step() {
            var arrived: [Int: [Entry]] = [:]
            let isWhole = JournalRecord.read(rows.bytes(at: 1)) { arrived[$0 - 1, default: []].append($1) }
            guard isWhole, arrived.keys.allSatisfy(loaded.slots.indices.contains) else {
                throw damaged("row \(rows.integer(at: 0)) of the journal cannot be one")
            }
            for (place, entries) in arrived {
                loaded.slots[place].pending.merge(entries)
                ledger.journalled += entries.count
                guard let last = entries.last?.reading, last.time > ledger.heads[place].newestTime else { continue }
                loaded.slots[place].newest = last
                ledger.heads[place].newest = last
            }
            ledger.journalRows += 1
        }
    }

    /// The error of a file that other hands have changed.
    func damaged(_ what: String) -> DatabaseError {
        DatabaseError(code: .corrupt, path: database.path, action: "load", message: what)
    }
}
