internal import Readings
internal import Telemetry

/// What the channels of a device said last, at a moment.
struct LatestReadings: Sendable {
    /// The moment, in ns since 1970.
    var now: Int64
    /// By the channel's name.
    private var readings: [String: (channel: Channel, reading: Reading)] = [:]

    /// After what time a reading is stale, in ns.
    static let staleAge: Int64 = 300_000_000_000

    /// What was said.
    ///
    /// - Parameters:
    ///   - now: in ns since 1970.
    ///   - staleAge: in ns.
    init(now: Int64, staleAge: Int64 = Self.staleAge) {
        self.now = now
        self.staleAge = staleAge
    }

    private let staleAge: Int64

    /// Enters what a channel said.
    mutating func enter(_ channel: Channel, _ reading: Reading) { readings[channel.name] = (channel, reading) }

    /// All channels, by their names.
    var all: [(channel: Channel, reading: Reading)] {
        readings.sorted { $0.key < $1.key }.map { ($0.value.channel, aged($0.value.reading)) }
    }

    /// What a channel said last, stale where that is long ago; nil where it was never heard of.
    subscript(channel: String) -> Reading? { readings[channel].map { aged($0.reading) } }

    /// The number of a channel that may be counted on.
    func value(_ channel: String) -> Double? { self[channel]?.usableValue }

    /// Whether something is on; nil where nobody can tell.
    func isOn(_ channel: String) -> Bool? { value(channel).map { $0 > 0.5 } }

    /// When anything was heard last; nil for nothing.
    ///
    /// What lies ahead counts only where nothing else was heard lately: a channel that speaks rarely may keep what it said by a
    /// clock that has been put right since.
    var newest: Int64? {
        let times = readings.values.map(\.reading.time)
        if let sound = times.filter({ $0 - now <= TelemetryHub.tolerance }).max(), now - sound <= staleAge {
            return sound
        }
        return times.max()
    }

    /// How old a reading is, in s.
    func age(of reading: Reading) -> Double { Double(now - reading.time) / 1e9 }

    /// A reading of long ago is stale, whatever it was then; one that lies ahead has a time that nobody can rely on.
    private func aged(_ reading: Reading) -> Reading {
        if reading.time - now > TelemetryHub.tolerance {
            return reading.quality.hasNumber ? reading.lowered(to: .suspect) : reading
        }
        guard now - reading.time > staleAge else { return reading }
        switch reading.quality {
        case .good, .suspect, .stale: return reading.lowered(to: .stale)
        // A thermometer below its curve is measured on, and says so with every line of its resistance. Once neither comes any
        // more it is not measured, or its files have stopped: where it is nobody can tell.
        case .belowRange, .aboveRange: return Reading(time: reading.time, missing: .disconnected)
        case .off, .disconnected, .invalid: return reading
        }
    }
}
