import Cryogenics
import HeatTransfer
import Quantities
public import Readings

/// A scenario on its way: a plant to which happens what it says, when it says.
///
/// ```swift
/// let run = try ScenarioRun(Scenario.read("heat-step.yaml"), PlantModel(single: .preset("eth-table-3")))
/// try run.advance(to: run.lastTime + 3600)
/// try run.outcomes().allSatisfy(\.holds)
/// ```
///
/// Events act exactly at their times. At one time expectations are looked at first, then what ends goes back, then what begins
/// begins. What an event holds (`set` with `for`), a procedure on its way does not set: its setting waits and is noted, and the
/// control goes there once the event ends; without such a setting, to what it was. A `set` without `for` stands until somebody
/// sets the control again, a procedure too. `heat` adds to all other heat. `run` begins a procedure, and one on its way is left
/// where it is.
///
/// The same scenario and model give the same plant, byte by byte, however the way is cut.
public final class ScenarioRun {
    /// What became of one condition that was expected.
    public struct Outcome: Sendable, Hashable {
        /// When it was looked at, or would have been, in s from the start.
        public var at: Double
        /// What was expected.
        public var subject: Subject
        /// Whether the run came there.
        public var isReached = true
        /// What the signal or reading was, in SI; nil where the run ended before, or where a reading had no number.
        public var value: Double?
        /// The quality of a reading; nil of a signal, and where nothing came.
        public var quality: Quality?
        /// Whether it was met; what was not reached was not.
        public var holds: Bool
    }

    /// What an expectation is about.
    public enum Subject: Sendable, Hashable, CustomStringConvertible {
        /// The plant as it is.
        case signal(Condition)
        /// What an instrument of a device says.
        case reading(ReadingCondition, device: String, unit: ChannelUnit)

        /// What was expected, in words.
        public var description: String {
            switch self {
            case .signal(let condition): "\(condition)"
            case .reading(let condition, let device, _):
                condition.plate == nil
                    ? "\(condition)".replacing("reading ", with: "reading \(device)/") : "\(condition)"
            }
        }
    }

    /// What happens.
    public let scenario: Scenario
    /// What it happens to; its clock is that of the scenario, 0 at the start.
    public let plant: Plant

    /// What is due at a time, in the order in which it is done.
    private struct Due {
        enum Kind: Int {
            case look, end, begin
        }
        var time: Double
        var kind: Kind
        /// Of the event or expectation.
        var index: Int
    }

    /// What is wrong with instruments now, in the order in which it began; the plant knows nothing of it.
    public private(set) var sensorFaults: [SensorFault] = []

    /// What instruments see, where anything is expected of them; looked at once a minute.
    private var watched: ScenarioInstruments?
    private var looks = 0

    private let dues: [Due]
    private var next = 0
    /// What became of expectations that were looked at.
    private var seen: [Int: [Outcome]] = [:]

    /// A scenario on a plant that is as it is.
    ///
    /// - Parameters:
    ///   - scenario: what happens; its ``Scenario/start`` is not looked at.
    ///   - plant: goes on from what it is now, on a clock of its own; the plant itself is not touched.
    /// - Throws: ``ScriptError`` for a scenario that cannot happen to the plant; `NetworkError` where the plant has no state.
    public convenience init(_ scenario: Scenario, on plant: Plant) throws {
        try scenario.check(on: plant.model)
        try self.init(scenario, plant: plant.countingFromNow(), doneUntil: nil)
    }

    /// A scenario in the middle, as a run that came there goes on: what was due by then has happened.
    ///
    /// Expectations that were looked at before are not looked at again, and count as not reached. Instruments begin anew: what is
    /// expected of readings sees them as when they are switched on now.
    ///
    /// - Parameters:
    ///   - scenario: what happens.
    ///   - model: the plant.
    ///   - snapshot: of the plant of a run of the same scenario.
    /// - Throws: ``ScriptError`` for a scenario that cannot happen to the plant; `NetworkError` for a snapshot of another model.
    public convenience init(_ scenario: Scenario, _ model: PlantModel, resuming snapshot: Plant.Snapshot) throws {
        try scenario.check(on: model)
        try self.init(scenario, plant: Plant(model, from: snapshot), doneUntil: snapshot.time)
    }

