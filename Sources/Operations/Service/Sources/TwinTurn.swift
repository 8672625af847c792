internal import HeatTransfer
internal import Telemetry
internal import Twin

/// A turn of a simulated device's story: its scenario once, from its beginning.
///
/// A day of it can be told again from a mark: the state in which it began. A twin goes on with the same bytes however its way is cut, so
/// what is told again is what was.
struct TwinTurn {
    /// Where a day began.
    private struct Mark {
        var plant: Plant.Snapshot
        var instruments: PlantInstruments.Snapshot
    }

    private let frame: TwinFrame
    /// When it began, in ns since 1970.
    let start: Int64
    /// How long it lasts, or has lasted until now, in s.
    let length: Double
    /// How long compressors had run before, in s.
    let before: Double
    private(set) var run: ScenarioRun
    private(set) var instruments: PlantInstruments
    private var marks: [Mark] = []

    /// How long a day is, in s.
    static let day = 86400.0
    /// How often instruments are read while nobody listens, in s.
    private static let unheard = 3600.0
    /// How often they are read for the past, in s.
    static let interval = 60.0
    /// States and settings that stay as they are say so once an hour.
    private static let holding: Int64 = 3_600_000_000_000

    /// Goes through a turn, without telling it.
    ///
    /// - Parameters:
    ///   - number: how many came before it.
    ///   - origin: when the first of them began, in ns since 1970.
    ///   - length: in s.
    /// - Throws: what the plant throws.
    init(_ frame: TwinFrame, number: Int, origin: Int64, length: Double) throws {
        self.frame = frame
        self.length = length
        before = Double(number) * (frame.period ?? 0)
        start = origin + Int64(before * 1e9)
        run = try frame.begin()
        instruments = try frame.instruments()
        var said: [SensorReading] = []
        marks.append(try mark())
        while run.time < length {
            try run.advance(to: min(run.time + Self.unheard, length))
            try frame.look(at: run, &instruments, time: moment(run.time), hoursBefore: 0, into: &said)
            if run.time.truncatingRemainder(dividingBy: Self.day) == 0, run.time < length { marks.append(try mark()) }
        }
    }

    private func mark() throws -> Mark {
        Mark(plant: try run.plant.snapshot(), instruments: instruments.snapshot)
    }

    private func moment(_ time: Double) -> Int64 { start + Int64((time * 1e9).rounded()) }

    /// How many days a turn of some length has, in s; the last may be cut short.
    static func days(in length: Double) -> Int { Int((length / day).rounded(.up)) }

    /// Tells a day: a reading a minute.
    ///
    /// - Parameters:
    ///   - number: of the day, from 1 to ``days(in:)``.
    ///   - ends: from when on each channel is told by others, in ns since 1970.
    /// - Throws: what the plant throws, as it did on the first way.
    func tell(day number: Int, before ends: [Int64]) throws -> [ReadingBatch] {
        guard marks.indices.contains(number - 1) else { return [] }
        let mark = marks[number - 1]
        let end = min(Double(number) * Self.day, length)
        let run = try frame.resume(mark.plant)
        var instruments = try frame.instruments(from: mark.instruments)
        var said: [SensorReading] = []
        let begin = run.time
        var collector = ReadingCollector(
            count: frame.channels.count, after: moment(begin), before: ends, spacings: frame.pastSpacings)
        var minute = 0
        while run.time < end {
            minute += 1
            try run.advance(to: min(begin + Double(minute) * Self.interval, end))
            try frame.look(at: run, &instruments, time: moment(run.time), hoursBefore: before, into: &said)
            collector.take(said, holding: Self.holding)
        }
        return collector.batches(frame.channels, from: "twin")
    }
}
