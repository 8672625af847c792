internal import HeatTransfer
internal import Twin

/// What a twin of a device does by itself: how it comes down, rests and warms up, with nothing broken.
///
/// Both ways are run once, from room temperature to base and back, by the procedures that come with Subkelvin. A device on its
/// way is found on them by its temperatures, so that a forecast begins where it is and not where its way began.
struct Forecast: Sendable {
    /// A way in time: what channels would show.
    struct Way: Sendable {
        /// In s from its beginning, one every ``Forecast/spacing``.
        var times: [Double] = []
        /// By the channel's name, one a time.
        var values: [String: [Double]] = [:]
        /// When the base comes below 20 mK, or the stages above 290 K, in s; nil where they do not.
        var goal: Double?
    }

    /// From room temperature to base, and two days more.
    let cooldown: Way
    /// From base to room temperature.
    let warmup: Way

    /// How far apart points of a way are, in s.
    static let spacing = 600.0
    /// How long a way may take, in s: a link of 30 m takes weeks.
    private static let longest = 60 * 86400.0

    /// Works both ways out.
    ///
    /// - Throws: what the plant throws where it cannot be followed.
    init(of device: Device, _ description: PlantDescription) throws {
        let model = try description.model()
        let channels = ForecastChannels(device, model)
        let plant = try Plant(model)
        cooldown = try Self.way(of: plant, by: "cooldown", until: Plant.isCold, rest: 2 * 86400, channels)
        warmup = try Self.way(of: plant.countingFromNow(), by: "warmup", until: "warm", rest: 3600, channels)
    }

    private static func way(
        of plant: Plant, by name: String, until goal: String, rest: Double, _ channels: ForecastChannels
    ) throws -> Way {
        var way = Way()
        try plant.run(.named(name))
        var end = longest
        while plant.time <= end {
            let reading = try plant.reading()
            way.times.append(plant.time)
            for (name, value) in channels.values(of: reading) { way.values[name, default: []].append(value) }
            if way.goal == nil, let time = plant.events.last(where: { $0.name == goal && $0.time >= 0 })?.time {
                way.goal = time
                end = time + rest
            }
            if plant.task == nil { end = min(end, plant.time + rest) }
            try plant.advance(to: plant.time + spacing)
        }
        return way
    }

    // MARK: Where a device is

    /// The way that a device in a phase is on; nil where it is on none, or on one that is not known.
    func way(in phase: Phase) -> Way? {
        switch phase {
        case .cooling: cooldown
        case .warming: warmup
        case .base, .warm, .unknown: nil
        }
    }

    /// What a device at rest shows, by channel; nil where it is on its way.
    func rest(in phase: Phase) -> [String: Double]? {
        switch phase {
        case .base: cooldown.values.compactMapValues(\.last)
        case .warm: warmup.values.compactMapValues(\.last)
        case .cooling, .warming, .unknown: nil
        }
    }
}

extension Forecast.Way {
    /// The time of the way at which it is most like what a device shows, in s from its beginning.
    ///
    /// Like is what differs least in the logarithm of its temperatures, all known stages together.
    ///
    /// - Parameter temperatures: in K, by channel.
    /// - Returns: nil where no channel is known.
    func place(of temperatures: [String: Double]) -> Double? {
        let known = temperatures.filter { values[$0.key] != nil && $0.value > 0 }
        guard !known.isEmpty else { return nil }
        var best: (time: Double, difference: Double)?
        for (index, time) in times.enumerated() {
            var difference = 0.0
            for (channel, temperature) in known {
                guard let value = values[channel]?[index], value > 0 else { continue }
                let ratio = logarithm(temperature / value)
                difference += ratio * ratio
            }
            if best.map({ difference < $0.difference }) ?? true { best = (time, difference) }
        }
        return best?.time
    }

    /// The value of a channel at a time of the way; nil before its beginning and after its end.
    func value(of channel: String, at time: Double) -> Double? {
        guard let values = values[channel], let first = times.first, let last = times.last, time >= first, time <= last
        else { return nil }
        let index = min(Int((time - first) / Forecast.spacing), values.count - 1)
        guard index + 1 < values.count else { return values[index] }
        let share = (time - times[index]) / (times[index + 1] - times[index])
        return values[index] + share * (values[index + 1] - values[index])
    }
}
