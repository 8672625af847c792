import Foundation
import Readings
import SubkelvinTesting
import Testing

@testable import Telemetry
@testable import append_readings

@Suite("A disk that is full")
struct FullDiskTests {
    /// Appends until the store refuses; how many submissions it took.
    private static func fill(
        _ store: TelemetryStore, _ load: WriterLoad, model: inout ReadingsModel, from first: Int = 0
    ) throws -> Int {
        for number in first..<100_000 {
            do throws(TelemetryError) {
                try store.append(load.batches(number))
            } catch {
                #expect(error.isFull, "\(error)")
                return number
            }
            model.append(load.batches(number))
        }
        throw CancellationError()
    }

    private static func expectFull(_ store: TelemetryStore, _ load: WriterLoad, _ model: ReadingsModel, refused: Int)
        throws
    {
        guard case .full(since: 42) = store.condition else { return #expect(Bool(false), "\(store.condition)") }
        try model.expectSame(in: store)
        for _ in 0..<3 {
            let error = #expect(throws: TelemetryError.self) { try store.append(load.batches(refused)) }
            #expect(error?.isFull == true && error?.description.contains("make room") == true)
        }
        // Nothing of what was refused, and nothing lost of what was not.
        try model.expectSame(in: store)
    }

    @Test(
        "is said, reads go on, nothing refused is stored, and it goes on by itself when there is room",
        .enabled(if: SmallDisk.isPossible, "only root can mount a small file system"))
    func mounted() throws {
        let disk = try SmallDisk(size: "3m")
        let path = disk.folder.path(of: "store.sqlite")
        let store = try TelemetryStore(path: path, clock: { 42 })
        let load = try WriterLoad(seed: 5)
        var model = ReadingsModel()
        let refused = try Self.fill(store, load, model: &model)
        #expect(refused > 20)
        try Self.expectFull(store, load, model, refused: refused)
        try #require(disk.resize(to: "64m"))
        #expect(try store.append(load.batches(refused)) == model.append(load.batches(refused)))
        #expect(store.condition == .working)
        for number in refused + 1..<refused + 200 {
            #expect(try store.append(load.batches(number)) == model.append(load.batches(number)))
        }
        try model.expectSame(in: store)
        try store.close()
        try expectRollups(inFile: path)
    }

    @Test("so is a limit of the file's size, and a larger one lets it go on")
    func limited() throws {
        let fixture = try StoreFixture()
        var store = try fixture.open(limit: 300_000)
        let load = try WriterLoad(seed: 6)
        var model = ReadingsModel()
        let refused = try Self.fill(store, load, model: &model)
        #expect(refused > 20)
        try Self.expectFull(store, load, model, refused: refused)
        // What the journal has cannot go into the tables either; it is safe where it is.
        try? store.close()
        store = try fixture.open(limit: 30_000_000)
        try model.expectSame(in: store)
        #expect(try store.append(load.batches(refused)) == model.append(load.batches(refused)))
        try model.expectSame(in: store)
        try store.close()
        try expectRollups(inFile: fixture.path)
    }
}
