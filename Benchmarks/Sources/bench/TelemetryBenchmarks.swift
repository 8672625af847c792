import Readings
import SubkelvinTesting
import Telemetry

extension Benchmark {
    /// The store: what goes in for long, and what is asked of it over months.
    static let telemetry = [
        // Twenty transactions of 100 devices with 30 channels, ten seconds each: enough that the journal is emptied in each.
        // At least 300,000 readings a second, durable and with their rollups.
        Benchmark(
            name: "store-ingest-600k", mostNanoseconds: 2e9,
            comparisons: [
                Comparison(peer: "sqlite3-executemany", leastRatio: 1, agreement: 0),
                Comparison(peer: "sqlite3-executemany-rollups", leastRatio: 3, agreement: 0),
            ],
            schedule: Schedule(batches: 5), isCounted: false
        ) {
            let folder = try TemporaryDirectory()
            let store = try TelemetryStore(path: folder.path(of: "store.sqlite"))
            let fleet = try LabFleet(devices: 100, channels: 30)
            var second = 0
            return {
                var added = 0
                for _ in 0..<20 {
                    added += try store.append(fleet.batches(seconds: second..<second + 10)).added
                    second += 10
                }
                withExtendedLifetime(folder) {}
                return Double(added)
            }
        },
        // A channel's ninety days at a second each, as a page shows them.
        Benchmark(name: "store-series-90d", mostNanoseconds: 50e6, isCounted: false) {
            let (folder, store, channel) = try filled(days: 90)
            let end = LabFleet.start + 90 * Retention.day
            return {
                withExtendedLifetime(folder) {}
                return Double(try store.series(of: channel, from: LabFleet.start, to: end, points: 2000).points.count)
            }
        },
        // Zoomed in to where the readings themselves are put together, the most work there is for a page.
        Benchmark(name: "store-series-16h", mostNanoseconds: 50e6, isCounted: false) {
            let (folder, store, channel) = try filled(days: 1)
            let end = LabFleet.start + 16 * Resolution.hour.width
            return {
                withExtendedLifetime(folder) {}
                return Double(try store.series(of: channel, from: LabFleet.start, to: end, points: 2000).points.count)
            }
        },
    ]

    /// A store with a channel that was read every second.
    private static func filled(days: Int) throws -> (TemporaryDirectory, TelemetryStore, Channel) {
        let folder = try TemporaryDirectory()
        let store = try TelemetryStore(path: folder.path(of: "store.sqlite"))
        let fleet = try LabFleet(devices: 1, channels: 1)
        for day in 0..<days { try store.append(fleet.batches(seconds: day * 86_400..<(day + 1) * 86_400)) }
        return (folder, store, fleet.channels[0])
    }
}

/// Devices whose channels are read every second.
struct LabFleet {
    let channels: [Channel]

    static let start: Int64 = 1_799_971_200_000_000_000  // the beginning of a day

    init(devices: Int, channels count: Int) throws {
        var channels: [Channel] = []
        for device in 0..<devices {
            for number in 0..<count {
                channels.append(try Channel(device: "lab-\(device)", name: "channel-\(number)", unit: .kelvin))
            }
        }
        self.channels = channels
    }

    /// What all channels said in some seconds.
    func batches(seconds: Range<Int>) -> [ReadingBatch] {
        channels.map { channel in
            ReadingBatch(
                channel: channel,
                readings: seconds.map { second in
                    Reading(
                        time: Self.start + Int64(second) * 1_000_000_000, value: 0.007 + Double(second % 1009) * 1e-6)
                })
        }
    }
}