    private init(_ scenario: Scenario, plant: Plant, doneUntil end: Double?) throws {
        self.scenario = scenario
        self.plant = plant
        dues = Self.dues(of: scenario)
        if scenario.expectations.contains(where: { !$0.readings.isEmpty }) {
            watched = try ScenarioInstruments(plant.model, seed: scenario.seed)
        }
        guard let end else { return }
        looks = Int((end / Plant.interval).rounded(.up))
        while next < dues.count, dues[next].time <= end {
            let due = dues[next]
            next += 1
            guard due.kind != .look, case .sensor(let sensor) = scenario.events[due.index].action else { continue }
            if due.kind == .begin { begin(sensor) } else { finish(sensor) }
        }
    }

    /// What is due, in the order in which it is done.
    private static func dues(of scenario: Scenario) -> [Due] {
        var dues: [Due] = []
        for (index, event) in scenario.events.enumerated() {
            dues.append(Due(time: event.at, kind: .begin, index: index))
            if let duration = event.duration {
                dues.append(Due(time: event.at + duration, kind: .end, index: index))
            }
        }
        for (index, expectation) in scenario.expectations.enumerated() {
            if let at = expectation.at { dues.append(Due(time: at, kind: .look, index: index)) }
        }
        return dues.sorted { ($0.time, $0.kind.rawValue, $0.index) < ($1.time, $1.kind.rawValue, $1.index) }
    }

    /// A scenario from its own start: room temperature, or the base, to which the plant is brought first.
    ///
    /// - Parameters:
    ///   - scenario: what is to happen.
    ///   - model: the plant that it happens to.
    ///   - progress: told the simulated time in s now and then while the plant is brought to its base.
    /// - Throws: ``ScriptError`` for a scenario that cannot happen to the plant, ``StartError`` where the plant does not come to
    ///   its base, `NetworkError` where the model cannot be followed.
    public convenience init(
        _ scenario: Scenario, _ model: PlantModel, progress: (Double) -> Void = { _ in }
    ) throws {
        // A fault of the scenario is told before a cooldown is run.
        try scenario.check(on: model)
        switch scenario.start {
        case .warm: try self.init(scenario, on: Plant(model))
        case .base: try self.init(scenario, on: Plant.atBase(model, progress: progress))
        }
    }

    /// In s from the start.
    public var time: Double { plant.time }

    /// When the last event begins or ends or an expectation is looked at, in s from the start; 0 without any.
    public var lastTime: Double { dues.last?.time ?? 0 }

    /// What happened since the start.
    public var events: [Plant.Event] { plant.events.filter { $0.time >= 0 } }

    /// Goes on to a time in s from the start, what is due then included.
    ///
    /// - Throws: `NetworkError` where the plant leaves what is known of it.
    public func advance(to end: Double) throws {
        while true {
            let look = watched == nil ? .infinity : Double(looks) * Plant.interval
            let due = next < dues.count ? dues[next] : nil
            let time = min(look, due?.time ?? .infinity)
            guard time <= end else { break }
            try plant.advance(to: time)
            if look == time {
                looks += 1
                try watch()
                continue
            }
            next += 1
            guard let due else { continue }
            switch due.kind {
            case .look:
                try watch()
                seen[due.index] = try outcomes(of: scenario.expectations[due.index], at: plant.reading(), watched)
            case .end: try finish(scenario.events[due.index])
            case .begin: try begin(scenario.events[due.index])
            }
        }
        try plant.advance(to: end)
    }

    /// Lets the instruments look, where anything is expected of them.
    private func watch() throws {
        guard watched != nil else { return }
        let reading = try plant.reading()
        _ = try watched?.readings(of: reading, with: sensorFaults)
    }

    /// What became of what was expected, as the scenario orders it; what has no time is looked at now, as at the end.
    ///
    /// - Throws: `NetworkError` where the plant has no state.
    public func outcomes() throws -> [Outcome] {
        let now = try plant.reading()
        return try scenario.expectations.enumerated().flatMap { index, expectation in
            if let seen = seen[index] { return seen }
            let found = try outcomes(of: expectation, at: now, watched)
            guard let at = expectation.at else { return found }
            return found.map {
                Outcome(at: at, subject: $0.subject, isReached: false, value: nil, quality: nil, holds: false)
            }
        }
    }

