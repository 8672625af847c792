extension Procedure {
    /// Refuses a procedure that cannot be run.
    ///
    /// - Parameters:
    ///   - procedures: the names of others that it may go on with; those that come with Subkelvin are known anyway.
    ///   - plates: the plates of the plant by name; nil where that is not known.
    /// - Throws: ``ScriptError`` with the place of the first fault: no steps or too many, two of one name, a step that does
    ///   nothing, times that cannot be, settings and conditions that cannot be, a procedure or plate that there is not.
    public func check(procedures: [String] = [], plates: [String]? = nil) throws(ScriptError) {
        guard !name.isEmpty else { throw ScriptError([.key("name")], .nothing(expected: "a name")) }
        guard !steps.isEmpty else { throw ScriptError([.key("steps")], .nothing(expected: "at least one step")) }
        guard steps.count <= Self.mostSteps else {
            throw ScriptError([.key("steps")], .tooMany("steps", count: steps.count, limit: Self.mostSteps))
        }
        let known = Set(Self.names).union(procedures).sorted()
        var names: [String: Int] = [:]
        for (index, step) in steps.enumerated() {
            let path: [ScriptError.Step] = [.key("steps"), .item(index)]
            guard !step.name.isEmpty else { throw ScriptError(path + [.key("name")], .nothing(expected: "a name")) }
            if let other = names.updateValue(index, forKey: step.name) {
                throw ScriptError(path + [.key("name")], .sameName(step.name, as: other))
            }
            try step.check(path, plates)
            guard let otherwise = step.otherwise else { continue }
            guard otherwise != name else {
                throw ScriptError(path + [.key("otherwise")], .ownProcedure(name))
            }
            guard known.contains(otherwise) else {
                throw ScriptError(path + [.key("otherwise")], .unknownProcedure(otherwise, known: known))
            }
        }
    }
}

extension Procedure.Step {
    fileprivate func check(_ path: [ScriptError.Step], _ plates: [String]?) throws(ScriptError) {
        guard !set.isEmpty || !until.isEmpty || least != 0 else {
            throw ScriptError(path, .nothing(expected: "at least one of ‘set’, ‘until’ and ‘at_least’"))
        }
        try set.check(path + [.key("set")], plates)
        for condition in until {
            try placing(path + [.key("until"), .key("\(condition.signal)")]) { () throws(ControlError) in
                try condition.check()
            }
        }
        let longest = Procedure.longestTime
        guard least >= 0, least <= longest else {
            throw ScriptError(
                path + [.key("at_least")], .timeOutOfRange(least, expected: "0 s or more, and at most 100 years"))
        }
        if let within {
            guard within > 0, within >= least, within <= longest else {
                throw ScriptError(
                    path + [.key("within")],
                    .timeOutOfRange(within, expected: "more than 0 s, no less than ‘at_least’, at most 100 years"))
            }
            guard !until.isEmpty else { throw ScriptError(path + [.key("within")], .needs("within", "until")) }
        }
        guard otherwise == nil || within != nil else {
            throw ScriptError(path + [.key("otherwise")], .needs("otherwise", "within"))
        }
        guard event != "" else { throw ScriptError(path + [.key("event")], .nothing(expected: "what happened")) }
    }
}

extension [ControlSetting] {
    /// Refuses settings that cannot be, and two of one control.
    func check(_ path: [ScriptError.Step], _ plates: [String]?) throws(ScriptError) {
        var seen = ControlHolds()
        for (index, item) in enumerated() {
            let place = path + [.key("\(item.control)")]
            try placing(place) { () throws(ControlError) in try item.setting.check(for: item.control.part) }
            try checkPlate(item.control.plate, plates, place)
            if let other = seen.holder(of: item.control, at: 0) {
                throw ScriptError(place, .setTwice(item.control, and: other.control))
            }
            seen.add(ControlHolds.Hold(control: item.control, event: index, start: 0, end: .infinity))
        }
    }
}

/// Refuses a plate that there is not.
func checkPlate(_ plate: String?, _ plates: [String]?, _ path: [ScriptError.Step]) throws(ScriptError) {
    guard let plate, let plates, !plates.contains(plate) else { return }
    throw ScriptError(path, .unknownPlate(plate, known: plates))
}
