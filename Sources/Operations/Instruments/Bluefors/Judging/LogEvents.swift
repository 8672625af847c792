import Readings
public import Telemetry

/// Finds what happened in readings, as they come.
///
/// Times are those of the readings themselves. A threshold counts as crossed at the first reading beyond it, once the temperature
/// has gone on by the hysteresis without coming back; a sensor as out of its range since the number first came at which it stands.
public struct LogEvents: Sendable {
    /// Thresholds of temperatures that everybody asks for, in K.
    public static let thresholds = [0.02, 0.1, 1, 4, 10, 50, 100, 200]
    /// How far a temperature must go on beyond a threshold, relative to it.
    public static let hysteresis = 0.02

    private let thresholds: [Double]
    private let hysteresis: Double
    private let gap: Int64
    private var channels: [String: State] = [:]
    private var beginning: Int64?
    private var found: [LogEvent] = []

    /// A finder.
    ///
    /// - Parameters:
    ///   - thresholds: of temperatures, in K.
    ///   - hysteresis: how far a temperature must go on beyond one, relative to it.
    ///   - gap: for how long nothing may come of a channel before that is told, in s. States have no gaps: some logs have a line
    ///     of them only when one changes.
    public init(
        thresholds: [Double] = LogEvents.thresholds, hysteresis: Double = LogEvents.hysteresis, gap: Double = 600
    ) {
        self.thresholds = thresholds.sorted()
        self.hysteresis = hysteresis
        self.gap = Int64(gap * 1e9)
    }

    /// Where a channel stands.
    private struct State {
        /// What its last reading was worth.
        enum Worth { case usable, below(hasNumber: Bool), above, off, none }

        var last: Int64
        /// The last number, and since when it has stood.
        var value: Double?
        var since: Int64
        var worth: Worth
        /// Of each threshold: the side that is certain, and since when the other is seen.
        var sides: [Bool?] = []
        var crossings: [Int64?] = []
    }

    /// Looks at readings; in the order of time, channel by channel.
    public mutating func add(_ batches: [ReadingBatch], _ messages: [LogMessage] = []) {
        if beginning == nil { beginning = batches.compactMap { $0.readings.first?.time }.min() }
        for batch in batches {
            let name = batch.channel.name
            var state = channels.removeValue(forKey: name)
            for reading in batch.readings { look(at: reading, of: batch.channel, &state) }
            channels[name] = state
        }
        for message in messages where message.words.hasPrefix("T.") {
            let kind: LogEvent.Kind? =
                message.words.contains("OVER") ? .aboveRange : message.words.contains("UNDER") ? .belowRange : nil
            guard let kind else { continue }
            found.append(
                LogEvent(time: message.time, channel: message.channel, kind: kind, value: nil, unit: .kelvin))
        }
    }

    /// Takes what was found since the last time, in time's order.
    public mutating func take() -> [LogEvent] {
        defer { found = [] }
        return found.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }

    private mutating func tell(
        _ time: Int64, _ channel: Channel, _ kind: LogEvent.Kind, _ value: Double?, _ unit: ChannelUnit? = nil
    ) {
        found.append(
            LogEvent(time: time, channel: channel.name, kind: kind, value: value, unit: unit ?? channel.unit))
    }

    @inline(__always)
    private mutating func look(at reading: Reading, of channel: Channel, _ state: inout State?) {
        guard var now = state else {
            if let beginning, reading.time - beginning > gap {
                tell(reading.time, channel, .started, reading.value)
            }
            var first = State(
                last: reading.time, value: reading.value, since: reading.time, worth: Self.worth(of: reading))
            if channel.unit == .kelvin {
                first.sides = thresholds.map { threshold in reading.usableValue.map { $0 >= threshold } }
                first.crossings = thresholds.map { _ in nil }
            }
            state = first
            return
        }
        state = nil
        defer { state = now }
        if reading.time - now.last > gap, channel.unit != .one {
            tell(now.last, channel, .gap, (Double(reading.time - now.last) / 1e9).rounded(), .second)
        }
        now.last = reading.time
        if channel.unit == .one { changeState(reading, channel, now) }
        if reading.value != now.value {
            now.value = reading.value
            // A number that goes away stands no longer; where it did is still known.
            now.since = reading.time
        }
        changeWorth(reading, channel, &now)
        if channel.unit == .kelvin, let value = reading.usableValue { cross(value, reading.time, channel, &now) }
    }

    // MARK: States

    private mutating func changeState(_ reading: Reading, _ channel: Channel, _ now: State) {
        guard let before = now.value, let value = reading.value, before != value, before == 0 || before == 1,
            value == 0 || value == 1
        else { return }
        let name = channel.name
        let isValve = name.utf8.first == UInt8(ascii: "v") && Int(name.dropFirst()) != nil
        let kind: LogEvent.Kind = isValve ? (value == 1 ? .opened : .closed) : (value == 1 ? .on : .off)
        found.append(
            LogEvent(
                time: reading.time, channel: name.hasSuffix("-on") ? String(name.dropLast(3)) : name, kind: kind,
                value: value, unit: .one))
    }

    // MARK: Ranges

    private static func worth(of reading: Reading) -> State.Worth {
        switch reading.quality {
        case .good, .suspect, .stale: .usable
        case .belowRange: .below(hasNumber: reading.value != nil)
        case .aboveRange: .above
        case .off: .off
        case .disconnected, .invalid: .none
        }
    }

    private mutating func changeWorth(_ reading: Reading, _ channel: Channel, _ now: inout State) {
        let worth = Self.worth(of: reading)
        defer { now.worth = worth }
        switch (now.worth, worth) {
        case (.below(true), .below(false)): tell(reading.time, channel, .belowRange, nil)
        case (.usable, .usable), (.below, .below), (.above, .above), (.off, .off): break
        case (.none, .usable), (.none, .none): break
        case (_, .below): tell(now.since, channel, .belowRange, reading.value)
        case (_, .above): tell(now.since, channel, .aboveRange, reading.value)
        case (_, .off): tell(reading.time, channel, .off, nil)
        case (.off, .usable): tell(reading.time, channel, .on, reading.value)
        case (.below, .usable), (.above, .usable): tell(reading.time, channel, .returned, reading.value)
        case (_, .none): break
        }
    }

    // MARK: Thresholds

    @inline(__always)
    private mutating func cross(_ value: Double, _ time: Int64, _ channel: Channel, _ now: inout State) {
        for (index, threshold) in thresholds.enumerated() {
            let isAbove = value >= threshold
            guard let side = now.sides[index] else {
                now.sides[index] = isAbove
                continue
            }
            guard isAbove != side else {
                now.crossings[index] = nil
                continue
            }
            let since = now.crossings[index] ?? time
            now.crossings[index] = since
            let isCertain = isAbove ? value >= threshold * (1 + hysteresis) : value <= threshold * (1 - hysteresis)
            guard isCertain else { continue }
            now.sides[index] = isAbove
            now.crossings[index] = nil
            tell(since, channel, isAbove ? .crossedUp : .crossedDown, threshold)
        }
    }
}
