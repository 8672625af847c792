/// Which controls are held by which events, as time goes on.
///
/// - Complexity: O(1) a question and an addition, so that a long scenario is checked in proportion to its length.
struct ControlHolds {
    /// A control held from a time to another, in s; for a moment where both are the same.
    struct Hold {
        var control: Control
        var event: Int
        var start: Double
        var end: Double

        /// Whether it is held at a time that is not before its start; no longer at its end.
        func isHeld(at time: Double) -> Bool { time < end || time == start }
    }

    private struct OfPart {
        /// The one of all plates.
        var all: Hold?
        /// That of each plate.
        var plates: [String: Hold] = [:]
        /// The one of any plate that ends last.
        var last: Hold?
    }

    private var parts: [Control.Part: OfPart] = [:]

    /// Who holds a control, or part of it, at a time; ask in the order of times.
    func holder(of control: Control, at time: Double) -> Hold? {
        guard let holds = parts[control.part] else { return nil }
        if let all = holds.all, all.isHeld(at: time) { return all }
        let own = control.plate.map { holds.plates[$0] } ?? holds.last
        guard let own, own.isHeld(at: time) else { return nil }
        return own
    }

    /// Notes a hold, which begins no earlier than those before it.
    mutating func add(_ hold: Hold) {
        // In place: a copy of what a scenario holds for each addition would cost its square.
        let part = hold.control.part
        guard let plate = hold.control.plate else {
            parts[part, default: OfPart()].all = hold
            return
        }
        parts[part, default: OfPart()].plates[plate] = hold
        if hold.end >= (parts[part]?.last?.end ?? hold.end) { parts[part]?.last = hold }
    }
}
