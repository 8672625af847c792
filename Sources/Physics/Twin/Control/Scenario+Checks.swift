import Cryogenics

extension Scenario {
    /// Refuses a scenario that cannot be run, or of which nobody could say what it means.
    ///
    /// Two events may not set one control at the same moment, nor one while another holds it: from its beginning to just before its
    /// end, where it has ``Event/duration``. An event without a duration sets and holds nothing; what it set stands until another
    /// event or a procedure sets it again. A procedure may not begin while an event holds a control that it sets, or that one
    /// sets which it may go on with.
    ///
    /// - Parameter plates: the plates of the plant by name; nil where that is not known.
    /// - Throws: ``ScriptError`` with the place of the first fault.
    public func check(plates: [String]? = nil) throws(ScriptError) {
        for (what, count) in [("events", events.count), ("expect", expectations.count)]
        where count > Self.mostEvents {
            throw ScriptError(
                [.key(what)],
                .tooMany(what == "expect" ? "expectations" : what, count: count, limit: Self.mostEvents))
        }
        guard !name.isEmpty else { throw ScriptError([.key("name")], .nothing(expected: "a name")) }
        var checks = ScenarioChecks(procedures: procedures, plates: plates)
        for (index, event) in events.enumerated() {
            if index > 0, event.at < events[index - 1].at {
                throw ScriptError(
                    [.key("events"), .item(index), .key("at")], .notInOrder(event.at, previous: events[index - 1].at))
            }
            try checks.check(event, index)
        }
        for (index, expectation) in expectations.enumerated() {
            try expectation.check([.key("expect"), .item(index)])
            for reading in expectation.readings {
                try checkPlate(
                    reading.plate, plates, [.key("expect"), .item(index), .key("reading"), .key("plate")])
            }
        }
    }
}

/// The checks of events, in the order of their times.
private struct ScenarioChecks {
    let procedures: [Procedure]
    let plates: [String]?
    /// What events hold.
    private var holds = ControlHolds()
    /// The last procedure that was run, and what it sets, held for the moment in which it begins.
    private var run: (event: Int, at: Double, holds: ControlHolds)?
    /// What procedures set, by their names.
    private var known: [String: [Control]] = [:]

    init(procedures: [Procedure], plates: [String]?) {
        self.procedures = procedures
        self.plates = plates
    }

    mutating func check(_ event: Scenario.Event, _ index: Int) throws(ScriptError) {
        let path: [ScriptError.Step] = [.key("events"), .item(index)]
        try checkTimes(of: event, path)
        switch event.action {
        case .set(let settings): try check(settings, of: event, index, path + [.key("set")])
        case .heat(let heats): try check(heats, path + [.key("heat")])
        case .fault(let fault): try checkPlate(fault.plate, plates, path + [.key("fault"), .key("plate")])
        case .sensor(let sensor):
            try checkPlate(sensor.plate, plates, path + [.key("sensor"), .key("plate")])
        case .run(let name):
            guard event.duration == nil else { throw ScriptError(path + [.key("for")], .durationOfRun) }
            try check(run: name, at: event.at, index, path + [.key("run")])
        }
    }

    private func checkTimes(of event: Scenario.Event, _ path: [ScriptError.Step]) throws(ScriptError) {
        let longest = Procedure.longestTime
        guard event.at >= 0, event.at <= longest else {
            throw ScriptError(
                path + [.key("at")], .timeOutOfRange(event.at, expected: "0 s or later, and at most 100 years"))
        }
        guard let duration = event.duration else { return }
        // A duration that rounding swallows would end before it begins to hold.
        guard duration > 0, duration <= longest, event.at + duration > event.at else {
            throw ScriptError(
                path + [.key("for")],
                .timeOutOfRange(duration, expected: "more than 0 s, and at most 100 years; for good, if left out"))
        }
    }

