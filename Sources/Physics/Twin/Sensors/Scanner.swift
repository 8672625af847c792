/// What connects a bridge to one thermometer after another.
///
/// Slots take turns: for each the scanner switches, waits, then measures until the next. While a thermometer waits its turn, its
/// reading is the last one, with the time of that one: so it ages for a whole round, and no longer unless the scanner stays
/// somewhere. One thermometer alone is measured all the time.
///
/// After switching the filter still holds what the slot before it left:
///
///     R_read = R · (1 + s · exp(−Δt/τ)),   s = (R_before − R) / (R_before + R)
///
/// - Source: sixteen channels as of common scanners, a wait of 3 s and a dwell of 7 s as found in a maker's settings; the law of
///   settling and τ are assumed.
public struct Scanner: Sendable, Hashable, Codable {
    /// How many thermometers it can have: 16.
    public static let slots = 16
    /// How long after switching nothing is measured, in s.
    public var pause: Double
    /// How long it measures after that, in s.
    public var dwell: Double
    /// τ, the time constant of the bridge's filter, in s.
    public var settling: Double

    /// States a scanner.
    ///
    /// - Precondition: the pause is not negative, dwell and settling are above zero; in s, up to an hour.
    public init(pause: Double = 3, dwell: Double = 7, settling: Double = 0.6) {
        precondition(
            (0...3600).contains(pause) && dwell > 0 && dwell <= 3600 && settling > 0 && settling <= 3600,
            "a scanner's times are seconds: pause \(pause), dwell \(dwell), settling \(settling)")
        self.pause = pause
        self.dwell = dwell
        self.settling = settling
    }

    /// Which of its measurements a slot shows at a moment.
    struct Sample: Sendable, Hashable {
        /// When it was taken, in ns.
        var time: Int64
        /// How long after switching, in s; infinite where nothing was switched.
        var settled: Double
    }

    /// A scanner that stays at a slot from a time on.
    struct Stay: Sendable, Hashable, Codable {
        var slot: Int
        var since: Int64
    }

    /// The last measurement of a slot up to a time.
    ///
    /// - Parameters:
    ///   - slot: from 0.
    ///   - count: of the slots that take turns.
    ///   - time: in ns.
    ///   - stay: where it stays, if it does.
    func sample(slot: Int, of count: Int, at time: Int64, stay: Stay? = nil) -> Sample {
        guard count > 1 else { return Sample(time: time, settled: .infinity) }
        let wait = Int64(pause * 1e9)
        if let stay, stay.since <= time {
            let into = time - stay.since
            if stay.slot == slot, into >= wait { return Sample(time: time, settled: Double(into) * 1e-9) }
            return sample(slot: slot, of: count, at: stay.since)
        }
        let turn = wait + Int64(dwell * 1e9)
        let round = turn * Int64(count)
        let shifted = time - turn * Int64(slot)
        var start = shifted / round * round
        if start > shifted { start -= round }
        start += turn * Int64(slot)
        if time - start < wait { start -= round }
        let end = min(time, start + turn)
        return Sample(time: end, settled: Double(end - start) * 1e-9)
    }
}
