import Instruments
import Readings
import SubkelvinTesting
import Telemetry

@testable import Service

/// The log of a cryostat as its control unit's simulator writes it, with values from a seed.
struct WrittenLog {
    let folder: String
    let settings: LogSourceSettings
    /// When lines were written, in ns since 1970.
    private(set) var times: [Int64] = []
    private var writer: LogWriter
    private var random: SeededRandom

    /// How often it writes, in ns.
    var interval: Int64 { Int64(writer.dialect.interval) * 1_000_000_000 }

    init(_ folder: String, _ dialect: LogDialect = .current, zone: ZoneRules, seed: Int) {
        self.folder = folder
        settings = LogSourceSettings(folder: folder, zone: zone)
        writer = LogWriter(directory: folder, dialect: dialect, zone: zone)
        random = SeededRandom(seed: UInt64(seed))
    }

    /// Writes what the instruments say at a time.
    mutating func write(at time: Int64) throws {
        func thermometer(_ number: Int, _ kelvin: Double) -> LogSnapshot.Thermometer {
            let value = kelvin * random.uniform(in: 0.99...1.01)
            return .init(
                number: number, temperature: Reading(time: time, value: value),
                resistance: Reading(time: time, value: 100 / value))
        }
        var snapshot = LogSnapshot()
        snapshot.thermometers = [
            thermometer(1, 45), thermometer(2, 3.5), thermometer(5, 0.9), thermometer(6, 0.012),
        ]
        snapshot.pressures = (1...6).map { _ in Reading(time: time, value: random.logUniform(in: 1e-4...1e5)) }
        snapshot.flow = random.uniform(in: 1e-4...1e-3)
        snapshot.states = (1...23).map { ("v\($0)", random.uniform(in: 0...9) == 0) }
        snapshot.heaters = [random.uniform(in: 1e-6...1e-3), 0]
        writer.write(snapshot, at: time)
        try writer.flush()
        times.append(time)
    }

    /// Writes a line each interval from a time on.
    mutating func write(from start: Int64, hours: Double) throws {
        for index in 0..<Int64(hours * 3.6e12) / interval { try write(at: start + index * interval) }
    }

    /// What its files hold for one who reads them once they are complete, by channel and in the order of times.
    func readings(named device: String = "lab") throws -> [String: [Reading]] {
        let logs = LogFolder(folder)
        var reader = LogReader(logs, settings.reading(device))
        var result: [String: [Reading]] = [:]
        for day in try logs.days() {
            for batch in try reader.read(day).batches { result[batch.channel.name, default: []] += batch.readings }
        }
        return result.mapValues { $0.sorted { $0.time < $1.time } }
    }
}
