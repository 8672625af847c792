/// A cryostat as stages from warm to cold, what cools them, and all that brings them heat; SI units throughout.
public struct CryostatDescription: Sendable, Hashable {
    /// The name: lower case, with hyphens.
    public var name: String
    /// The name in words.
    public var title: String
    /// The temperature of the vacuum can and of what feeds the lines, in K.
    public var ambient: Double
    /// The laws by which conductivities go on below about 4 K, by name; nil for the catalogue's own.
    ///
    /// A material that has no such laws keeps its own.
    public var laws: String?
    /// From warm to cold.
    public var stages: [StageDescription]
    /// What cools the stages.
    public var coolers: [CoolerDescription]
    /// What holds the stages.
    public var supports: [SupportDescription]
    /// The lines, in groups of equal ones.
    public var lines: [LineDescription]
    /// What gives off heat within a stage: devices, heaters, all that is not worked out otherwise.
    public var loads: [LoadDescription]
    /// The most noise photons that a microwave line may bring to its cold end; nil where none is required.
    public var noiseLimit: Double?
    /// What was assumed, with its source.
    public var assumptions: [Assumption]
    /// Factors on heat flows and cooling powers, for asking how well an answer is known; 1 unless set.
    public var factors = CryostatFactors()

    /// A number or choice that is not measured on this very machine.
    public struct Assumption: Sendable, Hashable {
        /// What is assumed.
        public var what: String
        /// Where that is from.
        public var source: String

        /// States an assumption.
        public init(_ what: String, source: String) {
            self.what = what
            self.source = source
        }
    }

    /// The place of a stage among all, warm to cold.
    public func index(of stage: Stage) -> Int? { stages.firstIndex { $0.stage == stage } }
}

/// A stage: a plate and its shield.
public struct StageDescription: Sendable, Hashable {
    /// Which one.
    public var stage: Stage
    /// The temperature in K that it must not exceed; the power lifted there is its capacity.
    public var limit: Double
    /// How far below the plate above it hangs, in m: the length of whatever is not given a length of its own.
    public var distance: Double
    /// Its plate; nil where nothing is asked of it.
    public var plate: Plate?
    /// Its shield; nil where it has none, and then radiation passes it by.
    public var shield: Shield?
    /// Copper of its plate and shield with what hangs on them, in kg; nil where the cryostat is not followed in time.
    public var mass: Double?

    /// A round plate.
    public struct Plate: Sendable, Hashable {
        /// In m.
        public var diameter: Double
        /// The area in m² through which lines may pass; nil where that is not limited.
        public var lineArea: Double?

        /// Describes a plate.
        public init(diameter: Double, lineArea: Double? = nil) {
            self.diameter = diameter
            self.lineArea = lineArea
        }
    }

    /// A shield: a can closed below, within that of the stage above.
    public struct Shield: Sendable, Hashable {
        /// In m.
        public var diameter: Double
        /// In m.
        public var height: Double
        /// Of its outside, and of the inside of what surrounds it.
        public var emissivity: Double
        /// The layers around it, each in units a m³; nil where it is bare.
        public var insulation: Insulation?

        /// Multilayer insulation.
        public struct Insulation: Sendable, Hashable {
            /// How many layers.
            public var layers: Int
            /// Layers a metre.
            public var density: Double

            /// Describes insulation.
            public init(layers: Int, density: Double) {
                self.layers = layers
                self.density = density
            }
        }

        /// Its outside in m²: side, bottom and top.
        public var area: Double { Double.pi * diameter * (height + diameter / 2) }

        /// Describes a shield.
        public init(diameter: Double, height: Double, emissivity: Double, insulation: Insulation? = nil) {
            self.diameter = diameter
            self.height = height
            self.emissivity = emissivity
            self.insulation = insulation
        }
    }

    /// Describes a stage.
    public init(
        _ stage: Stage, limit: Double, distance: Double, plate: Plate? = nil, shield: Shield? = nil, mass: Double? = nil
    ) {
        self.stage = stage
        self.limit = limit
        self.distance = distance
        self.plate = plate
        self.shield = shield
        self.mass = mass
    }
}

/// What holds one stage at another: posts or tubes of one material.
public struct SupportDescription: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// The warmer stage; nil for the vacuum can.
    public var from: Stage?
    /// The colder one.
    public var to: Stage
    /// A material of the catalogue.
    public var material: String
    /// How many.
    public var count: Int
    /// The cross-section of each in m².
    public var area: Double
    /// In m; nil for the distance between the stages.
    public var length: Double?
}

/// Heat that something gives off within a stage.
public struct LoadDescription: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// Amplifiers, control electronics, qubits.
        case device
        /// A heater.
        case heater
        /// Whatever is there and not worked out from anything: radiation through holes, exchange gas.
        case fixed
    }

    /// What it is.
    public var kind: Kind
    /// Its name.
    public var name: String
    /// Where it sits.
    public var stage: Stage
    /// Heat of each in W.
    public var power: Double
    /// How many; need not be whole, for a share of something used by several.
    public var count: Double

    /// Describes a load.
    public init(kind: Kind, name: String, stage: Stage, power: Double, count: Double) {
        self.kind = kind
        self.name = name
        self.stage = stage
        self.power = power
        self.count = count
    }
}
