import Archive
import Foundation
import Readings
import SubkelvinTesting
import Testing

@testable import Telemetry
@testable import append_readings

@Suite("A store under load, against a dictionary")
struct StoreLoadTests {
    @Test(
        "random order, duplicates, conflicts, late readings: each reading once, the first stands, rollups as computed anew",
        arguments: 1...6 as ClosedRange<UInt64>)
    func model(seed: UInt64) throws {
        let folder = try TemporaryDirectory()
        let path = folder.path(of: "store.sqlite")
        let load = try WriterLoad(seed: seed)
        var random = SeededRandom(seed: seed)
        var model = ReadingsModel()
        var store = try TelemetryStore(path: path)
        for number in 0..<300 {
            let batches = load.batches(number)
            #expect(try store.append(batches) == model.append(batches))
            if random.unit() < 0.02 {
                // The same log again, all of it.
                let again = load.batches(random.uniform(in: 0...number))
                let receipt = try store.append(again)
                #expect(receipt.added == 0)
                #expect(receipt == model.append(again))
            }
            if random.unit() < 0.02 {
                try store.close()
                store = try TelemetryStore(path: path)
            }
        }
        try model.expectSame(in: store)
        for channel in load.channels {
            for (time, provenance) in model.provenances[channel] ?? [:] {
                #expect(try store.provenance(of: channel, at: time) == provenance)
            }
            let all = model.readings(of: channel)
            // Of the tables and of the journal together.
            let from = try #require(all.first).time
            let to = try #require(all.last).time + 1
            let minutes = try store.series(of: channel, from: from, to: to, points: Int((to - from) / 60_000_000_000))
            #expect(minutes.resolution == .minute)
            expectSame(minutes.points, points(of: all, width: 60_000_000_000))
            let hours = try store.series(of: channel, from: from, to: to, points: 1)
            #expect(hours.resolution == .hour)
            expectSame(hours.points, points(of: all, width: hours.width))
        }
        try store.close()
        try expectRollups(inFile: path)
    }

    @Test("a log handed in twice changes not a byte of what is asked for")
    func idempotent() throws {
        let folder = try TemporaryDirectory()
        let store = try TelemetryStore(path: folder.path(of: "store.sqlite"))
        let load = try WriterLoad(seed: 99)
        let log = (0..<200).flatMap { load.batches($0) }
        let first = try store.append(log)
        #expect(first.added > 1000)
        let before = try load.channels.map { try store.readings(of: $0, from: .min, to: .max) }
        let again = try store.append(log)
        #expect(again.added == 0 && again.count == first.count)
        #expect(try load.channels.map { try store.readings(of: $0, from: .min, to: .max) } == before)
    }
}
