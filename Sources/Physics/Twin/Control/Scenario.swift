public import Cryogenics

/// What happens to a plant, when, and what is expected of it.
///
/// ```yaml
/// kind: Scenario
/// name: pulse-tube-off
/// title: "The pulse tube stops for half an hour"
/// start: base
/// events:
///   - { at: 1 h, for: 30 min, set: { pulsetube: off } }
///   - { at: 4 h, run: warmup }
/// expect:
///   - { at: 90 min, 4K: "> 4 K" }
///   - { base: "> 1 K" }
/// ```
///
/// Deterministic: the same plant, scenario and seed give the same readings.
public struct Scenario: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// What it is, in a line.
    public var title: String
    /// What the plant is like at first.
    public var start: Start
    /// What noise and chance begin from.
    public var seed: UInt64
    /// What happens, in the order of times.
    public var events: [Event]
    /// What must hold, and when.
    public var expectations: [Expectation]
    /// Procedures that events may run besides those that come with Subkelvin; of one name, these.
    public var procedures: [Procedure]

    /// A scenario; ``check(plates:)`` says whether it can be.
    public init(
        name: String, title: String, start: Start, seed: UInt64 = 1, events: [Event] = [],
        expectations: [Expectation] = [], procedures: [Procedure] = []
    ) {
        self.name = name
        self.title = title
        self.start = start
        self.seed = seed
        self.events = events
        self.expectations = expectations
        self.procedures = procedures
    }

    /// The procedure of a name: its own, or one that comes with Subkelvin.
    ///
    /// - Throws: ``ScriptError`` naming those that there are.
    public func procedure(named name: String) throws -> Procedure {
        if let own = procedures.first(where: { $0.name == name }) { return own }
        return try .named(name)
    }

    /// What a plant is like at first.
    public enum Start: String, Sendable, Hashable, CaseIterable, Codable {
        /// At room temperature, the can full of air, the mixture in the tank, everything off.
        case warm
        /// At rest at its base, the mixture circulating.
        case base
    }

    /// Something that happens.
    public struct Event: Sendable, Hashable {
        /// When it begins, in s from the start.
        public var at: Double
        /// How long it lasts, in s; nil for good.
        ///
        /// What was set goes back afterwards to what it was before; what broke is mended.
        public var duration: Double?
        /// What happens.
        public var action: Action

        /// Something that happens.
        public init(at: Double, for duration: Double? = nil, _ action: Action) {
            self.at = at
            self.duration = duration
            self.action = action
        }
    }

    /// What happens in an event.
    public enum Action: Sendable, Hashable {
        /// Controls are set.
        case set([ControlSetting])
        /// Heat comes in, besides all other heat; that of several events adds up.
        case heat([Heat])
        /// A procedure begins, by its name.
        case run(String)
        /// Something breaks, and is mended when the event ends.
        case fault(Fault)
        /// An instrument goes wrong while the plant stays as it is.
        case sensor(SensorEvent)
    }

    /// Heat into a plate.
    public struct Heat: Sendable, Hashable {
        /// The stage.
        public var stage: Stage
        /// The plate's name; nil for the plate of each node.
        public var plate: String?
        /// The power in W into each such plate; any that is not negative.
        public var power: Double

        /// Heat into a plate, or into that of each node.
        public init(_ power: Double, into stage: Stage, at plate: String? = nil) {
            self.stage = stage
            self.plate = plate
            self.power = power
        }

        /// The place as files name it: `base`, `A.4K`.
        public var place: String { (plate.map { "\($0)." } ?? "") + stage.rawValue }
    }

    /// What must hold at a time.
    public struct Expectation: Sendable, Hashable {
        /// When, in s from the start; nil at the end.
        public var at: Double?
        /// What the plant must be like; all of it.
        public var conditions: [Condition]
        /// What instruments must say; all of it.
        public var readings: [ReadingCondition]

        /// What must hold at a time, or at the end.
        public init(at: Double? = nil, _ conditions: [Condition], readings: [ReadingCondition] = []) {
            self.at = at
            self.conditions = conditions
            self.readings = readings
        }
    }

    /// The most events of a scenario; no more may be expected of it either.
    public static let mostEvents = 10_000
}
