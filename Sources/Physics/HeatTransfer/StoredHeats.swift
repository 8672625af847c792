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
    /// What the stored heats are made of, and the coefficients of all that.
    private let shares: [Share]
    private let coefficients: [Double]

    /// One part of the stored heat of nodes that follow each other, as do its slots and coefficients.
    private struct Share {
        var unknowns: Range<Int>
        /// What leads from a node to its slot.
        var slotShift: Int
        /// What leads from a node to its coefficient.
        var coefficientShift: Int
        /// Whether it is the first part of these nodes.
        var isFirst: Bool

        func isContinued(by next: Share) -> Bool {
            unknowns.upperBound == next.unknowns.lowerBound && slotShift == next.slotShift
                && coefficientShift == next.coefficientShift && isFirst == next.isFirst
        }
    }

    /// Of each node.
    private var anchors: Anchors
    /// Potentials at the anchors, a slot.
    private var expansions: Expansions
    /// How far each node is from its anchor, in K.
    private var offsets: [Double]

    /// The anchors of all nodes: an array a quantity, so that loops over the nodes take several at a time.
    private struct Anchors {
        var temperatures: [Double]
        var heats: [Double]
        var capacities: [Double]
        /// 1/C.
        var inverses: [Double]
        /// C′/2C³.
        var bends: [Double]
        /// Within which heat of the anchor's own its expansions serve.
        var reaches: [Double]
        /// Whether it has moved since it was evaluated.
        var areMoved: [Bool]

        init(_ temperatures: [Double]) {
            self.temperatures = temperatures
            heats = [Double](repeating: 0, count: temperatures.count)
            (capacities, inverses, bends) = (heats, heats, heats)
            reaches = [Double](repeating: -1, count: temperatures.count)
            areMoved = [Bool](repeating: true, count: temperatures.count)
        }
    }

    /// The potentials of all slots about their anchors.
    private struct Expansions {
        var temperatures: [Double]
        var values: [Double]
        var slopes: [Double]
        /// Half the second derivatives.
        var bends: [Double]

        init(count: Int) {
            temperatures = [Double](repeating: 0, count: count)
            (values, slopes, bends) = (temperatures, temperatures, temperatures)
        }
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
        slots.endDriving()
        // The first parts of all nodes, their second ones, and so on; each at a place among the nodes that store alike.
        var storing: [(potential: HeatPotential, unknowns: [Int])] = []
        var parts: [[(unknown: Int, group: Int, place: Int, coefficient: Double)]] = []
        for (unknown, capacity) in capacities.enumerated() {
            for (number, term) in capacity.terms.enumerated() {
                // Neighbours store alike: the last is the one, as a rule.
                let known = storing.lastIndex { $0.potential == term.potential }
                if known == nil { storing.append((term.potential, [])) }
                let group = known ?? storing.count - 1
                if storing[group].unknowns.last != unknown { storing[group].unknowns.append(unknown) }
                if parts.count == number { parts.append([]) }
                parts[number].append((unknown, group, storing[group].unknowns.count - 1, term.coefficient))
            }
        }
        var starts: [Int] = []
        for (potential, unknowns) in storing {
            starts.append(slots.unknowns.count)
            slots.append(potential, unknowns)
        }
        var shares: [Share] = []
        var coefficients: [Double] = []
        for (number, list) in parts.enumerated() {
            for (unknown, group, place, coefficient) in list {
                let share = Share(
                    unknowns: unknown..<unknown + 1, slotShift: starts[group] + place - unknown,
                    coefficientShift: coefficients.count - unknown, isFirst: number == 0)
                coefficients.append(coefficient)
                if shares.last?.isContinued(by: share) == true {
                    shares[shares.count - 1].unknowns = shares[shares.count - 1].unknowns.lowerBound..<unknown + 1
                } else {
                    shares.append(share)
                }
            }
        }
        self.capacities = capacities
        self.slots = slots
        self.shares = shares
        self.coefficients = coefficients
        anchors = Anchors(temperatures)
        offsets = [Double](repeating: 0, count: capacities.count)
        expansions = Expansions(count: slots.unknowns.count)
        evaluate()
    }

    /// The heats at the anchors; at the beginning those at the temperatures given.
    var heats: [Double] { anchors.heats }

    /// The temperature of a node as last found.
    func temperature(_ unknown: Int) -> Double { anchors.temperatures[unknown] + offsets[unknown] }

    /// Writes 1/C of every node where it is.
    func inverseCapacities(into array: inout [Double]) {
        let (capacities, bends, offsets) = (anchors.capacities.span, anchors.bends.span, offsets.span)
        var inverses = array.mutableSpan
        precondition(inverses.count == capacities.count, "a number a node is needed")
        for unknown in inverses.indices {
            // All are as long. C(T) = C + C′·(T − Tₐ), and C′ = 2·bend·C³.
            let capacity = unsafe capacities[unchecked: unknown]
            let slope = unsafe 2 * bends[unchecked: unknown] * capacity * capacity * capacity
            unsafe inverses[unchecked: unknown] = 1 / (capacity + slope * offsets[unchecked: unknown])
        }
    }

    /// Writes the heats that errors of the temperatures amount to, as the first of some numbers.
    ///
    /// - Parameters:
    ///   - relative: the error of each temperature relative to it.
    ///   - absolute: what is added, in K.
    ///   - limits: between which temperatures each node is known.
    ///   - errors: in J.
    /// - Returns: the first node outside its limits; nil where all are within.
    func errors(
        relative: Double, absolute: Double, within limits: (coldest: [Double], warmest: [Double]),
        into errors: inout MutableSpan<Double>
    ) -> Int? {
        let (temperatures, capacities) = (anchors.temperatures.span, anchors.capacities.span)
        let (offsets, coldest, warmest) = (offsets.span, limits.coldest.span, limits.warmest.span)
        let count = offsets.count
        precondition(
            count == coldest.count && count == warmest.count && count <= errors.count, "a number a node is needed")
        var outside = 0
        for unknown in 0..<count {
            // All are as long. The capacity is that at the anchor, which is near.
            let temperature = unsafe temperatures[unchecked: unknown] + offsets[unchecked: unknown]
            unsafe outside &+= temperature >= coldest[unchecked: unknown] ? 0 : 1
            unsafe outside &+= temperature <= warmest[unchecked: unknown] ? 0 : 1
            unsafe errors[unchecked: unknown] =
                capacities[unchecked: unknown] * (relative * abs(temperature) + absolute)
        }
        guard outside > 0 else { return nil }
        return (0..<count).first { !(temperature($0) >= coldest[$0] && temperature($0) <= warmest[$0]) }
    }

    /// The temperature at which a node stores so much heat; asks no anchor to move.
    func temperature(_ unknown: Int, storing heat: Double) -> Double {
        let excess = heat - anchors.heats[unknown]
        let temperature = anchors.temperatures[unknown]
        if abs(excess) <= anchors.reaches[unknown] {
            return temperature + excess * (anchors.inverses[unknown] - excess * anchors.bends[unknown])
        }
        return capacities[unknown].temperature(storing: heat, near: temperature)
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
        Self.offsets(heats, anchors, into: &offsets) == 0
    }

    /// Writes how far each node is from its anchor.
    ///
    /// - Returns: how many are beyond reach.
    private static func offsets(_ heats: Span<Double>, _ anchors: Anchors, into offsets: inout [Double]) -> Int {
        let (own, reaches, inverses, bends) = (
            anchors.heats.span, anchors.reaches.span, anchors.inverses.span, anchors.bends.span
        )
        var offsets = offsets.mutableSpan
        precondition(heats.count >= offsets.count, "a heat a node is needed")
        var far = 0
        for unknown in offsets.indices {
            // All are as long.
            let excess = unsafe heats[unchecked: unknown] - own[unchecked: unknown]
            // What is no number is far too.
            unsafe far &+= abs(excess) <= reaches[unchecked: unknown] ? 0 : 1
            unsafe offsets[unchecked: unknown] =
                excess * (inverses[unchecked: unknown] - excess * bends[unchecked: unknown])
        }
        return far
    }

    /// Moves the anchors of the nodes that are far from theirs.
    private mutating func moveAnchors(_ heats: Span<Double>) {
        // The offsets beyond reach were found by the expansions of the old anchors.
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
        Self.move(
            capacities, heats, byExpansion, anchors.heats, anchors.reaches, offsets, &anchors.temperatures,
            &anchors.areMoved)
    }

    private static func move(
        _ capacities: [HeatCapacity], _ heats: Span<Double>, _ byExpansion: Bool, _ own: [Double], _ reaches: [Double],
        _ offsets: [Double], _ temperatures: inout [Double], _ areMoved: inout [Bool]
    ) {
        let (own, reaches, offsets) = (own.span, reaches.span, offsets.span)
        var temperatures = temperatures.mutableSpan
        var areMoved = areMoved.mutableSpan
        for unknown in own.indices {
            // All are as long.
            let excess = unsafe heats[unchecked: unknown] - own[unchecked: unknown]
            if unsafe abs(excess) <= reaches[unchecked: unknown] { continue }
            let temperature = unsafe temperatures[unchecked: unknown]
            let offset = unsafe offsets[unchecked: unknown]
            unsafe areMoved[unchecked: unknown] = true
            unsafe temperatures[unchecked: unknown] =
                byExpansion && abs(offset) < 0.1 * temperature
                ? temperature + offset : capacities[unknown].temperature(storing: heats[unknown], near: temperature)
        }
    }

    /// Evaluates all that is known of the nodes whose anchors moved.
    private mutating func evaluate() {
        for group in slots.groups {
            var next = group.slots.lowerBound
            while let run = gather(from: next, to: group.slots.upperBound) {
                expand(group.potential, run)
                next = run.upperBound
            }
        }
        for share in shares {
            Self.add(share, coefficients, expansions.values, to: &anchors.heats)
            Self.add(share, coefficients, expansions.slopes, to: &anchors.capacities)
            Self.add(share, coefficients, expansions.bends, to: &anchors.bends)
        }
        Self.settle(
            anchors.temperatures, anchors.capacities, &anchors.inverses, &anchors.bends, &anchors.reaches)
        for unknown in anchors.areMoved.indices { anchors.areMoved[unknown] = false }
    }

    /// Gathers the temperatures of the next slots whose anchors moved, as many as stand together; nil where there are none.
    private mutating func gather(from start: Int, to end: Int) -> Range<Int>? {
        let held = (slots.unknowns, anchors.areMoved, anchors.temperatures)
        let (unknowns, areMoved, sources) = (held.0.span, held.1.span, held.2.span)
        var temperatures = expansions.temperatures.mutableSpan
        var first = start
        // Slots and their nodes are numbered once, within their bounds.
        while first < end, unsafe !areMoved[unchecked: unknowns[unchecked: first]] { first &+= 1 }
        guard first < end else { return nil }
        var slot = first
        while slot < end {
            let unknown = unsafe unknowns[unchecked: slot]
            guard unsafe areMoved[unchecked: unknown] else { break }
            unsafe temperatures[unchecked: slot] = sources[unchecked: unknown]
            slot &+= 1
        }
        return first..<slot
    }

    /// Expands a potential about the temperatures of some slots.
    private mutating func expand(_ potential: HeatPotential, _ slots: Range<Int>) {
        switch potential {
        case .power(let exponent):
            Self.expand(
                exponent, expansions.temperatures, slots, &expansions.values, &expansions.slopes, &expansions.bends)
        case .bentPower(let exponent, let start, let level):
            for slot in slots {
                let found = bentPotential(expansions.temperatures[slot], exponent, start, level)
                (expansions.values[slot], expansions.slopes[slot]) = (found.value, found.slope)
                expansions.bends[slot] = found.bend
            }
        case .integral(let integral):
            integral.expand(
                at: expansions.temperatures, in: slots, values: &expansions.values, slopes: &expansions.slopes,
                bends: &expansions.bends)
        }
    }

    /// Expands a power about some of many temperatures.
    private static func expand(
        _ exponent: Double, _ temperatures: [Double], _ slots: Range<Int>, _ values: inout [Double],
        _ slopes: inout [Double], _ bends: inout [Double]
    ) {
        let temperatures = temperatures.span
        var values = values.mutableSpan
        var slopes = slopes.mutableSpan
        var bends = bends.mutableSpan
        for slot in slots {
            let t = temperatures[slot]
            (values[slot], slopes[slot]) = powerPotential(t, exponent)
            // Radiation needs no division.
            bends[slot] = exponent == 4 ? 6 * t * abs(t) : t == 0 ? 0 : (exponent - 1) * slopes[slot] / (2 * t)
        }
    }

    /// Adds shares of stored heat, or of its derivatives, to those of some nodes; the first share of a node begins anew.
    private static func add(_ share: Share, _ coefficients: [Double], _ parts: [Double], to sums: inout [Double]) {
        let (coefficients, parts) = (coefficients.span, parts.span)
        var sums = sums.mutableSpan
        // Nodes, slots and coefficients are numbered once, within their bounds.
        if share.isFirst {
            for unknown in share.unknowns {
                let (coefficient, slot) = (unknown &+ share.coefficientShift, unknown &+ share.slotShift)
                unsafe sums[unchecked: unknown] = coefficients[unchecked: coefficient] * parts[unchecked: slot]
            }
        } else {
            for unknown in share.unknowns {
                let (coefficient, slot) = (unknown &+ share.coefficientShift, unknown &+ share.slotShift)
                unsafe sums[unchecked: unknown] += coefficients[unchecked: coefficient] * parts[unchecked: slot]
            }
        }
    }

    /// Finds what follows from stored heats and capacities; `bends` comes in as C′/2.
    private static func settle(
        _ temperatures: [Double], _ capacities: [Double], _ inverses: inout [Double], _ bends: inout [Double],
        _ reaches: inout [Double]
    ) {
        let (temperatures, capacities) = (temperatures.span, capacities.span)
        var inverses = inverses.mutableSpan
        var bends = bends.mutableSpan
        var reaches = reaches.mutableSpan
        for unknown in capacities.indices {
            // All are as long.
            let capacity = unsafe capacities[unchecked: unknown]
            let inverse = capacity > 0 ? 1 / capacity : 0
            let reach = unsafe 1e-4 * abs(temperatures[unchecked: unknown]) * capacity
            unsafe inverses[unchecked: unknown] = inverse
            unsafe bends[unchecked: unknown] *= inverse * inverse * inverse
            unsafe reaches[unchecked: unknown] = capacity > 0 ? reach : -1
        }
    }

    /// Writes the potentials that drive flows at the temperatures last found, as the first of an array.
    func potentials(into array: inout [Double]) {
        let (own, slopes, bends) = (expansions.values.span, expansions.slopes.span, expansions.bends.span)
        let offsets = offsets.span
        var values = array.mutableSpan
        precondition(slots.drivingCount <= min(own.count, values.count), "a number a slot is needed")
        for run in slots.drivingRuns {
            // Slots and their nodes are numbered once, within their bounds.
            for slot in run.slots {
                let offset = unsafe offsets[unchecked: slot &+ run.shift]
                unsafe values[unchecked: slot] =
                    own[unchecked: slot] + offset * (slopes[unchecked: slot] + offset * bends[unchecked: slot])
            }
        }
    }

    /// Writes their slopes.
    func slopes(into array: inout [Double]) {
        let (own, bends, offsets) = (expansions.slopes.span, expansions.bends.span, offsets.span)
        var values = array.mutableSpan
        precondition(slots.drivingCount <= min(own.count, values.count), "a number a slot is needed")
        for run in slots.drivingRuns {
            for slot in run.slots {
                let offset = unsafe offsets[unchecked: slot &+ run.shift]
                unsafe values[unchecked: slot] = own[unchecked: slot] + 2 * offset * bends[unchecked: slot]
            }
        }
    }
}

/// Potentials at nodes, numbered so that each potential's come together.
private struct PotentialSlots {
    var groups: [(potential: HeatPotential, slots: Range<Int>)] = []
    /// The node of each slot.
    var unknowns: [Int] = []
    /// How many drive flows: the first ones.
    private(set) var drivingCount = 0
    /// Those by runs in which nodes follow each other as slots do, and what leads from a slot to its node there.
    private(set) var drivingRuns: [(slots: Range<Int>, shift: Int)] = []

    mutating func append(_ potential: HeatPotential, _ nodes: [Int]) {
        groups.append((potential, unknowns.count..<unknowns.count + nodes.count))
        unknowns += nodes
    }
    /// Takes all slots so far as those that drive flows.
    mutating func endDriving() {
        drivingCount = unknowns.count
        for (slot, unknown) in unknowns.enumerated() {
            if let last = drivingRuns.last, last.shift == unknown - slot {
                drivingRuns[drivingRuns.count - 1].slots = last.slots.lowerBound..<slot + 1
            } else {
                drivingRuns.append((slot..<slot + 1, unknown - slot))
            }
        }
    }
}
