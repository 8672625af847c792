import Readings

/// Says what the temperatures of one thermometer are worth, from its resistances beside them.
///
/// Files of temperatures hold numbers that are none. Where the curve of a sensor ends, the last temperature is held, for an hour,
/// and then left out, while the resistance is still measured: the cryostat is too cold for the curve, and neither warm nor silent.
/// So:
///
/// - A temperature that stays the same to the last digit while the resistance goes away from what it was, by more than a part in
///   a thousand, is held: below the range where the resistance went the way of cold, above it where it went the way of warm,
///   suspect where the sensor has not yet shown which way that is.
/// - A resistance without a temperature, beyond the last resistance before one was held, is a reading without a number, below or
///   above the range.
/// - A temperature above what the sensor is to be believed up to is above the range.
/// - Where neither temperature nor resistance has changed by the last digit for half an hour the reading is suspect.
///
/// Only what came before decides, so that readings are the same whether they come line by line or a day at once.
struct ThermometerJudge: Sendable {
    /// How much the resistance must move, relative, for a temperature that does not to be held.
    static let movement = 1e-3
    /// How far apart the lines of both files may be, in ns.
    static let tolerance: Int64 = 1_500_000_000

    /// Above which temperature in K the sensor is not believed.
    private let highest: Double
    /// In ns.
    private let unchanged: Int64
    /// What is remembered, and can be kept in words.
    private(set) var memory = Memory()

    /// What a judge knows of the past, all that decides what comes next.
    struct Memory: Sendable, Hashable, Codable {
        /// The last temperature, and since when it has stood.
        var value: Double?
        var since: Int64 = 0
        /// The resistance when it first came, that of the temperature before it, and the last one.
        var resistanceThen: Double?
        var resistanceBefore: Double?
        var resistance: Double?
        /// Since when neither has changed.
        var still: Int64 = 0
        /// How often both were seen to rise together, less how often not; within ±50.
        var sense = 0
        /// Whether the last temperature is held, and on which side.
        var held: Quality?
        /// The last resistance before a temperature was held, and on which side of it there are no temperatures.
        var edge: Double?
        var beyond: Quality?
        /// What waits for the other file.
        var temperatures: [Reading] = []
        var resistances: [Reading] = []
    }

    init(highest: Double?, unchanged: Int64) {
        self.highest = highest ?? .infinity
        self.unchanged = unchanged * 1_000_000_000
    }

    /// Goes on with what another knew.
    mutating func resume(_ memory: Memory) { self.memory = memory }

    /// Adds what was read; in time's order, as in the files.
    mutating func add(temperatures more: [Reading]) { memory.temperatures += more }
    mutating func add(resistances more: [Reading]) { memory.resistances += more }

    /// Judges what is certain: all up to the last time that both files have reached, or all there is.
    ///
    /// - Parameter isEnd: whether nothing more is to be waited for.
    /// - Returns: temperatures with their quality, in time's order.
    mutating func take(isEnd: Bool) -> [Reading] {
        let (temperatures, resistances) = (memory.temperatures, memory.resistances)
        (memory.temperatures, memory.resistances) = ([], [])
        var result: [Reading] = []
        result.reserveCapacity(temperatures.count)
        var (t, r) = (0, 0)
        while t < temperatures.count || r < resistances.count {
            if t < temperatures.count {
                let reading = temperatures[t]
                // Resistances before it that have no temperature.
                if r < resistances.count, resistances[r].time < reading.time - Self.tolerance {
                    if let missing = absent(resistances[r]) { result.append(missing) }
                    r += 1
                    continue
                }
                let isPaired = r < resistances.count && resistances[r].time <= reading.time + Self.tolerance
                // A thermometer that never had a resistance has nothing to wait for.
                if !isPaired, !isEnd, memory.resistance != nil, temperatures.count - t <= Self.patience { break }
                result.append(judged(reading, isPaired ? resistances[r] : nil))
                if isPaired { r += 1 }
                t += 1
            } else {
                // Whether a temperature follows can only be known once the file went on, or was left behind for a while.
                guard isEnd || resistances.count - r > Self.patience else { break }
                if let missing = absent(resistances[r]) { result.append(missing) }
                r += 1
            }
        }
        memory.temperatures = Array(temperatures[t...])
        memory.resistances = Array(resistances[r...])
        return result
    }

    /// How many lines the other file may be ahead before a temperature is taken to be left out.
    private static let patience = 3

    /// A temperature with the resistance of the same time.
    private mutating func judged(_ reading: Reading, _ other: Reading?) -> Reading {
        guard let value = reading.value else { return reading }
        let resistance = other?.value
        defer { if let resistance { memory.resistance = resistance } }
        if value != memory.value {
            learn(value, resistance)
            memory.value = value
            memory.since = reading.time
            memory.still = reading.time
            memory.resistanceBefore = memory.resistance
            memory.resistanceThen = resistance
            memory.held = nil
        } else {
            if let resistance, resistance != memory.resistance { memory.still = reading.time }
            if let resistance, let then = memory.resistanceThen, memory.held == nil,
                abs(resistance - then) > Self.movement * abs(then)
            {
                // The first of the numbers that are held may lie beyond the end already; the one before did not.
                let inside = memory.resistanceBefore ?? then
                let side = side(of: resistance, from: inside)
                memory.held = side
                if side != .suspect { (memory.edge, memory.beyond) = (inside, side) }
            }
        }
        if let held = memory.held { return reading.lowered(to: held) }
        if value > highest { return reading.lowered(to: .aboveRange) }
        return reading.time - memory.still > unchanged ? reading.lowered(to: .suspect) : reading
    }

    /// A resistance without a temperature: a reading without a number, where the resistance lies beyond the curve's end.
    private mutating func absent(_ reading: Reading) -> Reading? {
        guard let resistance = reading.value else { return nil }
        defer { memory.resistance = resistance }
        guard let edge = memory.edge, let beyond = memory.beyond, side(of: resistance, from: edge) == beyond else {
            return nil
        }
        return Reading(time: reading.time, missing: beyond)
    }

    /// On which side of another a resistance lies.
    private func side(of resistance: Double, from other: Double) -> Quality {
        let rise = (resistance - other) * Double(memory.sense)
        return rise > 0 ? .aboveRange : rise < 0 ? .belowRange : .suspect
    }

    /// Sees whether temperature and resistance rise together.
    private mutating func learn(_ value: Double, _ resistance: Double?) {
        guard let before = memory.value, let then = memory.resistance, let resistance, memory.held == nil,
            abs(resistance - then) > 1e-4 * abs(then)
        else { return }
        memory.sense = min(max(memory.sense + ((value > before) == (resistance > then) ? 1 : -1), -50), 50)
    }
}
