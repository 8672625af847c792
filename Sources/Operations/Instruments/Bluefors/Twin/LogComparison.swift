public import Cryogenics
import Readings
import Telemetry
public import Twin

/// A twin beside what was measured of a real cryostat.
///
/// The twin is brought to its base, and its valves, pumps and switches are then set as the log says, when it says so. The
/// comparison begins with the warm-up, if the log has one: where the pulse tube is switched off. Else it begins with the log, and
/// the cryostat is taken to be at rest at its base.
public struct LogComparison: Sendable {
    /// What the comparison begins with.
    public enum Beginning: String, Sendable, Hashable, Codable {
        /// The pulse tube is switched off.
        case warmup = "warm-up"
        /// The log begins, at base.
        case rest
    }

    /// A time with both temperatures of a stage.
    public struct Point: Sendable, Hashable {
        /// In s from the beginning.
        public var time: Double
        /// In K; nil where the log says nothing that may be counted on.
        public var measured: Double?
        /// In K.
        public var twin: Double
    }

    /// A stage and its points.
    public struct Channel: Sendable, Hashable {
        /// The stage.
        public var stage: Stage
        /// The name of the channel in the log.
        public var name: String
        /// In time's order.
        public var points: [Point] = []

        /// Those with both.
        private var residuals: [(time: Double, residual: Double, measured: Double)] {
            points.compactMap { point in point.measured.map { (point.time, point.twin - $0, $0) } }
        }
        /// How many there are.
        public var count: Int { residuals.count }
        /// The mean of twin less measured, in K; nil without any.
        public var mean: Double? { count == 0 ? nil : residuals.reduce(0) { $0 + $1.residual } / Double(count) }
        /// The root of their mean square, in K.
        public var rms: Double? {
            count == 0
                ? nil : (residuals.reduce(0) { $0 + $1.residual * $1.residual } / Double(count)).squareRoot()
        }
        /// The largest, in K, and when it was.
        public var worst: (residual: Double, time: Double)? {
            residuals.max { abs($0.residual) < abs($1.residual) }.map { ($0.residual, $0.time) }
        }
    }

    /// What it begins with.
    public private(set) var beginning: Beginning
    /// When, in ns since 1970 in UTC.
    public private(set) var start: Int64
    /// Stage by stage.
    public private(set) var channels: [Channel]
    /// What the log set, and when, in s from the beginning.
    public private(set) var settings: [(time: Double, words: String)] = []

    /// How far the readings of a log may be from the time that they are compared at, in ns.
    private static let nearness: Int64 = 120_000_000_000

    /// Runs a twin beside a log.
    ///
    /// - Parameters:
    ///   - record: what was measured.
    ///   - plant: a twin at rest at its base, at time 0; it goes on from there. Of several plates the first counts.
    ///   - duration: how long at most, in s; nil for as long as the log goes on.
    ///   - every: how often both are compared, in s.
    ///   - progress: told the time in s now and then.
    /// - Throws: ``LogComparisonError``; `NetworkError` where the twin cannot be followed.
    public init(
        _ record: MeasuredRecord, _ plant: Plant, duration: Double? = nil, every: Double = 600,
        progress: (Double) -> Void = { _ in }
    ) throws {
        guard let (start, beginning) = record.beginning, let last = record.last else { throw LogComparisonError() }
        self.start = start
        self.beginning = beginning
        let model = plant.model
        let plate = model.plates[0].name
        channels = model.stages.map { stage in
            Channel(stage: stage, name: stage.channelName)
        }
        var places = PlantRecord(model)
        let rows = model.stages.map { stage in
            places.channels.firstIndex { $0.stage == stage && $0.place == plate } ?? 0
        }
        let end = min(Double(last - start) / 1e9, duration ?? .infinity)
        var changes = record.changes(from: start)[...]
        var step = 0
        while true {
            let next = min(Double(step) * every, end)
            while let change = changes.first, Double(change.time - start) / 1e9 <= next {
                let time = max(Double(change.time - start) / 1e9, 0)
                try plant.advance(to: time)
                if set(change, on: plant) { settings.append((time, "\(change.name) \(change.isOn ? "on" : "off")")) }
                changes = changes.dropFirst()
            }
            try plant.advance(to: next)
            try places.note(plant)
            for (index, row) in rows.enumerated() {
                let time = start + Int64(next * 1e9)
                let twin = places.temperatures[row].last ?? .nan
                let measured = record.value(of: channels[index].name, at: time, within: Self.nearness)
                channels[index].points.append(Point(time: next, measured: measured, twin: twin))
            }
            progress(next)
            if next >= end { break }
            step += 1
        }
    }

    /// Sets what the log set, where the twin has it; whether it has.
    private func set(_ change: MeasuredRecord.Change, on plant: Plant) -> Bool {
        guard let part = try? Control.Part(change.name) else { return false }
        var setting = Setting.on(change.isOn)
        if case .heater = part {
            // What a heater is set to when it is on is not known well enough; off is off.
            guard !change.isOn else { return false }
            setting = .power(0)
        }
        return (try? plant.set([ControlSetting(Control(part), to: setting)])) != nil
    }
}

/// A log without anything to compare.
public struct LogComparisonError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is missing.
    public var description: String {
        "the log has no temperatures of 50K, 4K, still or base to set a twin beside; names of thermometers are those of its channels"
    }
}
