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
    private struct Part {
        var turn: Int
        /// From 1 on.
        var day: Int
    }

    /// What is to be told.
    let plan: Plan
    private let frame: TwinFrame
    /// The turn that is being told.
    private var turn: (number: Int, whole: TwinTurn)?
    /// What is left, the newest last.
    private var parts: [Part] = []

    /// A past of which nothing is told yet, or some.
    ///
    /// - Parameters:
    ///   - first: its last turn, where that is at hand.
    ///   - told: names of days that are told already; others do not matter.
    init(_ frame: TwinFrame, _ plan: Plan, first: TwinTurn? = nil, told: Set<String> = []) {
        self.frame = frame
        self.plan = plan
        let last = frame.period.map { Int(plan.history / $0) } ?? 0
        turn = first.map { (last, $0) }
        for number in 0...max(last, 0) {
            for day in 0..<TwinTurn.days(in: length(of: number)) {
                let part = Part(turn: number, day: day + 1)
                if !told.contains(name(of: part)) { parts.append(part) }
            }
        }
    }

    /// How long a turn lasts, in s: the last until the story of now goes on with it.
    private func length(of number: Int) -> Double {
        guard let period = frame.period else { return plan.history }
        return min(period, plan.history - Double(number) * period)
    }

    private func start(of number: Int) -> Int64 { plan.origin + Int64(Double(number) * (frame.period ?? 0) * 1e9) }

    /// A name that no other day has.
    private func name(of part: Part) -> String {
        "past of \(frame.channels.first?.device ?? "") since \(plan.origin): turn \(part.turn), day \(part.day)"
    }

    /// How many days are left.
    var days: Int { parts.count }

    /// Where the next day to be told ends, in ns since 1970; nil once all have been told.
    var untold: Int64? {
        parts.last.map { part in
            start(of: part.turn) + Int64((min(Double(part.day) * TwinTurn.day, length(of: part.turn)) * 1e9).rounded())
        }
    }

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
            whole = try TwinTurn(frame, number: part.turn, origin: plan.origin, length: length(of: part.turn))
            turn = (part.turn, whole)
        }
        parts.removeLast()
        return Day(name: name(of: part), batches: try whole.tell(day: part.day, before: plan.ends))
    }
}
