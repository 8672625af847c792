import Archive
import Foundation
import Readings
import Testing

@testable import Telemetry
@testable import append_readings

/// What a store must have, kept in the simplest way there is.
struct ReadingsModel {
    private(set) var readings: [Channel: [Int64: Reading]] = [:]
    private(set) var provenances: [Channel: [Int64: String]] = [:]

    /// Takes batches as a store must; what becomes of them.
    @discardableResult
    mutating func append(_ batches: [ReadingBatch]) -> AppendReceipt {
        var receipt = AppendReceipt()
        for batch in batches {
            for reading in batch.readings {
                switch readings[batch.channel]?[reading.time] {
                case nil:
                    readings[batch.channel, default: [:]][reading.time] = reading
                    provenances[batch.channel, default: [:]][reading.time] = batch.provenance
                    receipt.added += 1
                case reading: receipt.duplicates += 1
                default: receipt.conflicts += 1
                }
            }
        }
        return receipt
    }

    func readings(of channel: Channel) -> [Reading] { (readings[channel] ?? [:]).values.sorted { $0.time < $1.time } }

    /// Whether a store has exactly these readings, and the newest of each channel.
    func expectSame(in store: TelemetryStore, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let expected = readings.keys.filter { !readings(of: $0).isEmpty }
        let newest = expected.compactMap { channel in
            readings(of: channel).last.map { ChannelReading(channel: channel, reading: $0) }
        }
        #expect(Set(store.latest()) == Set(newest), sourceLocation: sourceLocation)
        for channel in expected {
            let stored = try store.readings(of: channel, from: .min, to: .max)
            #expect(stored == readings(of: channel), "\(channel)", sourceLocation: sourceLocation)
        }
    }
}

/// Whether the rollups of a closed store's file are those of its readings, computed anew.
func expectRollups(inFile path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let database = try Database(path: path)
    let journal = try database.prepare("SELECT count(*) FROM journal")
    #expect(try journal.step() && journal.integer(at: 0) == 0, sourceLocation: sourceLocation)
    journal.reset()
    let channels = try database.prepare("SELECT DISTINCT channel FROM readings")
    let rows = try database.prepare("SELECT time, value, quality FROM readings WHERE channel = ? ORDER BY time")
    while try channels.step() {
        rows.bind(channels.integer(at: 0), at: 1)
        var readings: [Reading] = []
        while try rows.step() {
            readings.append(
                try #require(
                    Reading(time: rows.integer(at: 0), stored: rows.double(at: 1), quality: rows.integer(at: 2))))
        }
        for (table, width) in [("minutes", Int64(60)), ("hours", 3600)] {
            let select = try database.prepare(
                "SELECT \(RollupTable.columns) FROM \(table) WHERE channel = ? ORDER BY start")
            select.bind(channels.integer(at: 0), at: 1)
            var stored: [SeriesPoint] = []
            while try select.step() {
                let span = try #require(RollupTable.span(select))
                stored.append(span.rollup.point(from: span.from))
            }
            expectSame(stored, points(of: readings, width: width * 1_000_000_000), sourceLocation: sourceLocation)
        }
    }
}

/// Points of a width, computed in the plainest way.
func points(of readings: [Reading], width: Int64) -> [SeriesPoint] {
    Dictionary(grouping: readings) { $0.time / width * width }
        .sorted { $0.key < $1.key }
        .compactMap { from, readings in
            let usable = readings.compactMap(\.usableValue)
            guard let last = readings.max(by: { $0.time < $1.time }), let worst = readings.map(\.quality).max() else {
                return nil
            }
            return SeriesPoint(
                from: from, min: usable.min(), mean: usable.isEmpty ? nil : usable.reduce(0, +) / Double(usable.count),
                max: usable.max(), last: last, worst: worst, count: readings.count)
        }
}

/// Whether points are the same, means up to rounding.
func expectSame(_ a: [SeriesPoint], _ b: [SeriesPoint], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(a.count == b.count, sourceLocation: sourceLocation)
    for (a, b) in zip(a, b) {
        var rounded = a
        if let mean = a.mean, let other = b.mean, let min = b.min, let max = b.max,
            abs(mean - other) <= 1e-12 * Swift.max(abs(min), abs(max))
        {
            rounded.mean = other
        }
        #expect(rounded == b, sourceLocation: sourceLocation)
    }
}
