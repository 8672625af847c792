/// What operators do in turn: steps that set controls and wait for conditions.
///
/// ```yaml
/// kind: Procedure
/// name: rest
/// title: "Lets the still rest"
/// steps:
///   - name: warm
///     title: "Still heater off"
///     set: { still-heater: off }
///     until: { still: "< 600 mK" }
///     at_least: 10 min
///     within: 2 h
///     event: "still rests"
/// ```
///
/// A step sets its controls as it begins. It ends when it has lasted ``Step/least`` and all conditions hold, and the next one
/// begins. When ``Step/within`` passes first, the step has failed, and the procedure stops there with everything left as it is;
/// where the step names a procedure to be run ``Step/otherwise``, that one begins at once instead.
public struct Procedure: Sendable, Hashable, Codable {
    /// Its name: what scenarios run it by.
    public var name: String
    /// What it is, in a line.
    public var title: String
    /// What is done, in turn.
    public var steps: [Step]

    /// A procedure; ``check(procedures:plates:)`` says whether it can be.
    public init(name: String, title: String, steps: [Step]) {
        self.name = name
        self.title = title
        self.steps = steps
    }

    /// A step of a procedure.
    public struct Step: Sendable, Hashable, Codable {
        /// Its name, which no other step of the procedure has.
        public var name: String
        /// What it is, in a line.
        public var title: String
        /// What is set as it begins.
        public var set: [ControlSetting]
        /// What must hold for it to end; all of it, at once.
        public var until: [Condition]
        /// How long it lasts at least, in s.
        public var least: Double
        /// How long it may last, in s, longer being a failure; nil for any time.
        public var within: Double?
        /// What is noted to have happened when it ends; nil for nothing.
        public var event: String?
        /// The procedure that is run when it fails; nil to stop there and leave everything as it is.
        public var otherwise: String?

        /// A step.
        public init(
            name: String, title: String, set: [ControlSetting] = [], until: [Condition] = [], least: Double = 0,
            within: Double? = nil, event: String? = nil, otherwise: String? = nil
        ) {
            self.name = name
            self.title = title
            self.set = set
            self.until = until
            self.least = least
            self.within = within
            self.event = event
            self.otherwise = otherwise
        }
    }

    /// The most steps of a procedure.
    public static let mostSteps = 1000

    /// The longest time that a procedure or a scenario may name, in s: a hundred years of 365 days.
    public static let longestTime = 100 * 365 * 86400.0
}