    private mutating func check(
        _ settings: [ControlSetting], of event: Scenario.Event, _ index: Int, _ path: [ScriptError.Step]
    ) throws(ScriptError) {
        guard !settings.isEmpty else {
            throw ScriptError(path, .nothing(expected: "at least one control, such as ‘v9: closed’"))
        }
        try settings.check(path, plates)
        for control in settings.map(\.control) {
            let place = path + [.key("\(control)")]
            if let hold = holds.holder(of: control, at: event.at) {
                let until = hold.end > hold.start ? hold.end : nil
                throw ScriptError(place, .overlap(control, held: hold.control, by: hold.event, until: until))
            }
            if let hold = run?.holds.holder(of: control, at: event.at) {
                throw ScriptError(place, .overlap(control, held: hold.control, by: hold.event, until: nil))
            }
        }
        for control in settings.map(\.control) {
            holds.add(
                ControlHolds.Hold(
                    control: control, event: index, start: event.at, end: event.at + (event.duration ?? 0)))
        }
    }

    private func check(_ heats: [Scenario.Heat], _ path: [ScriptError.Step]) throws(ScriptError) {
        guard !heats.isEmpty else {
            throw ScriptError(path, .nothing(expected: "at least one stage, such as ‘base: 10 µW’"))
        }
        var all: [Stage: String] = [:]
        var own: [Stage: [String: String]] = [:]
        for heat in heats {
            let place = path + [.key(heat.place)]
            guard (0...Plant.highestHeat).contains(heat.power) else { throw ScriptError(place, .power(heat.power)) }
            try checkPlate(heat.plate, plates, place)
            let other = all[heat.stage] ?? (heat.plate.map { own[heat.stage]?[$0] } ?? own[heat.stage]?.values.first)
            if let other { throw ScriptError(place, .heatedTwice(heat.place, and: other)) }
            if let plate = heat.plate {
                own[heat.stage, default: [:]][plate] = heat.place
            } else {
                all[heat.stage] = heat.place
            }
        }
    }

    private mutating func check(
        run name: String, at time: Double, _ index: Int, _ path: [ScriptError.Step]
    ) throws(ScriptError) {
        let controls = try controls(of: name, path)
        if let run, run.at == time { throw ScriptError(path, .secondRun(by: run.event)) }
        for control in controls {
            guard let hold = holds.holder(of: control, at: time) else { continue }
            let until = hold.end > hold.start ? hold.end : nil
            throw ScriptError(
                path, .overlapOfRun(name, sets: control, held: hold.control, by: hold.event, until: until))
        }
        var own = ControlHolds()
        for control in controls { own.add(.init(control: control, event: index, start: time, end: time)) }
        run = (index, time, own)
    }

    /// What a procedure sets, and those that it may go on with.
    private mutating func controls(of name: String, _ path: [ScriptError.Step]) throws(ScriptError) -> [Control] {
        if let controls = known[name] { return controls }
        let names = Set(Procedure.names).union(procedures.map(\.name)).sorted()
        var controls: [Control] = []
        var seen: Set<String> = [name]
        var waiting = [name]
        while let next = waiting.popLast() {
            guard let procedure = procedures.first(where: { $0.name == next }) ?? (try? Procedure.named(next)) else {
                throw ScriptError(path, .unknownProcedure(next, known: names))
            }
            for step in procedure.steps {
                controls += step.set.map(\.control)
                if let otherwise = step.otherwise, seen.insert(otherwise).inserted { waiting.append(otherwise) }
            }
        }
        var unique: Set<Control> = []
        controls = controls.filter { unique.insert($0).inserted }
        known[name] = controls
        return controls
    }
}

extension Scenario.Expectation {
    fileprivate func check(_ path: [ScriptError.Step]) throws(ScriptError) {
        if let at {
            guard at >= 0, at <= Procedure.longestTime else {
                throw ScriptError(
                    path + [.key("at")], .timeOutOfRange(at, expected: "0 s or later, and at most 100 years"))
            }
        }
        guard !conditions.isEmpty || !readings.isEmpty else {
            throw ScriptError(
                path, .nothing(expected: "at least one signal, such as ‘base: \"< 20 mK\"’, or a ‘reading’"))
        }
        for condition in conditions {
            try placing(path + [.key("\(condition.signal)")]) { () throws(ControlError) in try condition.check() }
        }
    }
}
