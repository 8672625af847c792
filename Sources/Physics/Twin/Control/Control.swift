/// Something that a control unit can set.
///
/// People write it as a word, with a plate's name and a point before it where one plate alone is meant: `v9`, `A.turbo1`.
/// What it may be set to is a ``Setting``.
public struct Control: Sendable, Hashable {
    /// The plate by name; nil for every plate that has the part.
    public var plate: String?
    /// What is set.
    public var part: Part

    /// A part of a plate; of every plate that has it, where none is named.
    public init(_ part: Part, at plate: String? = nil) {
        self.plate = plate
        self.part = part
    }

    /// What can be set.
    public enum Part: Sendable, Hashable {
        /// A valve of the gas-handling panel, 1 to 23: see ``Control/valves``.
        case valve(Int)
        /// A pump of the gas-handling panel.
        case pump(Pump)
        /// The pulse tube with its own compressor.
        case pulseTube
        /// A heat switch; on, it conducts.
        case heatSwitch(HeatSwitch)
        /// A heater, set to a power.
        case heater(Heater)
        /// What the building supplies.
        case facility(Facility)

        /// Whether it tells what it does: pumps, pulse tubes and heaters do, valves and switches only what they are told.
        var isDrive: Bool {
            switch self {
            case .pump, .pulseTube, .heater: true
            case .valve, .heatSwitch, .facility: false
            }
        }
    }

    /// Pumps of the gas-handling panel.
    public enum Pump: String, Sendable, Hashable, CaseIterable, Codable {
        /// Backs `turbo1`, and circulates the mixture.
        case scroll1
        /// Pumps the can and the service manifold.
        case scroll2
        /// Pumps the still.
        case turbo1
        /// Pumps the can.
        case turbo2
        /// Raises the pressure of the mixture that condenses; not the compressor of the pulse tube.
        case compressor
    }

    /// Heat switches; the first two are filled with gas and sit at a node, the last is mechanical and sits at a cooling unit.
    public enum HeatSwitch: String, Sendable, Hashable, CaseIterable, Codable {
        /// Between the 4K and still plates of a node.
        case still = "hs-still"
        /// Between the 4K and base plates of a node.
        case base = "hs-mc"
        /// Between the 4K plate of a cooling unit and its plates of still and base.
        case unit = "hs-unit"
    }

    /// Heaters.
    public enum Heater: String, Sendable, Hashable, CaseIterable, Codable {
        /// On the still, which drives the circulation.
        case still = "still-heater"
        /// On the base plate, at the sample.
        case sample = "sample-heater"

        /// The most that its supply gives, in W; 30 mW at the still, 10 mW at the sample.
        ///
        /// Source: assumed, of the order of what common control units give.
        public var highestPower: Double {
            switch self {
            case .still: 30e-3
            case .sample: 10e-3
            }
        }
    }

    /// What the building supplies.
    public enum Facility: String, Sendable, Hashable, CaseIterable, Codable {
        /// For the compressor of the pulse tube.
        case coolingWater = "cooling-water"
        /// Electricity.
        case mains
    }

    /// Whether setting one may undo the other: the same part, of the same plate or of every plate.
    public func overlaps(_ other: Control) -> Bool {
        part == other.part && (plate == nil || other.plate == nil || plate == other.plate)
    }

    /// The valves of the gas-handling panel: what each lies between, and what it is for.
    ///
    /// At base v1, v4, v7, v9 and v10 are open. The mixture goes from the still line through `turbo1` and `scroll1`, through the
    /// cold trap, and down the condensing line.
    public static let valves: [(number: Int, from: String, to: String, purpose: String)] = [
        (1, "still line", "turbo1 inlet", "pumps the still at base"),
        (2, "still line", "scroll1 inlet", "pumps the still past turbo1"),
        (3, "still line", "scroll1 inlet", "pumps the still past turbo1 slowly; small bore"),
        (4, "turbo1 outlet", "scroll1 inlet", "lets scroll1 back turbo1"),
        (5, "still line", "service manifold", "pumps or checks the still line"),
        (6, "tank", "still line", "lets mixture into the still line"),
        (7, "cold trap outlet", "condensing line", "isolates the trap; in series before v9, open in operation"),
        (8, "cold trap inlet", "cold trap outlet", "passes the trap by"),
        (9, "condensing line", "dilution unit", "lets mixture into the dilution unit"),
        (10, "scroll1 outlet", "cold trap inlet", "circulates past the compressor"),
        (11, "scroll1 outlet", "compressor inlet", "circulates through the compressor, with v12"),
        (12, "compressor outlet", "cold trap inlet", "circulates through the compressor, with v11"),
        (13, "scroll1 outlet", "tank", "recovers the mixture"),
        (14, "can", "turbo2 inlet", "pumps the can"),
        (15, "turbo2 outlet", "scroll2 inlet", "lets scroll2 back turbo2"),
        (16, "can", "scroll2 inlet", "pumps the can past turbo2"),
        (17, "cold trap inlet", "service manifold", "pumps the trap"),
        (18, "can", "air", "vents the can"),
        (19, "service manifold", "scroll2 inlet", "pumps the service manifold"),
        (20, "tank", "compressor inlet", "supplies mixture to condense; throttled"),
        (21, "tank", "cold trap inlet", "supplies mixture to precool with; small bore"),
        (22, "helium bottle", "can", "lets exchange gas in; throttled"),
        (23, "none", "none", "spare"),
    ]
}
