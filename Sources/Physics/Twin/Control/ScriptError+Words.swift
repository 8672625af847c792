import Cryogenics
import Quantities
import Text

extension ScriptError {
    /// What is wrong, what was expected, what to do.
    public var words: String {
        switch reason {
        case .control(let error): return "\(error)"
        case .tooMany(let what, let count, let limit): return "\(count) \(what); at most \(limit) can be"
        case .nothing(let expected): return "nothing; expected \(expected)"
        case .timeOutOfRange(let time, let expected): return "\(Self.time(time)); expected \(expected)"
        case .notInOrder(let time, let previous):
            return "\(Self.time(time)) lies before \(Self.time(previous)) of the event above; "
                + "put events in the order of their times"
        case .actions(let found):
            let what = found.isEmpty ? "none" : found.map { "‘\($0)’" }.joined(separator: " and ")
            return
                "\(what) of ‘set’, ‘heat’, ‘run’, ‘fault’ and ‘sensor’; an event does exactly one thing, so write one event for each"
        case .instrument(let words): return words
        case .durationOfRun: return "a procedure ends by itself; leave out ‘for’"
        case .power(let power):
            return "\(Power(si: power)); expected 0 W to \(Power(si: Plant.highestHeat)), for heat only comes in"
        case .setTwice(_, let other):
            return "\(quoted("\(other)")) sets the same control here; leave out one of both"
        case .heatedTwice(let place, let other):
            return "\(quoted(other)) heats the same plate here; leave out \(quoted(place)) or write their sum"
        case .overlap(_, let held, let event, let until):
            return "events[\(event)] \(Self.holds(held, until)); let one end before the other begins"
        case .overlapOfRun(let name, let control, let held, let event, let until):
            return "\(name) sets \(quoted("\(control)")), and events[\(event)] \(Self.holds(held, until)); "
                + "let it run before or afterwards"
        case .secondRun(let event):
            return "events[\(event)] runs a procedure at the same time; let one run before the other"
        case .unknownProcedure(let name, let known):
            let near = nearestNames(to: name, among: known, limit: 1).first.map { "did you mean \($0)? " } ?? ""
            return "no procedure is called \(quoted(name)); \(near)there are \(known.joined(separator: ", "))"
        case .ownProcedure(let name): return "\(quoted(name)) is this procedure; expected another"
        case .unknownPlate(let name, let known):
            return "no plate is called \(quoted(name)); there are \(known.joined(separator: ", "))"
        case .noSuchPart(let control, let plates):
            let plates =
                plates.isEmpty
                ? "no plate of this plant has one" : "plates that have one: \(plates.joined(separator: ", "))"
            return "\(control) is not there; \(plates)"
        case .noSuchStage(let stage, let stages):
            return "this plant has no \(stage.rawValue) stage; there are "
                + stages.map(\.rawValue).joined(separator: ", ")
        case .sameName(let name, let index):
            return "steps[\(index)] is called \(quoted(name)) too; give one of both another name"
        case .needs(let key, let other): return "means nothing without ‘\(other)’; add that, or leave out ‘\(key)’"
        }
    }

    private static func time(_ seconds: Double) -> String { "\(TimeSpan(si: seconds))" }

    private static func holds(_ control: Control, _ until: Double?) -> String {
        let end = until.map { "holds \(quoted("\(control)")) until \(time($0))" }
        return end ?? "sets \(quoted("\(control)")) at the same time"
    }
}

/// Runs a check, and puts what it throws in its place.
func placing(
    _ path: @autoclosure () -> [ScriptError.Step], _ check: () throws(ControlError) -> Void
) throws(ScriptError) {
    do throws(ControlError) {
        try check()
    } catch {
        throw ScriptError(path(), .control(error))
    }
}
