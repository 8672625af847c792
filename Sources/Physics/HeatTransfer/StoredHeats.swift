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

        func slots(of unknowns: Range<Int>) -> Range<Int> {
            unknowns.lowerBound + slotShift..<unknowns.upperBound + slotShift
        }

        func coefficients(of unknowns: Range<Int>) -> Range<Int> {
            unknowns.lowerBound + coefficientShift..<unknowns.upperBound + coefficientShift
        }

        func isContinued(by next: Share) -> Bool {
            unknowns.upperBound == next.unknowns.lowerBound && slotShift == next.slotShift
                && coefficientShift == next.coefficientShift && isFirst == next.isFirst
        }
    }

    /// Of each node.
    private var anchors: Anchors
    /// Potentials at the anchors: those that drive flows, then those that count stored heat, each potential's together.
    private var expansions: PotentialExpansions
    /// How far each node is from its anchor, in K.
    private var offsets: [Double]
    /// The nodes whose anchors have moved since they were evaluated, as ranges that ascend.
    private var moved: [Range<Int>] = []

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
        init(_ temperatures: [Double]) {
            self.temperatures = temperatures
            heats = [Double](repeating: 0, count: temperatures.count)
            (capacities, inverses, bends) = (heats, heats, heats)
            reaches = [Double](repeating: -1, count: temperatures.count)
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
            starts.append(slots.count)
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
        self.shares = shares
        self.coefficients = coefficients
        anchors = Anchors(temperatures)
        offsets = [Double](repeating: 0, count: capacities.count)
        expansions = PotentialExpansions(slots)
        moved = [0..<capacities.count]
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
        let offset = excess * (anchors.inverses[unknown] - excess * anchors.bends[unknown])
        let guess = abs(offset) < 0.1 * temperature ? temperature + offset : temperature
        return capacities[unknown].temperature(storing: heat, near: guess)
    }

    /// The temperatures at which all nodes store so much heat each, which come first among some numbers.
    ///
    /// Found by a copy, whose anchors move: all at once, and those of this stay where they are.
    func temperatures(storing heats: [Double]) -> [Double] {
        var copy = self
        copy.find(storing: heats.span)
        return zip(copy.anchors.temperatures, copy.offsets).map { $0 + $1 }
    }

    /// Finds the temperatures of all nodes.
    mutating func find(storing heats: Span<Double>) {
        let far = Self.offsets(heats, anchors, 0..<offsets.count, within: 1, into: &offsets)
        if far > 0 { moveAnchors(heats, areAllFar: far == offsets.count) }
    }

    /// Finds the temperatures of all nodes to 1e-9, for what needs no potentials: anchors move less often.
    mutating func findNearly(storing heats: Span<Double>) {
        let far = Self.offsets(heats, anchors, 0..<offsets.count, within: 10, into: &offsets)
        if far > 0 { moveAnchors(heats, areAllFar: far == offsets.count) }
    }

    /// Writes how far some nodes are from their anchors.
    ///
    /// - Returns: how many are beyond so many times their reach.
    private static func offsets(
        _ heats: Span<Double>, _ anchors: Anchors, _ range: Range<Int>, within factor: Double,
        into offsets: inout [Double]
    ) -> Int {
        let (own, reaches, inverses, bends) = (
            anchors.heats.span, anchors.reaches.span, anchors.inverses.span, anchors.bends.span
        )
        var offsets = offsets.mutableSpan
        precondition(heats.count >= offsets.count && range.upperBound <= offsets.count, "a heat a node is needed")
        var far = 0
        for unknown in range {
            // All are as long.
            let excess = unsafe heats[unchecked: unknown] - own[unchecked: unknown]
            // What is no number is far too.
            unsafe far &+= abs(excess) <= factor * reaches[unchecked: unknown] ? 0 : 1
            unsafe offsets[unchecked: unknown] =
                excess * (inverses[unchecked: unknown] - excess * bends[unchecked: unknown])
        }
        return far
    }

    /// Moves the anchors of the nodes that are far from theirs.
    private mutating func moveAnchors(_ heats: Span<Double>, areAllFar: Bool) {
        if areAllFar {
            moved = [0..<offsets.count]
        } else {
            Self.gather(heats, anchors.heats, anchors.reaches, into: &moved)
        }
        // The offsets beyond reach were found by the expansions of the old anchors; where the capacity bends much these miss, but
        // those about the first place do not.
        for pass in 0..<3 {
            for range in moved {
                Self.move(capacities, heats, range, byExpansion: pass < 2, offsets, &anchors.temperatures)
            }
            evaluate()
            var far = 0
            for range in moved { far += Self.offsets(heats, anchors, range, within: 1, into: &offsets) }
            if far == 0 { return }
            Self.gather(heats, anchors.heats, anchors.reaches, into: &moved)
        }
    }

    /// Gathers the nodes that are far from their anchors.
    ///
    /// The few that are near and stand between far ones come along: ranges without gaps are sooner evaluated.
    private static func gather(
        _ heats: Span<Double>, _ own: [Double], _ reaches: [Double], into moved: inout [Range<Int>]
    ) {
        let (own, reaches) = (own.span, reaches.span)
        moved.removeAll(keepingCapacity: true)
        var far = 0..<0
        for unknown in own.indices {
            // All are as long.
            let excess = unsafe heats[unchecked: unknown] - own[unchecked: unknown]
            if unsafe abs(excess) <= reaches[unchecked: unknown] { continue }
            if far.isEmpty || unknown &- far.upperBound > widestGap {
                if !far.isEmpty { moved.append(far) }
                far = unknown..<unknown &+ 1
            } else {
                far = far.lowerBound..<unknown &+ 1
            }
        }
        if !far.isEmpty { moved.append(far) }
    }

    /// Moves some anchors to where the heats say, nearly by the expansion of the old anchor or exactly.
    private static func move(
        _ capacities: [HeatCapacity], _ heats: Span<Double>, _ range: Range<Int>, byExpansion: Bool,
        _ offsets: [Double],
        _ temperatures: inout [Double]
    ) {
        let offsets = offsets.span
        var temperatures = temperatures.mutableSpan
        precondition(range.upperBound <= min(offsets.count, temperatures.count), "a number a node is needed")
        var wide = 0
        for unknown in range {
            unsafe wide &+= abs(offsets[unchecked: unknown]) < 0.1 * temperatures[unchecked: unknown] ? 0 : 1
        }
        if byExpansion, wide == 0 {
            for unknown in range { unsafe temperatures[unchecked: unknown] += offsets[unchecked: unknown] }
            return
        }
        for unknown in range {
            let (temperature, offset) = (temperatures[unknown], offsets[unknown])
            temperatures[unknown] =
                byExpansion && abs(offset) < 0.1 * temperature
                ? temperature + offset : capacities[unknown].temperature(storing: heats[unknown], near: temperature)
        }
    }

    /// How many near nodes between far ones move along.
    private static let widestGap = 4

    /// Evaluates all that is known of the nodes whose anchors moved.
    private mutating func evaluate() {
        expansions.expand(about: anchors.temperatures, of: moved)
        forEachOverlap(of: shares, with: moved, { $0.unknowns }) { share, unknowns in
            Self.add(
                share, unknowns, coefficients, expansions, to: &anchors.heats, &anchors.capacities, &anchors.bends)
        }
        for range in moved {
            Self.settle(
                range, anchors.temperatures, anchors.capacities, &anchors.inverses, &anchors.bends, &anchors.reaches)
        }
    }

    /// Adds shares of stored heat and of its derivatives to those of some nodes; the first share of a node begins anew.
    private static func add(
        _ share: Share, _ unknowns: Range<Int>, _ coefficients: [Double], _ parts: borrowing PotentialExpansions,
        to heats: inout [Double], _ capacities: inout [Double], _ bends: inout [Double]
    ) {
        let coefficients = coefficients.span.extracting(share.coefficients(of: unknowns))
        let slots = share.slots(of: unknowns)
        let (values, slopes, halfSecond) = (
            parts.values.span.extracting(slots), parts.slopes.span.extracting(slots), parts.bends.span.extracting(slots)
        )
        var heats = heats.mutableSpan
        var capacities = capacities.mutableSpan
        var bends = bends.mutableSpan
        precondition(
            unknowns.lowerBound >= 0
                && unknowns.upperBound <= min(heats.count, min(capacities.count, bends.count)),
            "a number a node is needed")
        let first = unknowns.lowerBound
        if share.isFirst {
            for index in coefficients.indices {
                let coefficient = unsafe coefficients[unchecked: index]
                unsafe heats[unchecked: first &+ index] = coefficient * values[unchecked: index]
                unsafe capacities[unchecked: first &+ index] = coefficient * slopes[unchecked: index]
                unsafe bends[unchecked: first &+ index] = coefficient * halfSecond[unchecked: index]
            }
        } else {
            for index in coefficients.indices {
                let coefficient = unsafe coefficients[unchecked: index]
                unsafe heats[unchecked: first &+ index] += coefficient * values[unchecked: index]
                unsafe capacities[unchecked: first &+ index] += coefficient * slopes[unchecked: index]
                unsafe bends[unchecked: first &+ index] += coefficient * halfSecond[unchecked: index]
            }
        }
    }

    /// Finds what follows from stored heats and capacities; `bends` comes in as C′/2.
    private static func settle(
        _ range: Range<Int>, _ temperatures: [Double], _ capacities: [Double], _ inverses: inout [Double],
        _ bends: inout [Double],
        _ reaches: inout [Double]
    ) {
        let (temperatures, capacities) = (temperatures.span, capacities.span)
        var inverses = inverses.mutableSpan
        var bends = bends.mutableSpan
        var reaches = reaches.mutableSpan
        for unknown in range {
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
    func potentials(into array: inout [Double]) { expansions.potentials(at: offsets, into: &array) }

    /// Writes their slopes.
    func slopes(into array: inout [Double]) { expansions.slopes(at: offsets, into: &array) }
}
