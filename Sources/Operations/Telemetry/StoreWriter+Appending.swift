internal import Archive
internal import Readings
internal import Synchronization

/// Batches that are acknowledged together, and how far their source has been read with them.
struct Submission: Sendable {
    var batches: [ReadingBatch]
    var positions: [SourcePosition] = []
    /// The name of the part of a past that this is, which goes into rollups alone; nil for readings.
    var part: String?
}

extension StoreWriter {
    /// What one transaction adds to a channel.
    struct Work {
        let place: Int
        /// What is new, by time.
        var accepted: [Entry] = []
    }

    /// What one transaction adds.
    struct Plan {
        var works: [Work] = []
        var order: [Int: Int] = [:]
        var outcomes: [Result<AppendReceipt, TelemetryError>] = []
        /// Before which times channels have rollups alone, by their places.
        var horizons: [Int: Int64] = [:]

        /// The place of a channel's work in ``works``.
        mutating func index(of place: Int) -> Int {
            if let index = order[place] { return index }
            order[place] = works.count
            works.append(Work(place: place))
            return works.count - 1
        }
    }

    /// Stores submissions in one transaction: durable when it returns.
    ///
    /// A submission that cannot be taken, for a channel's unit, harms no other.
    ///
    /// - Returns: what became of each.
    func append(_ submissions: [Submission]) -> [Result<AppendReceipt, TelemetryError>] {
        do throws(TelemetryError) {
            let known = ledger.channels.count
            return try transaction { () throws(DatabaseError) in
                var plan = Plan()
                for submission in submissions {
                    if let part = submission.part {
                        try tell(submission.batches, part: part, into: &plan)
                    } else {
                        try admit(submission, into: &plan)
                    }
                }
                plan.works.removeAll { $0.accepted.isEmpty }
                return (plan, try write(plan.works))
            } enter: { result, state in
                for channel in ledger.channels[known...] {
                    state.add(channel)
                    catalogue.names.withLock { $0[ChannelName(channel)] = channel }
                }
                result.1.enter(into: &state, heads: ledger.heads)
                for (place, horizon) in result.0.horizons { state.slots[place].horizons.raw = horizon }
            }.0.outcomes
        } catch { return submissions.map { _ in .failure(error) } }
    }

    /// Compares a submission with what there is, and adds to the plan what is new.
    private func admit(_ submission: Submission, into plan: inout Plan) throws(DatabaseError) {
        guard let places = try places(of: submission.batches, &plan) else { return }
        var receipt = AppendReceipt()
        for (batch, place) in zip(submission.batches, places) where !batch.readings.isEmpty {
            let provenance = try number(of: batch.provenance)
            let index = plan.index(of: place)
            receipt += try admit(batch.readings, provenance: provenance, to: &plan.works[index])
        }
        for position in submission.positions {
            statements.setPosition.bind(position.source, at: 1)
            statements.setPosition.bind(position.position, at: 2)
            try statements.setPosition.run()
        }
        plan.outcomes.append(.success(receipt))
    }

    /// The places of channels, all first: of a submission that cannot be taken nothing is.
    ///
    /// - Returns: nil where one has another unit, which is the outcome then.
    func places(of batches: [ReadingBatch], _ plan: inout Plan) throws(DatabaseError) -> [Int]? {
        var places: [Int] = []
        places.reserveCapacity(batches.count)
        for channel in batches.lazy.map(\.channel) {
            let place = try place(of: channel)
            let stored = ledger.channels[place].unit
            guard stored == channel.unit else {
                let error = TelemetryError(path: database.path, reason: .unit(channel, stored: stored))
                plan.outcomes.append(.failure(error))
                return nil
            }
            places.append(place)
        }
        return places
    }

    /// The place of a channel, which is made where there is none.
    private func place(of channel: Channel) throws(DatabaseError) -> Int {
        if let place = ledger.places[ChannelName(channel)] { return place }
        let place = ledger.add(channel)
        statements.insertChannel.bind(place + 1, at: 1)
        statements.insertChannel.bind(channel.device, at: 2)
        statements.insertChannel.bind(channel.name, at: 3)
        statements.insertChannel.bind(channel.unit.rawValue, at: 4)
        try statements.insertChannel.run()
        return place
    }

    /// The number of a provenance; 0 for none.
    private func number(of provenance: String?) throws(DatabaseError) -> Int32 {
        guard let provenance else { return 0 }
        if let number = ledger.provenances[provenance] { return number }
        let number = Int32(ledger.provenances.count + 1)
        ledger.provenances[provenance] = number
        statements.insertProvenance.bind(Int64(number), at: 1)
        statements.insertProvenance.bind(provenance, at: 2)
        try statements.insertProvenance.run()
        return number
    }

    /// Compares the readings of a channel with what there is, in the tables, in the journal and in this transaction.
    private func admit(
        _ readings: [Reading], provenance: Int32, to work: inout Work
    ) throws(DatabaseError) -> AppendReceipt {
        let head = ledger.heads[work.place]
        if let last = readings.last, readings.rise(above: head.newestTime) {
            work.accepted.reserveCapacity(work.accepted.count + readings.count)
            for reading in readings { work.accepted.append(Entry(reading: reading, provenance: provenance)) }
            ledger.heads[work.place].newest = last
            return AppendReceipt(added: readings.count)
        }
        var receipt = AppendReceipt()
        var fresh: [Entry] = []
        let pending = catalogue.state.withLock { state in
            work.place < state.slots.count ? state.slots[work.place].pending : []
        }
        // The sort is stable: of two readings at the same time the first remains the first.
        for reading in readings.sorted(by: { $0.time < $1.time }) {
            if reading.time < head.horizon {
                receipt.expired += 1
                continue
            }
            var there: Reading?
            if let last = fresh.last?.reading, last.time == reading.time {
                there = last
            } else if reading.time <= head.newestTime {
                there = (work.accepted.entry(at: reading.time) ?? pending.entry(at: reading.time))?.reading
                if there == nil { there = try stored(at: reading.time, place: work.place, head: head) }
            }
            switch there {
            case nil: fresh.append(Entry(reading: reading, provenance: provenance))
            case reading: receipt.duplicates += 1
            default: receipt.conflicts += 1
            }
        }
        receipt.added = fresh.count
        if let last = fresh.last?.reading, last.time > head.newestTime { ledger.heads[work.place].newest = last }
        work.accepted.merge(fresh)
        return receipt
    }

    /// What the tables have of a channel at a time.
    private func stored(at time: Int64, place: Int, head: Ledger.Head) throws(DatabaseError) -> Reading? {
        guard time <= head.written else { return nil }
        let select = statements.selectReading
        select.bind(place + 1, at: 1)
        select.bind(time, at: 2)
        guard try select.step() else { return nil }
        defer { select.reset() }
        guard let reading = Reading(time: time, stored: select.double(at: 0), quality: select.integer(at: 1)) else {
            throw damaged("the reading of \(ledger.channels[place]) at \(time) cannot be one")
        }
        return reading
    }
}

extension [Reading] {
    /// Whether each is later than the one before, and the first later than a time.
    fileprivate func rise(above time: Int64) -> Bool {
        var before = time
        for reading in self {
            guard reading.time > before else { return false }
            before = reading.time
        }
        return true
    }
}
