import Archive
import Foundation
import Readings
import SubkelvinTesting
import Synchronization
import Testing

@testable import Telemetry

@Suite("A store")
struct TelemetryStoreTests {
    private typealias Fixture = StoreFixture
    private let fixture: StoreFixture
    private let base: Channel

    init() throws {
        fixture = try StoreFixture()
        base = try Fixture.channel()
    }

    @Test("of two readings at one time the first stands: the same is a duplicate, another a conflict")
    func conflicts() throws {
        let store = try fixture.open()
        let readings = [
            Reading(time: 5, value: 1), Reading(time: 5, value: 1), Reading(time: 5, value: 2),
            Reading(time: 5, value: 1, quality: .suspect), Reading(time: 4, missing: .off), Reading(time: 4, value: 0),
        ]
        let receipt = try store.append([ReadingBatch(channel: base, readings: readings)])
        #expect(receipt == AppendReceipt(added: 2, duplicates: 1, conflicts: 3))
        #expect(try store.readings(of: base, from: 0, to: 10) == [Reading(time: 4, missing: .off), readings[0]])
    }

    @Test("a range has its beginning and not its end; a limit takes the earliest", arguments: [3, 300])
    func ranges(count: Int) throws {
        // Few stay in the journal, many go into the tables.
        let store = try fixture.open()
        let batch = Fixture.batch(base, seconds: 0..<count)
        try store.append([batch])
        let all = batch.readings
        let second = Fixture.start + Fixture.second
        #expect(try store.readings(of: base, from: second, to: second + Fixture.second) == [all[1]])
        #expect(try store.readings(of: base, from: Fixture.start, to: .max, limit: 2) == Array(all[0..<2]))
        #expect(try store.readings(of: base, from: Fixture.start, to: .max, limit: 0).isEmpty)
        #expect(try store.readings(of: base, from: second, to: second).isEmpty)
        #expect(try store.readings(of: base, from: .max, to: .min).isEmpty)
    }

    @Test("the earliest and the latest time there is can be stored")
    func extremes() throws {
        let readings = [Int64.min, -1, 0, .max].map { Reading(time: $0, value: 1e308) }
        let store = try fixture.open()
        try store.append([
            ReadingBatch(channel: base, readings: readings + readings.map { _ in Reading(time: 7, value: -1e308) })
        ])
        try store.close()
        let again = try fixture.open()
        #expect(try again.readings(of: base, from: .min, to: .max).map(\.time) == [.min, -1, 0, 7])
        let series = try again.series(of: base, from: .min, to: .max, points: 3)
        #expect(series.points.allSatisfy { $0.mean?.isFinite == true })
        try again.close()
    }

