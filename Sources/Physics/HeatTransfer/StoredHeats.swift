import Materials

/// The temperatures that follow from the heats stored in the free nodes, and the potentials at those temperatures.
///
/// Each node has an anchor: a temperature at which its stored heat and all its potentials were evaluated with two
/// derivatives. Within 1e-4 of that temperature the expansions are exact to 1e-11, so that the corrector's second look at
/// a step costs no evaluation; beyond, the expansion of the old anchor says where the next is to lie, near enough for
/// almost every step to need just one evaluation a node.
///
/// A value, so that a loop over its nodes is one access to whoever owns it.
struct StoredHeats {
    let capacities: [HeatCapacity]
    /// A slot is a potential at a free node: those that drive flows, then those that count stored heat, each potential's
    /// together.
    private let slots: PotentialSlots
    /// For each node where its parts begin among those of the stored heat, and what a part is.
    private let partStarts: [Int]
    private let parts: [(slot: Int, coefficient: Double)]

    private var anchors: [Anchor]
    /// Potentials at the anchors, with two derivatives, a slot.
    private var expansions: [Expansion]
    /// How far each node is from its anchor, in K.
    private var offsets: [Double]

    private struct Anchor {
        var temperature: Double
        var heat = 0.0
        var capacity = 0.0
        /// 1/C.
        var inverse = 0.0
        /// C′/2C³.
        var bend = 0.0
        /// Within which heat of the anchor's own its expansions serve.
        var reach = -1.0
        /// Whether it has moved since it was evaluated.
        var isMoved = true
    }

    private struct Expansion {
        var value = 0.0
        var slope = 0.0
        /// Half the second derivative.
        var bend = 0.0
    }

    /// - Parameters:
    ///   - capacities: of the free nodes.
    ///   - temperatures: of the same.
    ///   - potentials: for each potential that drives flows the free nodes at which it does.
    init(
        _ capacities: [HeatCapacity], at temperatures: [Double],
        driving potentials: [(potential: HeatPotential, unknowns: [Int])]
    ) {
        var slots = PotentialSlots()
        for (potential, unknowns) in potentials { slots.append(potential, unknowns) }
        slots.drivingCount = slots.unknowns.count
        var storing: [(potential: HeatPotential, unknowns: [Int])] = []
        for (unknown, capacity) in capacities.enumerated() {
            for term in capacity.terms {
                // Neighbours store alike: the last is the one, as a rule.
                if let index = storing.lastIndex(where: { $0.potential == term.potential }) {
                    if storing[index].unknowns.last != unknown { storing[index].unknowns.append(unknown) }
                } else {
                    storing.append((term.potential, [unknown]))
                }
            }
        }
        var first: [HeatPotential: (slot: Int, unknowns: [Int])] = [:]
        for (potential, unknowns) in storing {
            first[potential] = (slots.unknowns.count, unknowns)
            slots.append(potential, unknowns)
        }
        var next = [HeatPotential: Int]()
        var partStarts = [0]
        var parts: [(slot: Int, coefficient: Double)] = []
        for (unknown, capacity) in capacities.enumerated() {
            for term in capacity.terms {
                guard let (slot, unknowns) = first[term.potential] else { continue }
                var place = next[term.potential] ?? 0
                if unknowns[place] != unknown { place += 1 }
                next[term.potential] = place
                parts.append((slot + place, term.coefficient))
            }
            partStarts.append(parts.count)
        }
        self.capacities = capacities
        self.slots = slots
        self.partStarts = partStarts
        self.parts = parts
        anchors = temperatures.map { Anchor(temperature: $0) }
        offsets = [Double](repeating: 0, count: capacities.count)
        expansions = [Expansion](repeating: Expansion(), count: slots.unknowns.count)
        evaluate()
    }

    /// The heats at the anchors; at the beginning those at the temperatures given.
    var heats: [Double] { anchors.map(\.heat) }

    /// The temperature of a node as last found.
    func temperature(_ unknown: Int) -> Double { anchors[unknown].temperature + offsets[unknown] }

    /// The heat capacity of a node at its anchor, which is near where it is.
    func nearCapacity(_ unknown: Int) -> Double { anchors[unknown].capacity }

    /// 1/C of a node where it is.
    func inverseCapacity(_ unknown: Int) -> Double {
        let anchor = anchors[unknown]
        // C(T) = C + C′·(T − Tₐ), and C′ = 2·bend·C³.
        let slope = 2 * anchor.bend * anchor.capacity * anchor.capacity * anchor.capacity
        return 1 / (anchor.capacity + slope * offsets[unknown])
    }

    /// The temperature at which a node stores so much heat; asks no anchor to move.
    func temperature(_ unknown: Int, storing heat: Double) -> Double {
        let anchor = anchors[unknown]
        let excess = heat - anchor.heat
        if abs(excess) <= anchor.reach {
            return anchor.temperature + excess * (anchor.inverse - excess * anchor.bend)
        }
        return capacities[unknown].temperature(storing: heat, near: anchor.temperature)
    }

    /// Finds the temperatures of all nodes.
    mutating func find(storing heats: Span<Double>) {
        if findNear(heats) { return }
        moveAnchors(heats)
    }

    /// Finds the temperatures of the nodes that are near their anchors.
    ///
    /// - Returns: whether all are.
    private mutating func findNear(_ heats: Span<Double>) -> Bool {
        var areNear = true
        let held = anchors
        let anchors = held.span
        var offsets = offsets.mutableSpan
        for unknown in anchors.indices {
            let anchor = anchors[unknown]
            let excess = heats[unknown] - anchor.heat
            // What is no number is far too.
            areNear = abs(excess) <= anchor.reach && areNear
            offsets[unknown] = excess * (anchor.inverse - excess * anchor.bend)
        }
        return areNear
    }