    /// - Parameter watched: a copy, so that what is only asked changes nothing.
    private func outcomes(
        of expectation: Scenario.Expectation, at reading: PlantReading, _ watched: ScenarioInstruments?
    ) throws -> [Outcome] {
        var result = expectation.conditions.map { condition in
            let value = reading.value(of: condition.signal)
            return Outcome(
                at: reading.time, subject: .signal(condition), value: value, holds: condition.holds(for: value))
        }
        guard !expectation.readings.isEmpty, var watched else { return result }
        let said = try watched.readings(of: reading, with: sensorFaults)
        for condition in expectation.readings {
            for device in condition.devices(of: plant.model) {
                let channel = try watched.instruments.place(of: condition.channel, at: device)
                let found = said.first { $0.channel == channel }?.reading
                result.append(
                    Outcome(
                        at: reading.time,
                        subject: .reading(
                            condition, device: device, unit: watched.instruments.channels[channel].unit),
                        value: found?.value, quality: found?.quality,
                        holds: condition.holds(for: found, in: watched.instruments.rawUnit(of: channel))))
            }
        }
        return result
    }

    private func begin(_ event: Scenario.Event) throws {
        switch event.action {
        case .set(let settings):
            for item in settings {
                plant.note("\(item.control) \(item.setting.words(for: item.control.part))")
            }
            if event.duration == nil { try plant.set(settings) } else { try plant.hold(settings) }
        case .heat(let heats):
            for heat in heats {
                plant.note("heat of \(Power(si: heat.power)) into \(heat.place)")
                try plant.inject(heat.power, into: heat.stage, at: heat.plate)
            }
        case .run(let name): try plant.run(scenario.procedure(named: name), others: scenario.procedures)
        case .fault(let fault): try plant.begin(fault)
        case .sensor(let sensor):
            plant.note("instrument: \(sensor.words)")
            begin(sensor)
            try watch()
        }
    }

    private func finish(_ event: Scenario.Event) throws {
        switch event.action {
        case .set(let settings):
            for item in settings { plant.note("\(item.control) goes back") }
            try plant.release(settings.map(\.control))
        case .heat(let heats):
            for heat in heats {
                plant.note("heat of \(Power(si: heat.power)) into \(heat.place) ends")
                try plant.inject(-heat.power, into: heat.stage, at: heat.plate)
            }
        case .run: break
        case .fault(let fault): try plant.end(fault)
        case .sensor(let sensor):
            plant.note("instrument right again: \(sensor.words)")
            finish(sensor)
            try watch()
        }
    }

    private func begin(_ sensor: Scenario.SensorEvent) { sensorFaults += sensor.faults(of: plant.model) }

    private func finish(_ sensor: Scenario.SensorEvent) {
        for fault in sensor.faults(of: plant.model) {
            if let place = sensorFaults.firstIndex(of: fault) { sensorFaults.remove(at: place) }
        }
    }
}

extension Scenario {
    /// Refuses a scenario that cannot happen to a plant of a model.
    func check(on model: PlantModel) throws(ScriptError) {
        try check(plates: model.plates.map(\.name))
        // Made once, and only for a scenario that is about instruments.
        var instruments: PlantInstruments?
        for (index, event) in events.enumerated() {
            let path: [ScriptError.Step] = [.key("events"), .item(index)]
            switch event.action {
            case .set(let settings):
                for control in settings.map(\.control) {
                    do throws(ScriptError) { try model.check(control) } catch {
                        throw ScriptError(path + [.key("set"), .key("\(control)")], error.reason)
                    }
                }
            case .heat(let heats):
                for heat in heats where !model.stages.contains(heat.stage) {
                    throw ScriptError(
                        path + [.key("heat"), .key(heat.place)], .noSuchStage(heat.stage, having: model.stages))
                }
            case .run: break
            case .sensor(let sensor):
                do throws(ScriptError) { try model.check(sensor, with: &instruments, seed: seed) } catch {
                    throw ScriptError(path + [.key("sensor")] + error.path, error.reason)
                }
            case .fault(let fault):
                do throws(ScriptError) { try model.check(fault) } catch {
                    throw ScriptError(path + [.key("fault")] + error.path, error.reason)
                }
            }
        }
        for (index, expectation) in expectations.enumerated() {
            for reading in expectation.readings {
                do throws(ScriptError) { try model.check(reading, with: &instruments, seed: seed) } catch {
                    throw ScriptError(
                        [.key("expect"), .item(index), .key("reading")] + error.path, error.reason)
                }
            }
            for case .stage(let stage, let scope) in expectation.conditions.map(\.signal)
            where !model.stages.contains(stage) {
                throw ScriptError(
                    [.key("expect"), .item(index), .key("\(Signal.stage(stage, scope))")],
                    .noSuchStage(stage, having: model.stages))
            }
        }
    }
}
