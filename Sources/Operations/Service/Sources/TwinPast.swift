internal import Readings
internal import Telemetry

/// The past of a simulated device, told day by day, the newest first.
///
/// Each of its turns begins at rest, as the scenario has it. It follows from its ``Plan`` alone, to the last bit: what was broken off is
/// told to its end at any later time.
final class TwinPast {
    /// What there is to be told.
    struct Plan: Codable, Sendable, Hashable {
        /// When it begins, in ns since 1970.
        var origin: Int64
        /// How long it lasts, in s.
        var history: Double
        /// From when on each channel is told by the story that follows it, in ns since 1970.
        var ends: [Int64]
    }

    /// A day of a turn.
    struct Part {
        var turn: Int
        /// From 1 on.
        var day: Int
        /// Where it ends, in ns since 1970.
        var end: Int64
        /// A name that no other has, by which the store knows it.
        var name: String
    }

    /// What is to be told.
    let plan: Plan
    private let frame: TwinFrame
    /// The turn that is being told.
    private var turn: (number: Int, whole: TwinTurn)?
    /// What is left, the newest last.
    private var parts: [Part]

    /// A past of which nothing is told yet, or some.
    ///
    /// - Parameters:
    ///   - first: its last turn, where that is at hand.
    ///   - told: names of days that are told already; others do not matter.
    init(_ frame: TwinFrame, _ plan: Plan, first: TwinTurn? = nil, told: Set<String> = []) {
        self.frame = frame
        self.plan = plan
        turn = first.map { (plan.turns(of: frame.period) - 1, $0) }
        parts = plan.parts(of: frame.device, period: frame.period)
        parts.removeAll { told.contains($0.name) }
    }

    /// Whose past it is.
    var device: String { frame.device }

    /// How many days are left.
    var days: Int { parts.count }

    /// Where the next day to be told ends, in ns since 1970; nil once all have been told.
    var untold: Int64? { parts.last?.end }

    /// A day, and its name.
    struct Day: Sendable {
        var name: String
        var batches: [ReadingBatch]
    }

    /// Tells the newest day that is left; nil once there is none.
    ///
    /// - Throws: what the plant throws.
    func tell() throws -> Day? {
        guard let part = parts.last else { return nil }
        let whole: TwinTurn
        if let turn, turn.number == part.turn {
            whole = turn.whole
        } else {
            // What is at hand goes first: a turn is large.
            turn = nil
            whole = try TwinTurn(
                frame, number: part.turn, origin: plan.origin, length: plan.length(of: part.turn, period: frame.period))
            turn = (part.turn, whole)
        }
        parts.removeLast()
        return Day(name: part.name, batches: try whole.tell(day: part.day, before: plan.ends))
    }
}

extension TwinPast.Plan {
    /// How many turns there are, the last of which may have no length.
    ///
    /// - Parameter period: after what time the scenario begins again, in s; nil for never.
    fileprivate func turns(of period: Double?) -> Int { (period.map { Int(history / $0) } ?? 0) + 1 }

    /// How long a turn lasts, in s: the last until the story of now goes on with it.
    fileprivate func length(of turn: Int, period: Double?) -> Double {
        guard let period else { return history }
        return min(period, history - Double(turn) * period)
    }

    /// All days, the newest last.
    ///
    /// - Parameters:
    ///   - device: whose past it is.
    ///   - period: after what time its scenario begins again, in s; nil for never.
    func parts(of device: String, period: Double?) -> [TwinPast.Part] {
        (0..<turns(of: period)).flatMap { turn in
            let start = origin + Int64(Double(turn) * (period ?? 0) * 1e9)
            let length = length(of: turn, period: period)
            return (0..<TwinTurn.days(in: length)).map { index in
                let end = min(Double(index + 1) * TwinTurn.day, length)
                return TwinPast.Part(
                    turn: turn, day: index + 1, end: start + Int64((end * 1e9).rounded()),
                    name: "past of \(device) since \(origin): turn \(turn), day \(index + 1)")
            }
        }
    }
}
