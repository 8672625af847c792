/// Equal lines through the stages: a cable a span, and what sits at the stages.
public struct LineDescription: Sendable, Hashable {
    /// What runs in them.
    public enum Signal: String, Sendable, Hashable, CaseIterable, Codable {
        /// Microwaves on their way down: they bring noise to their cold end.
        case input
        /// Microwaves on their way up: noise comes down them from their lowest amplifier.
        case output
        /// Direct current, or none.
        case dc
    }

    /// The group's name.
    public var name: String
    /// How many; need not be whole, for the share of a line that several qubits use.
    public var count: Double
    /// What runs in them.
    public var signal: Signal
    /// The stage at the warm end; nil for the vacuum can.
    public var from: Stage?
    /// The stage at the cold end.
    public var to: Stage
    /// The cable of each span, from warm to cold, with its length.
    public var spans: [Span]
    /// What sits at stages, from warm to cold.
    public var parts: [Part]
    /// How conductors are tied to stages, where that is not perfect.
    public var anchors: [Anchor]
    /// Mean power in W that enters each line at its warm end.
    public var drivePower: Double
    /// The frequency in Hz at which that power is lost along the way.
    public var driveFrequency: Double
    /// Current in A through each wire of a line, or through its inner conductor, in amount: heats them.
    public var current: Double
    /// What each takes of a plate's area, in m²; nil for the cable's own cross-section.
    public var footprint: Double?

    /// Between two stages.
    public struct Span: Sendable, Hashable {
        /// The stage at its cold end.
        public var to: Stage
        /// A cable of the catalogue, or of the file itself.
        public var cable: String
        /// In m; nil for the distance between the stages.
        public var length: Double?

        /// Describes a span.
        public init(to stage: Stage, cable: String, length: Double? = nil) {
            to = stage
            self.cable = cable
            self.length = length
        }

        /// How long it is in a cryostat, in m.
        ///
        /// - Returns: its own length, else how far its stage hangs below the one above; not a number where there is no such
        ///   stage, which a cryostat's check refuses.
        public func length(in cryostat: CryostatDescription) -> Double {
            length ?? cryostat.index(of: to).map { cryostat.stages[$0].distance } ?? .nan
        }
    }

    /// Something at a stage through which the signal passes.
    public struct Part: Sendable, Hashable {
        /// What a part does.
        public enum Kind: Sendable, Hashable {
            /// Turns power into heat: by so many dB.
            case attenuator(decibels: Double)
            /// Loses power in the band, as filters, couplers and isolators (against the signal's direction) do: by so many dB.
            case filter(decibels: Double)
            /// Amplifies; its heat in W. Nothing of the noise from above passes below it.
            case amplifier(power: Double)
        }

        /// Its name.
        public var name: String
        /// Where it sits.
        public var stage: Stage
        /// What it does.
        public var kind: Kind

        /// Describes a part.
        public init(_ name: String, at stage: Stage, _ kind: Kind) {
            self.name = name
            self.stage = stage
            self.kind = kind
        }
    }

    /// How one kind of conductor is tied to a stage.
    public struct Anchor: Sendable, Hashable {
        /// The stage.
        public var stage: Stage
        /// Which conductors.
        public var role: Cable.Role
        /// In W/K to the plate; zero where it only passes by.
        public var conductance: Double

        /// Describes an anchor.
        public init(at stage: Stage, _ role: Cable.Role, conductance: Double) {
            self.stage = stage
            self.role = role
            self.conductance = conductance
        }
    }
}
