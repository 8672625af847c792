public import Cryogenics
import Quantities

/// Why a procedure or a scenario cannot be: where in it, and what was expected.
public struct ScriptError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A step on the way to what is wrong.
    public enum Step: Sendable, Hashable {
        /// A key of a mapping, as files have it.
        case key(String)
        /// An item of a list, from 0.
        case item(Int)
    }

    /// What is wrong; times in s.
    public enum Reason: Sendable, Hashable {
        /// A control, setting, signal or condition.
        case control(ControlError)
        /// More items than the limit.
        case tooMany(String, count: Int, limit: Int)
        /// Nothing where something must be.
        case nothing(expected: String)
        /// A time outside of what there is.
        case timeOutOfRange(Double, expected: String)
        /// An event in the past of the one before.
        case notInOrder(Double, previous: Double)
        /// An event with none or several of set, heat, run, fault and sensor.
        case actions([String])
        /// What an instrument cannot have, in words.
        case instrument(String)
        /// A time that a procedure is to last.
        case durationOfRun
        /// A power that is negative or not finite, in W.
        case power(Double)
        /// A control set twice by one event or step.
        case setTwice(Control, and: Control)
        /// Heat given to a plate twice by one event.
        case heatedTwice(String, and: String)
        /// A control that another event holds at that time.
        case overlap(Control, held: Control, by: Int, until: Double?)
        /// A procedure that sets a control which another event holds when it begins.
        case overlapOfRun(String, sets: Control, held: Control, by: Int, until: Double?)
        /// A procedure beginning with another.
        case secondRun(by: Int)
        /// A procedure that nobody knows.
        case unknownProcedure(String, known: [String])
        /// A procedure that takes over from itself.
        case ownProcedure(String)
        /// A plate that there is not.
        case unknownPlate(String, known: [String])
        /// A control of a part that no plate meant has.
        case noSuchPart(Control, having: [String])
        /// A stage that the plant does not have.
        case noSuchStage(Stage, having: [Stage])
        /// Two steps of one name.
        case sameName(String, as: Int)
        /// Two keys of which the first means nothing without the second.
        case needs(String, String)
    }

    /// The way from the whole to what is wrong, as files name things.
    public var path: [Step]
    /// What is wrong.
    public var reason: Reason

    init(_ path: [Step], _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// The way and the words: `events[2].at: …`.
    public var description: String {
        var place = ""
        for step in path {
            switch step {
            case .key(let key): place += place.isEmpty ? key : ".\(key)"
            case .item(let index): place += "[\(index)]"
            }
        }
        return place.isEmpty ? words : "\(place): \(words)"
    }
}