    @Test("a channel has one unit; what else was handed in with it is not stored, what comes after it is")
    func units() throws {
        let store = try fixture.open()
        try store.append([Fixture.batch(base, seconds: 0..<1)])
        let other = try Fixture.channel("4K")
        let inPascals = try Fixture.channel(unit: .pascal)
        let error = #expect(throws: TelemetryError.self) {
            try store.append([Fixture.batch(other, seconds: 0..<1), Fixture.batch(inPascals, seconds: 1..<2)])
        }
        #expect(error?.reason == .unit(inPascals, stored: .kelvin))
        #expect(try store.readings(of: other, from: .min, to: .max).isEmpty)
        #expect(store.condition == .working)
        #expect(try store.append([Fixture.batch(other, seconds: 0..<1)]).added == 1)
    }

    @Test("two units for a new channel in one submission are refused as well")
    func newUnits() throws {
        let store = try fixture.open()
        let error = #expect(throws: TelemetryError.self) {
            try store.append([
                Fixture.batch(base, seconds: 0..<1), Fixture.batch(try Fixture.channel(unit: .pascal), seconds: 0..<1),
            ])
        }
        guard case .unit = error?.reason else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(try store.readings(of: base, from: .min, to: .max).isEmpty)
    }

    @Test("where sources stand is stored with their readings, and is there again after opening anew")
    func positions() throws {
        var store = try fixture.open()
        try store.append([], positions: [.init(source: "b", position: "1"), .init(source: "a", position: "x")])
        try store.append([Fixture.batch(base, seconds: 0..<3)], positions: [.init(source: "b", position: "2")])
        #expect(throws: TelemetryError.self) {
            try store.append(
                [Fixture.batch(try Fixture.channel(unit: .ohm), seconds: 0..<1)],
                positions: [.init(source: "b", position: "3")])
        }
        try store.close()
        store = try fixture.open()
        #expect(try store.positions() == [.init(source: "a", position: "x"), .init(source: "b", position: "2")])
        #expect(try store.position(of: "c") == nil)
        #expect(
            store.latest() == [ChannelReading(channel: base, reading: Fixture.batch(base, seconds: 2..<3).readings[0])])
        #expect(store.channel(device: "lab-1", name: "base") == base)
        #expect(store.channel(device: "lab-1", name: "still") == nil)
    }

    @Test("a store belongs to one owner")
    func lock() throws {
        let store = try fixture.open()
        let error = #expect(throws: TelemetryError.self) { try fixture.open() }
        #expect(error?.reason == .inUse)
        try store.close()
        _ = try fixture.open()
    }

    @Test("what is asked of a closed store is refused; closing twice does no harm")
    func closed() throws {
        let store = try fixture.open()
        try store.append([Fixture.batch(base, seconds: 0..<3)])
        try store.close()
        try store.close()
        #expect(throws: TelemetryError(path: fixture.path, reason: .closed)) {
            try store.append([Fixture.batch(base, seconds: 3..<4)])
        }
        #expect(throws: TelemetryError(path: fixture.path, reason: .closed)) {
            try store.readings(of: base, from: .min, to: .max)
        }
        #expect(throws: TelemetryError(path: fixture.path, reason: .closed)) { try store.prune(now: .max) }
    }

    @Test("another program's database is refused, and so is a later version's; neither is changed")
    func foreign() throws {
        let database = try Database(path: fixture.path)
        try database.execute("CREATE TABLE theirs (x)")
        #expect(throws: TelemetryError(path: fixture.path, reason: .foreign)) { try fixture.open() }
        try database.execute("DROP TABLE theirs; PRAGMA application_id=\(Schema.application); PRAGMA user_version=9")
        #expect(throws: TelemetryError(path: fixture.path, reason: .newer(9, known: Schema.version))) {
            try fixture.open()
        }
    }

    @Test("a row of the journal that is cut off is an error, not fewer readings")
    func damaged() throws {
        let store = try fixture.open()
        try store.append([Fixture.batch(base, seconds: 0..<3)])
        // The file as a killed process leaves it.
        let copy = fixture.folder.path(of: "copy.sqlite")
        let database = try Database(path: fixture.path)
        try database.execute("VACUUM INTO '\(copy)'")
        let changed = try Database(path: copy)
        try changed.execute("UPDATE journal SET readings = substr(readings, 1, length(readings) - 1)")
        let error = #expect(throws: TelemetryError.self) { try TelemetryStore(path: copy) }
        #expect(error?.description.contains("row 1 of the journal") == true)
    }

    @Test("a channel is found while a transaction is committed, and again after a new start")
    func names() throws {
        let fixture = try StoreFixture()
        let channel = try StoreFixture.channel()
        for _ in 0..<2 {
            let store = try fixture.open()
            try store.append([StoreFixture.batch(channel, seconds: 0..<2)])
            // As a commit does for as long as the disk takes.
            store.catalogue.state.withLock { _ in
                #expect(store.channel(device: "lab-1", name: "base") == channel)
                #expect(store.channel(device: "lab-1", name: "none") == nil)
            }
            try store.close()
        }
    }

    private final class Count: Sendable {
        let inside = Atomic<Int>(0)
    }

    @Test("a rush of readers leaves no more of them behind than usual work needs")
    func readers() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.open()
        let count = Count()
        try await withThrowingTaskGroup { group in
            for _ in 0..<2 * TelemetryStore.mostReaders {
                group.addTask {
                    try await withCheckedThrowingContinuation { (resume: CheckedContinuation<Void, any Error>) in
                        // Threads of their own, for all must be inside at once.
                        Thread.detachNewThread {
                            resume.resume(
                                with: Result {
                                    try store.read(nil) { (_, _) throws(DatabaseError) in
                                        count.inside.wrappingAdd(1, ordering: .relaxed)
                                        while count.inside.load(ordering: .relaxed) < 2 * TelemetryStore.mostReaders {
                                            sched_yield()
                                        }
                                    }
                                })
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(store.idleReaders == TelemetryStore.mostReaders)
        try store.close()
    }

    @Test("a database of somebody else's is refused, and left as it is")
    func untouched() throws {
        let fixture = try StoreFixture()
        do {
            let database = try Database(path: fixture.path)
            try database.execute("PRAGMA journal_mode=DELETE; CREATE TABLE theirs (k)")
        }
        let before = try Data(contentsOf: URL(filePath: fixture.path))
        #expect(throws: TelemetryError(path: fixture.path, reason: .foreign)) { try fixture.open() }
        #expect(try Data(contentsOf: URL(filePath: fixture.path)) == before)
    }
}
