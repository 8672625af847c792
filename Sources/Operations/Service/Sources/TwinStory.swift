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
    /// From when on each channel is told by this story, and not by its past, in ns since 1970.
    private let tellsFrom: [Int64]
    /// How far it has come, in ns since 1970.
    private var moment: Int64
    /// When the turn of now began, in ns since 1970.
    private var start: Int64
    private var said: [SensorReading] = []

    /// How far apart looks are where it has to catch up, in ns.
    private static let step: Int64 = 60_000_000_000
    /// How far it catches up in one call, in ns.
    private static let mostAtOnce: Int64 = 86_400_000_000_000

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
        moment = now
        // What instruments show at once: the last measurement of a thermometer was before now. The past leaves these out.
        try frame.look(at: run, &instruments, time: now, hoursBefore: first.before, into: &said)
        collector.take(said, holding: 0)
        var begin = Array(repeating: Int64.max, count: frame.channels.count)
        for one in said { begin[one.channel] = one.reading.time }
        tellsFrom = begin
    }

    /// Goes on towards a time, and tells what instruments have said since the last call.
    ///
    /// A twin that is behind, for the machine was busy or slept, catches up minute by minute, so that nothing is missing in what it
    /// says: a day in a call at most.
    ///
    /// - Parameter now: in ns since 1970; one that has passed tells nothing new.
    /// - Returns: what was said, and whether it has come to that time.
    func advance(to now: Int64) throws -> (batches: [ReadingBatch], isThere: Bool) {
        let goal = min(now, moment + Self.mostAtOnce)
        while moment < goal {
            // No look for a rest that is shorter than half a step.
            try go(to: goal - moment < Self.step * 3 / 2 ? goal : moment + Self.step)
        }
        return (collector.batches(frame.channels, from: "twin"), moment >= now)
    }

    private func go(to next: Int64) throws {
        var end = Double(next - start) / 1e9
        while let period = frame.period, end >= period {
            try run.advance(to: period)
            // The plant goes on as it is, and the scenario begins again.
            run = try ScenarioRun(frame.scenario, on: run.plant)
            start += Int64(period * 1e9)
            end -= period
        }
        try run.advance(to: end)
        try frame.look(at: run, &instruments, time: next, hoursBefore: first.before, into: &said)
        collector.take(said, holding: 0)
        moment = next
    }

    /// What is done to it: the procedure and its step; nil where nothing is.
    var task: (procedure: String, step: String, title: String)? { run.plant.task }

    /// What came before.
    var past: TwinPast { TwinPast(frame, first, number: number, origin: origin, before: tellsFrom) }
}

/// The past of a simulated device, told day by day, the newest first.
///
/// Each of its turns begins at rest, as the scenario has it.
final class TwinPast {
    private let frame: TwinFrame
    private var turn: TwinTurn
    private var number: Int
    private let origin: Int64
    /// From when on each channel is told by the story of now.
    private let ends: [Int64]

    fileprivate init(_ frame: TwinFrame, _ turn: TwinTurn, number: Int, origin: Int64, before ends: [Int64]) {
        self.frame = frame
        self.turn = turn
        self.number = number
        self.origin = origin
        self.ends = ends
    }

    /// How many days there are at most.
    var days: Int { turn.days + number * Int(((frame.period ?? 0) / 86400).rounded(.up)) }

    /// Where the next day to be told ends, in ns since 1970; nil once all have been told.
    var untold: Int64? { turn.untold ?? (number > 0 ? turn.start : nil) }

    /// A day, and a name that no other has.
    struct Day: Sendable {
        var name: String
        var batches: [ReadingBatch]
    }

    /// Tells a day.
    ///
    /// - Throws: what the plant throws.
    func tell() throws -> Day {
        if turn.untold == nil, number > 0 {
            number -= 1
            turn = try TwinTurn(frame, number: number, origin: origin, length: frame.period ?? 0)
        }
        let name = "past of \(frame.channels.first?.device ?? "") since \(origin): turn \(number), day \(turn.days)"
        return Day(name: name, batches: try turn.tell(before: ends))
    }
}
