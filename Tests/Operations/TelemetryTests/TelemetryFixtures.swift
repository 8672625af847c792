import Readings
import SubkelvinTesting

@testable import Telemetry

/// A store in a folder of its own, and channels.
struct StoreFixture {
    let folder: TemporaryDirectory
    let path: String

    static let start: Int64 = 1_799_996_400_000_000_000  // the beginning of an hour
    static let second: Int64 = 1_000_000_000
    static let minute: Int64 = 60 * second
    static let hour: Int64 = 60 * minute

    init() throws {
        folder = try TemporaryDirectory()
        path = folder.path(of: "store.sqlite")
    }

    func open(retention: Retention = .standard, limit: Int? = nil) throws -> TelemetryStore {
        try TelemetryStore(path: path, retention: retention, limit: limit, clock: { 42 })
    }

    static func channel(_ name: String = "base", unit: ChannelUnit = .kelvin, device: String = "lab-1") throws
        -> Channel
    {
        try Channel(device: device, name: name, unit: unit)
    }

    /// A reading a second from ``start`` on, each with a number of its own.
    static func batch(_ channel: Channel, seconds: Range<Int>) -> ReadingBatch {
        ReadingBatch(
            channel: channel,
            readings: seconds.map { Reading(time: start + Int64($0) * second, value: 0.007 + Double($0) * 1e-9) })
    }
}
