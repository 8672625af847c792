internal import HeatTransfer
internal import Readings
internal import Telemetry
internal import Twin

/// A simulated device from now on: what its instruments say.
///
/// Its scenario happens turn after turn. To be there at once only the turn of now is gone through, from its beginning; the past is told by
/// ``TwinPast``, behind the page. After a new start it goes on from a ``Mark``.
final class TwinStory {
    let frame: TwinFrame
    /// How long compressors had run before its instruments began to count, in s.
    private let before: Double
    private var run: ScenarioRun
    private var instruments: PlantInstruments
    private var collector: ReadingCollector
    /// What came before, and is told by others; nil for nothing.
    let plan: TwinPast.Plan?
    /// The turn in which it began, until then.
    private let first: TwinTurn?
    /// How far it has come, in ns since 1970.
    private(set) var moment: Int64
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
    ///   - history: how long before now it began, in s.
    ///   - now: in ns since 1970.
    ///   - heard: what was measured until then is not told, in ns since 1970.
    /// - Throws: what the plant throws.
    init(_ frame: TwinFrame, history: Double, now: Int64, after heard: Int64 = .min) throws {
        self.frame = frame
        let origin = now - Int64(history * 1e9)
        let number = frame.period.map { Int(history / $0) } ?? 0
        let first = try TwinTurn(
            frame, number: number, origin: origin, length: history - Double(number) * (frame.period ?? 0))
        start = first.start
        before = first.before
        run = first.run
        instruments = first.instruments
        collector = ReadingCollector(count: frame.channels.count, after: heard)
        moment = now
        // What instruments show at once: the last measurement of a thermometer was before now. The past leaves these out.
        try frame.look(at: run, &instruments, time: now, hoursBefore: before, into: &said)
        collector.take(said, holding: 0)
        guard history > 0 else {
            (plan, self.first) = (nil, nil)
            return
        }
        var ends = Array(repeating: Int64.max, count: frame.channels.count)
        for one in said { ends[one.channel] = one.reading.time }
        plan = TwinPast.Plan(origin: origin, history: history, ends: ends)
        self.first = first
    }

    /// Where a story stands: all that decides how it goes on.
    struct Mark: Codable, Sendable, Hashable {
        /// How far it has come, in ns since 1970.
        var moment: Int64
        fileprivate var start: Int64
        fileprivate var before: Double
        fileprivate var plant: Plant.Snapshot
        fileprivate var instruments: PlantInstruments.Snapshot
    }

    /// Where it stands now.
    ///
    /// - Throws: what the plant throws.
    func mark() throws -> Mark {
        // What happened so far decides nothing, and only grows.
        Mark(
            moment: moment, start: start, before: before, plant: try run.plant.snapshot().withoutEvents,
            instruments: instruments.snapshot)
    }

    /// A story that goes on from where another stood.
    ///
    /// - Parameters:
    ///   - mark: of a story of the same frame.
    ///   - heard: what was measured until then was told already, in ns since 1970.
    ///   - plan: what came before the story, where some of that may be left to be told.
    /// - Throws: what the plant throws, and where the mark is of another frame.
    init(_ frame: TwinFrame, from mark: Mark, after heard: Int64, plan: TwinPast.Plan?) throws {
        self.frame = frame
        start = mark.start
        before = mark.before
        run = try frame.resume(mark.plant)
        instruments = try frame.instruments(from: mark.instruments)
        collector = ReadingCollector(count: frame.channels.count, after: max(heard, mark.moment))
        moment = mark.moment
        self.plan = plan.flatMap { $0.ends.count == frame.channels.count ? $0 : nil }
        first = nil
    }

    /// What came before, but for days that were told already; nil where nothing did.
    func past(told: Set<String>) -> TwinPast? {
        plan.map { TwinPast(frame, $0, first: first, told: told) }
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
        try frame.look(at: run, &instruments, time: next, hoursBefore: before, into: &said)
        collector.take(said, holding: 0)
        moment = next
    }

    /// What is done to it: the procedure and its step; nil where nothing is.
    var task: (procedure: String, step: String, title: String)? { run.plant.task }
}
