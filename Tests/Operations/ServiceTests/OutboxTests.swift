import Readings
import SubkelvinTesting
import Telemetry
import Testing

@testable import Service

@Suite("What waits for the disk")
struct OutboxTests {
    private static let second: Int64 = 1_000_000_000

    /// A second's reading of some channels.
    private func batches(_ second: Int) throws -> [ReadingBatch] {
        try (0..<20).map { channel in
            ReadingBatch(
                channel: try Channel(device: "lab", name: "c\(channel)", unit: .kelvin),
                readings: [Reading(time: Int64(second) * Self.second, value: Double(second))],
                provenance: "test \(second)")
        }
    }

    @Test(
        "a full disk holds up nobody who watches; what it refused is stored in the end, with how far its source was read"
    )
    func full() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path(of: "store.db")
        var outbox = Outbox()
        var last = 0
        do {
            let store = try TelemetryStore(path: path, limit: 200_000)
            let hub = TelemetryHub(store: store)
            while store.condition == .working || outbox.count < 1000 {
                last += 1
                try #require(last < 20_000)
                let position = SourcePosition(source: "log", position: "\(last)")
                #expect(await outbox.send(try batches(last), positions: [position], to: hub, SourceMonitor()))
                // What is new is seen, whether it was stored or not.
                #expect(hub.latest().allSatisfy { $0.reading.value == Double(last) })
            }
            // The position is not ahead of what is stored.
            let stored = try #require(try store.position(of: "log").flatMap(Int.init))
            let readings = try store.readings(of: try batches(1)[0].channel, from: .min, to: .max)
            #expect(stored < last && readings.count >= stored)
            try? store.close()
        }
        // Room comes: all of it is there, once.
        let store = try TelemetryStore(path: path)
        let hub = TelemetryHub(store: store)
        #expect(await outbox.send([], to: hub, SourceMonitor()))
        #expect(outbox.isEmpty && outbox.count == 0)
        for batch in try batches(1) {
            let readings = try store.readings(of: batch.channel, from: .min, to: .max)
            #expect(readings.map(\.time) == (1...last).map { Int64($0) * Self.second })
        }
        #expect(try store.position(of: "log") == "\(last)")
        #expect(hub.statistics.receipt.conflicts == 0)
    }

    @Test("a closed store ends the source")
    func closed() async throws {
        let folder = try TemporaryDirectory()
        let store = try TelemetryStore(path: folder.path(of: "store.db"))
        let hub = TelemetryHub(store: store)
        try store.close()
        var outbox = Outbox()
        #expect(await outbox.send(try batches(1), to: hub, SourceMonitor()) == false)
    }
}
