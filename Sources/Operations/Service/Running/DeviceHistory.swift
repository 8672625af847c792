internal import Readings
internal import Telemetry

/// The past of a device, read from the store.
struct DeviceHistory {
    private let device: Device
    private let store: TelemetryStore
    private let now: Int64

    private static let day: Int64 = 86_400_000_000_000
    /// How far back a phase may have begun, in ns.
    private static let phases = 31 * day
    /// How far back a phase is told to the minute, in ns.
    private static let recent = 2 * day
    /// Of what time a trend is made, in ns.
    private static let trend = 5 * day

    init(_ device: Device, _ store: TelemetryStore, now: Int64) {
        self.device = device
        self.store = store
        self.now = now
    }

    private func points(_ name: String, _ span: Int64, until end: Int64 = 0, points: Int) -> [SeriesPoint] {
        guard let channel = store.channel(device: device.name, name: name),
            let series = try? store.series(of: channel, from: now - span, to: now - end, points: points)
        else { return [] }
        return series.points
    }

    /// A channel since a phase may have begun: by the hour, and the last two days by the minute.
    ///
    /// A month of minutes of a hundred devices would be nine million rows.
    private func month(_ name: String) -> [SeriesPoint] {
        let hours = Int((Self.phases - Self.recent) / Resolution.hour.width)
        let minutes = Int(Self.recent / Resolution.minute.width)
        return points(name, Self.phases, until: Self.recent, points: hours)
            + points(name, Self.recent, points: minutes)
    }

    /// The phases of the past month, as one who had looked would know them; nil where there is no past that reaches to now.
    func tracker() -> PhaseTracker? {
        func channel(_ stage: String) -> String? { device.stages.last { $0.name == stage }?.channel }
        guard let four = channel("4K"), let base = channel("base") else { return nil }
        let warm = month(four)
        let cold = month(base)
        let newest = max(warm.last?.last.time ?? .min, cold.last?.last.time ?? .min)
        guard warm.count > 1 || cold.count > 1, newest > now - Self.day / 24 else { return nil }
        var tracker = PhaseTracker()
        var (left, right) = (warm[...], cold[...])
        while let from = [left.first?.from, right.first?.from].compactMap({ $0 }).min() {
            var sample = PhaseSample(time: from, fourKelvin: nil, base: nil)
            if let point = left.first, point.from - from < Self.together {
                sample.fourKelvin = point.mean
                left.removeFirst()
            }
            if let point = right.first, point.from - from < Self.together {
                sample.base = point.mean
                sample.isBelowRange = point.mean == nil && point.last.quality == .belowRange
                right.removeFirst()
            }
            tracker.take(sample)
        }
        return tracker
    }

    /// Points this close to each other, in ns, are of one moment.
    private static let together: Int64 = 120_000_000_000

    /// When it begins, in ns since 1970; nil where there is none.
    func beginning() -> Int64? {
        store.channels().filter { $0.device == device.name }.compactMap { try? store.beginning(of: $0) }.min()
    }

    /// What the past shows that no single reading does.
    func notes() -> [String] {
        let gauge = device.channel("P1")
        let pressures = points(gauge, Self.trend, points: 300).compactMap { point in
            point.mean.map { (time: Double(point.from) / 1e9, value: $0) }
        }
        return [Notes.vacuum("P1", pressures, limit: device.limits.vacuum)].compactMap { $0 }
    }
}
