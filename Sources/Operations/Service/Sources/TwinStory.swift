internal import HeatTransfer
internal import Readings
internal import Telemetry
internal import Twin

/// A simulated device from now on: what its instruments say.
///
/// Its scenario happens turn after turn. To be there at once only the turn of now is gone through, from its beginning; the past is told by
/// ``TwinPast``, behind the page.
final class TwinStory {
    let frame: TwinFrame
    /// The turn in which the story began, up to then.
    private let first: TwinTurn
    /// How many turns came before that.
    private let number: Int
    private let origin: Int64
    private var run: ScenarioRun
    private var instruments: PlantInstruments
    private var collector: ReadingCollector
    /// When the turn of now began, in ns since 1970.
    private var start: Int64
    private var said: [SensorReading] = []

    /// A story that comes to now.
    ///
    /// - Parameters:
    ///   - settings: what happens.
    ///   - now: in ns since 1970; its history began as long before as the settings say.
    /// - Throws: what the plant throws.
    init(_ frame: TwinFrame, history: Double, now: Int64) throws {
        self.frame = frame
        origin = now - Int64(history * 1e9)
        number = frame.period.map { Int(history / $0) } ?? 0
        first = try TwinTurn(
            frame, number: number, origin: origin, length: history - Double(number) * (frame.period ?? 0))
        start = first.start
        run = first.run
        instruments = first.instruments
        collector = ReadingCollector(count: frame.channels.count)
    }

    /// Goes on to a time, and tells what instruments have said since the last call.
    ///
    /// - Parameter now: in ns since 1970; one that has passed tells nothing.
    func advance(to now: Int64) throws -> [ReadingBatch] {
        var end = Double(now - start) / 1e9
        guard end > run.time else { return [] }
        while let period = frame.period, end >= period {
            try run.advance(to: period)
            // The plant goes on as it is, and the scenario begins again.
            run = try ScenarioRun(frame.scenario, on: run.plant)
            start += Int64(period * 1e9)
            end -= period
        }
        try run.advance(to: end)
        try frame.look(at: run, &instruments, time: now, hoursBefore: first.before, into: &said)
        collector.take(said, holding: 0)
        return collector.batches(frame.channels, from: "twin")
    }

    /// What is done to it: the procedure and its step; nil where nothing is.
    var task: (procedure: String, step: String, title: String)? { run.plant.task }

    /// What came before.
    var past: TwinPast { TwinPast(frame, first, number: number, origin: origin) }
}

/// The past of a simulated device, told day by day, the newest first.
///
/// Each of its turns begins at rest, as the scenario has it.
final class TwinPast {
    private let frame: TwinFrame
    private var turn: TwinTurn
    private var number: Int
    private let origin: Int64

    fileprivate init(_ frame: TwinFrame, _ turn: TwinTurn, number: Int, origin: Int64) {
        self.frame = frame
        self.turn = turn
        self.number = number
        self.origin = origin
    }

    /// How many days there are at most.
    var days: Int { turn.days + number * Int(((frame.period ?? 0) / 86400).rounded(.up)) }

    /// Where the next day to be told ends, in ns since 1970; nil once all have been told.
    var untold: Int64? { turn.untold ?? (number > 0 ? turn.start : nil) }

    /// Tells a day.
    ///
    /// - Throws: what the plant throws.
    func tell() throws -> [ReadingBatch] {
        if turn.untold == nil, number > 0 {
            number -= 1
            turn = try TwinTurn(frame, number: number, origin: origin, length: frame.period ?? 0)
        }
        return try turn.tell()
    }
}
