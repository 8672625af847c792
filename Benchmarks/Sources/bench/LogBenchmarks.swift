import Foundation
import Instruments
import Readings
import Telemetry

extension Benchmark {
    /// Two days of a cryostat's log, 13 files a day: read into memory with every reading's quality, and into a store.
    ///
    /// The value is the sum of all numbers but those of the Status files, whose units are told from the numbers; a reader that
    /// cuts an exponent or leaves out a line does not meet it.
    static let logs = [
        Benchmark(
            name: "logs-read-2d",
            comparisons: [
                Comparison(peer: "python-csv-strptime", leastRatio: 50, agreement: 1e-9),
                Comparison(peer: "pandas-read-csv", leastRatio: 10, agreement: 1e-9),
            ], schedule: Schedule(batches: 10), isCounted: false
        ) {
            let folder = LogFolder("\(try MadeLogs.folder())/\(MadeLogs.device)")
            let settings = LogSettings(device: MadeLogs.device, zone: try ZoneRules(named: "Europe/Zurich"))
            return {
                var reader = LogReader(folder, settings)
                var days: [LogContents] = []
                for day in try folder.days() { days.append(try reader.read(day)) }
                return sum(days.flatMap(\.batches))
            }
        },
        Benchmark(
            name: "logs-import-2d",
            comparisons: [Comparison(peer: "python-executemany", leastRatio: 2.5, agreement: 1e-9)],
            schedule: Schedule(batches: 5), isCounted: false
        ) {
            let folder = LogFolder("\(try MadeLogs.folder())/\(MadeLogs.device)")
            let settings = LogSettings(device: MadeLogs.device, zone: try ZoneRules(named: "Europe/Zurich"))
            let path = FileManager.default.temporaryDirectory.appending(path: "subkelvin-bench-\(getpid()).sqlite").path
            return {
                defer {
                    for end in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: path + end) }
                }
                let store = try TelemetryStore(path: path, retention: .forever)
                var reader = LogReader(folder, settings)
                var added = 0
                for day in try folder.days() { added += try store.append(try reader.read(day).batches).added }
                try store.close()
                return Double(added)
            }
        },
    ]

    /// The sum of all numbers whose unit is written down, in SI; what has no number counts nothing.
    private static func sum(_ batches: [ReadingBatch]) -> Double {
        var total = 0.0
        for batch in batches where batch.provenance?.hasPrefix("Status") != true {
            var part = 0.0
            for reading in batch.readings { part += reading.value ?? 0 }
            total += part
        }
        return total
    }
}
