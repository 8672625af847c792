import Readings
public import Telemetry

/// What a log says of a cryostat, as far as a twin can be set beside it.
public struct MeasuredRecord: Sendable {
    /// A control that was set.
    struct Change: Sendable, Hashable {
        /// In ns since 1970 in UTC.
        var time: Int64
        /// `v9`, `pulsetube`, `still-heater`.
        var name: String
        var isOn: Bool
    }

    /// Temperatures that may be counted on, by channel, in time's order.
    private var temperatures: [String: [(time: Int64, value: Double)]] = [:]
    private var states: [Change] = []
    private var lastStates: [String: Bool] = [:]

    /// Nothing yet.
    public init() {}

    /// Adds readings, day by day.
    public mutating func add(_ batches: [ReadingBatch]) {
        for batch in batches {
            let name = batch.channel.name
            switch batch.channel.unit {
            case .kelvin:
                let values = batch.readings.compactMap { reading in reading.usableValue.map { (reading.time, $0) } }
                temperatures[name, default: []] += values
            case .one:
                let control = name.hasSuffix("-on") ? String(name.dropLast(3)) : name
                for reading in batch.readings {
                    guard let value = reading.usableValue, value == 0 || value == 1 else { continue }
                    let isOn = value == 1
                    guard lastStates[control] != isOn else { continue }
                    // The first of each is how it was, and no change.
                    if lastStates[control] != nil {
                        states.append(Change(time: reading.time, name: control, isOn: isOn))
                    }
                    lastStates[control] = isOn
                }
            default: break
            }
        }
    }

    /// The time of the last temperature.
    var last: Int64? { temperatures.values.compactMap { $0.last?.time }.max() }

    /// When and with what a comparison begins; nil without temperatures.
    var beginning: (time: Int64, kind: LogComparison.Beginning)? {
        guard let first = temperatures.values.compactMap({ $0.first?.time }).min() else { return nil }
        if let off = states.first(where: { $0.name == "pulsetube" && !$0.isOn && $0.time >= first }) {
            return (off.time / 1_000_000_000 * 1_000_000_000, .warmup)
        }
        return (first, .rest)
    }

    /// What was set from a time on, in time's order; heaters also in the minutes before, when a warm-up is prepared.
    func changes(from start: Int64) -> [Change] {
        let before = start - 600_000_000_000
        return states.filter { $0.time >= start || $0.time >= before && $0.name.hasSuffix("-heater") }
            .sorted { $0.time < $1.time }
    }

    /// The temperature of a channel nearest to a time; nil where there is none near.
    func value(of channel: String, at time: Int64, within span: Int64) -> Double? {
        guard let points = temperatures[channel], !points.isEmpty else { return nil }
        var (low, high) = (0, points.count)
        while low < high {
            let middle = (low + high) / 2
            if points[middle].time < time { low = middle + 1 } else { high = middle }
        }
        return [low - 1, low].filter(points.indices.contains).map { points[$0] }
            .filter { abs($0.time - time) <= span }.min { abs($0.time - time) < abs($1.time - time) }?.value
    }
}
