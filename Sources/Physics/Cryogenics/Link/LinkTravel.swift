public import Materials

/// What moves in a link on cooling, and the room that it has.
///
/// Shields are held at a plate (adapters) or at the middle of their module (links): a braid between two modules takes up what
/// both lose on its side. The waveguide is one rigid piece that slides over its whole length, so its last thermalisation
/// braid must follow all of its contraction.
public struct LinkTravel: Sendable, Hashable {
    /// One movement with the room for it.
    public struct Movement: Sendable, Hashable {
        /// What moves, such as `waveguide` or `base braid`.
        public var name: String
        /// The length that contracts, in m.
        public var length: Double
        /// The temperature reached, in K.
        public var temperature: Double
        /// How far it moves, in m.
        public var needed: Double
        /// How far it can, in m; nil where nothing limits it.
        public var available: Double?
        /// What remains, in m; negative where it is too little, nil where nothing limits it.
        public var margin: Double? { available.map { $0 - needed } }
        /// Whether there is room enough.
        public var isMet: Bool { margin.map { $0 >= 0 } ?? true }
    }

    /// The room that a design leaves, in m.
    public struct Room: Sendable, Hashable {
        /// Excess length of the braids that tie the waveguide to the base shield.
        public var waveguideBraids: Double
        /// Excess length of the braids between shields.
        public var shieldBraids: Double
        /// How far still and base can slide along the link in a cooling unit.
        public var unitSlide: Double

        /// States the room.
        public init(waveguideBraids: Double, shieldBraids: Double, unitSlide: Double) {
            self.waveguideBraids = waveguideBraids
            self.shieldBraids = shieldBraids
            self.unitSlide = unitSlide
        }

        /// 150 mm, 12 mm and 5 mm: arXiv:2604.15971, section III and appendix A.
        public static let eth = Room(waveguideBraids: 0.150, shieldBraids: 0.012, unitSlide: 0.005)
    }

    /// Every movement: the waveguide, then stage by stage its shield, its worst braid and its slide at cooling units.
    public let movements: [Movement]
    /// Whether there is room for all.
    public var isMet: Bool { movements.allSatisfy(\.isMet) }

    /// Works out the travel of a link.
    ///
    /// A cooling unit holds the warm stages; still and base follow the difference between what its two sides lose, which is
    /// none where both sides are alike. The slide is therefore asked for what an adapter on one side alone loses: the case of
    /// one side cold before the other.
    ///
    /// - Parameters:
    ///   - description: the modules in a row.
    ///   - parameters: the shields, stage by stage.
    ///   - room: what the design leaves.
    ///   - temperatures: what each stage reaches, in K, hottest first; nil for 50, 4, 1 and 0.01 K.
    ///   - waveguide: the waveguide's material.
    ///   - catalogue: where materials are looked up.
    /// - Throws: `LinkError` where the modules make no link; `MaterialError` where a contraction is not known.
    public init(
        _ description: LinkDescription, _ parameters: LinkParameters, room: Room = .eth, temperatures: [Double]? = nil,
        waveguide: String = "aluminium-6061", catalogue: MaterialCatalogue = .standard
    ) throws {
        try description.validate()
        let reached = temperatures ?? [50, 4, 1, 0.01]
        let total = try Contraction.relative(
            of: catalogue.material(named: waveguide), at: reached.last ?? parameters.roomTemperature)
        var movements = [
            Movement(
                name: "waveguide", length: description.length, temperature: reached.last ?? parameters.roomTemperature,
                needed: total * description.length, available: room.waveguideBraids)
        ]
        for (stage, temperature) in zip(parameters.stages, reached) {
            let relative = try Contraction.relative(
                of: catalogue.material(named: stage.shield.material), at: temperature)
            func add(_ words: String, length: Double, available: Double? = nil) {
                movements.append(
                    Movement(
                        name: "\(stage.stage.rawValue) \(words)", length: length, temperature: temperature,
                        needed: relative * length, available: available))
            }
            add("shield of a link module", length: stage.shield.length)
            if let free = Self.freeLengths(description).max() {
                add("braid", length: free, available: room.shieldBraids)
            }
            if !stage.isCooledByUnits, let adapter = Self.adapters(description).max() {
                add("slide at a cooling unit", length: adapter, available: room.unitSlide)
            }
        }
        self.movements = movements
    }

    /// What contracts towards or away from each braid, in m: an adapter wholly, half of a link module.
    ///
    /// Adapters between a plate and a braid are held at the plate; a module between two braids moves about its middle.
    private static func freeLengths(_ description: LinkDescription) -> [Double] {
        let modules = description.modules
        return modules.indices.filter { modules[$0].kind == .braid }.map { index in
            [modules[index - 1], modules[index + 1]].reduce(0) { sum, module in
                sum + (module.kind == .link ? module.length / 2 : module.length)
            }
        }
    }

    /// The lengths of the adapters beside cooling units, in m.
    private static func adapters(_ description: LinkDescription) -> [Double] {
        let modules = description.modules
        return modules.indices.filter { modules[$0].kind == .coolingUnit }.flatMap { index in
            [modules[index - 1].length, modules[index + 1].length]
        }
    }
}
