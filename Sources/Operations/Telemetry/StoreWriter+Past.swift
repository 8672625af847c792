internal import Archive
internal import Readings
internal import Synchronization

extension StoreWriter {
    /// Writes a part of a past into the rollups alone, as if its readings had been appended and retention had removed them.
    ///
    /// Without readings nobody can tell what was told before. So each part has a name, and is taken once; and of a channel only what
    /// lies before its first reading.
    func tell(_ batches: [ReadingBatch], part: String, into plan: inout Plan) throws(DatabaseError) {
        statements.selectPosition.bind(part, at: 1)
        if try statements.selectPosition.step() {
            statements.selectPosition.reset()
            let count = batches.reduce(0) { $0 + $1.readings.count }
            return plan.outcomes.append(.success(AppendReceipt(duplicates: count)))
        }
        guard let places = try places(of: batches, &plan) else { return }
        var receipt = AppendReceipt()
        for (batch, place) in zip(batches, places) {
            let first = try firstReading(of: place)
            let before = ledger.heads[place].horizon
            var readings: [Reading] = []
            readings.reserveCapacity(batch.readings.count)
            for reading in batch.readings.sorted(by: { $0.time < $1.time }) {
                // Nothing is later than the first reading, and nothing comes twice.
                if reading.time < first, reading.time > readings.last?.time ?? .min { readings.append(reading) }
            }
            receipt.added += readings.count
            receipt.conflicts += batch.readings.count - readings.count
            guard let last = readings.last else { continue }
            let minutes = RollupBuilder.spans(of: readings, width: statements.minutes.width)
            try statements.minutes.add(minutes, channel: place + 1)
            try statements.hours.add(
                RollupBuilder.spans(of: minutes, width: statements.hours.width), channel: place + 1)
            ledger.heads[place].written = max(ledger.heads[place].written, last.time)
            guard last.time >= before else { continue }
            ledger.heads[place].horizon = last.time + 1
            plan.horizons[place] = last.time + 1
            statements.setHorizon.bind(last.time + 1, at: 1)
            statements.setHorizon.bind(place + 1, at: 2)
            try statements.setHorizon.run()
        }
        statements.setPosition.bind(part, at: 1)
        statements.setPosition.bind("told", at: 2)
        try statements.setPosition.run()
        plan.outcomes.append(.success(receipt))
    }

    /// The time of the earliest reading of a channel, in tables or journal; the end of time where there is none.
    private func firstReading(of place: Int) throws(DatabaseError) -> Int64 {
        let pending = catalogue.state.withLock { state in
            place < state.slots.count ? state.slots[place].pending.first?.time : nil
        }
        statements.selectFirst.bind(place + 1, at: 1)
        guard try statements.selectFirst.step() else { return pending ?? .max }
        defer { statements.selectFirst.reset() }
        return min(statements.selectFirst.integer(at: 0), pending ?? .max)
    }
}