    /// Moves the anchors of the nodes that are far from theirs.
    private mutating func moveAnchors(_ heats: Span<Double>) {
        move(heats, byExpansion: true)
        evaluate()
        if findNear(heats) { return }
        // Where the capacity bends much, the expansion of the old anchor misses.
        move(heats, byExpansion: false)
        evaluate()
        _ = findNear(heats)
    }

    /// Moves the far anchors to where the heats say, nearly by the expansion of the old anchor or exactly.
    private mutating func move(_ heats: Span<Double>, byExpansion: Bool) {
        let capacities = capacities
        var anchors = anchors.mutableSpan
        for unknown in anchors.indices {
            let anchor = anchors[unknown]
            let excess = heats[unknown] - anchor.heat
            if abs(excess) <= anchor.reach { continue }
            let next = anchor.temperature + excess * (anchor.inverse - excess * anchor.bend)
            anchors[unknown].isMoved = true
            anchors[unknown].temperature =
                byExpansion && abs(next - anchor.temperature) < 0.1 * anchor.temperature
                ? next : capacities[unknown].temperature(storing: heats[unknown], near: anchor.temperature)
        }
    }

    /// Evaluates all that is known of the nodes whose anchors moved.
    private mutating func evaluate() {
        for group in slots.groups {
            Self.expand(group.potential, group.slots, slots.unknowns, anchors, into: &expansions)
        }
        let held = (expansions, parts, partStarts)
        let (expansions, parts, starts) = (held.0.span, held.1.span, held.2.span)
        var anchors = anchors.mutableSpan
        for unknown in anchors.indices where anchors[unknown].isMoved {
            var (heat, capacity, bend) = (0.0, 0.0, 0.0)
            for index in starts[unknown]..<starts[unknown + 1] {
                let part = parts[index]
                let expansion = expansions[part.slot]
                heat += part.coefficient * expansion.value
                capacity += part.coefficient * expansion.slope
                bend += part.coefficient * expansion.bend
            }
            let temperature = anchors[unknown].temperature
            let inverse = capacity > 0 ? 1 / capacity : 0
            anchors[unknown] = Anchor(
                temperature: temperature, heat: heat, capacity: capacity, inverse: inverse,
                bend: bend * inverse * inverse * inverse,
                reach: capacity > 0 ? 1e-4 * abs(temperature) * capacity : -1, isMoved: false)
        }
    }

    /// Expands a potential about the anchors that moved.
    private static func expand(
        _ potential: HeatPotential, _ slots: Range<Int>, _ unknowns: [Int], _ anchors: [Anchor],
        into array: inout [Expansion]
    ) {
        let (unknowns, anchors) = (unknowns.span, anchors.span)
        var expansions = array.mutableSpan
        switch potential {
        case .power(let exponent):
            for slot in slots where anchors[unknowns[slot]].isMoved {
                let t = anchors[unknowns[slot]].temperature
                let (value, slope) = powerPotential(t, exponent)
                let bend = t == 0 ? 0 : (exponent - 1) * slope / (2 * t)
                expansions[slot] = Expansion(value: value, slope: slope, bend: bend)
            }
        case .bentPower(let exponent, let start, let level):
            for slot in slots where anchors[unknowns[slot]].isMoved {
                let found = bentPotential(anchors[unknowns[slot]].temperature, exponent, start, level)
                expansions[slot] = Expansion(value: found.value, slope: found.slope, bend: found.bend)
            }
        case .integral(let integral):
            let (cumulative, range) = (integral.cumulative, integral.range)
            for slot in slots where anchors[unknowns[slot]].isMoved {
                let t = anchors[unknowns[slot]].temperature
                if range.contains(t), let (value, slope, bend) = try? cumulative.derivatives(at: t) {
                    expansions[slot] = Expansion(value: value, slope: slope, bend: bend / 2)
                } else {
                    let (value, slope) = integral.value(at: t)
                    expansions[slot] = Expansion(value: value, slope: slope)
                }
            }
        }
    }

    /// Writes the potentials that drive flows at the temperatures last found, as the first of an array.
    func potentials(into array: inout [Double]) {
        let (expansions, offsets, unknowns) = (expansions.span, offsets.span, slots.unknowns.span)
        var values = array.mutableSpan
        for slot in 0..<slots.drivingCount {
            let (offset, expansion) = (offsets[unknowns[slot]], expansions[slot])
            values[slot] = expansion.value + offset * (expansion.slope + offset * expansion.bend)
        }
    }

    /// Writes their slopes.
    func slopes(into array: inout [Double]) {
        let (expansions, offsets, unknowns) = (expansions.span, offsets.span, slots.unknowns.span)
        var values = array.mutableSpan
        for slot in 0..<slots.drivingCount {
            values[slot] = expansions[slot].slope + 2 * offsets[unknowns[slot]] * expansions[slot].bend
        }
    }
}

/// Potentials at nodes, numbered so that each potential's come together.
private struct PotentialSlots {
    var groups: [(potential: HeatPotential, slots: Range<Int>)] = []
    /// The node of each slot.
    var unknowns: [Int] = []
    /// How many drive flows: the first ones.
    var drivingCount = 0

    mutating func append(_ potential: HeatPotential, _ nodes: [Int]) {
        groups.append((potential, unknowns.count..<unknowns.count + nodes.count))
        unknowns += nodes
    }
}
