extension Scenario {
    /// The same scenario again and again: all its events, and then once more after each period, for as long as a scenario may.
    ///
    /// Expectations are left where they are.
    ///
    /// - Parameter period: in s.
    /// - Throws: ``ScriptError`` for a period that is not longer than the way to the end of the last event, or is none.
    public func repeated(every period: Double) throws(ScriptError) -> Scenario {
        let end = events.map { $0.at + ($0.duration ?? 0) }.max() ?? 0
        guard period > end, period > 0 else {
            throw ScriptError([], .timeOutOfRange(period, expected: "more than \(end) s, when its last event ends"))
        }
        let count = events.isEmpty ? 1 : Self.mostEvents / events.count
        let times = min(max(count, 1), Int(Procedure.longestTime / period))
        var result = self
        result.events = (0..<max(times, 1)).flatMap { turn in
            events.map { event in
                var event = event
                event.at += Double(turn) * period
                return event
            }
        }
        return result
    }
}
