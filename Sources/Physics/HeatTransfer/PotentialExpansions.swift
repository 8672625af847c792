/// Potentials at nodes, each about a temperature with two derivatives.
///
/// A slot is a potential at a node; each potential's come together. An array a quantity, so that loops over slots take several at
/// a time.
struct PotentialExpansions {
    private let slots: PotentialSlots
    /// About which temperature each slot is expanded.
    private var temperatures: [Double]
    /// Potentials there.
    private(set) var values: [Double]
    /// Their slopes.
    private(set) var slopes: [Double]
    /// Half their second derivatives.
    private(set) var bends: [Double]

    /// Makes room; nothing is expanded yet.
    init(_ slots: PotentialSlots) {
        self.slots = slots
        temperatures = [Double](repeating: 0, count: slots.unknowns.count)
        (values, slopes, bends) = (temperatures, temperatures, temperatures)
    }

    /// Expands the potentials of the nodes that moved about new temperatures.
    mutating func expand(about all: [Double], where areMoved: [Bool]) {
        for group in slots.groups {
            var next = group.slots.lowerBound
            while let run = gather(all, areMoved, from: next, to: group.slots.upperBound) {
                expand(group.potential, run)
                next = run.upperBound
            }
        }
    }

    /// Gathers the temperatures of the next slots whose nodes moved, as many as stand together; nil where there are none.
    private mutating func gather(_ all: [Double], _ areMoved: [Bool], from start: Int, to end: Int) -> Range<Int>? {
        let unknowns = slots.unknowns
        let (nodes, areMoved, sources) = (unknowns.span, areMoved.span, all.span)
        var temperatures = temperatures.mutableSpan
        var first = start
        // Slots and their nodes are numbered once, within their bounds.
        while first < end, unsafe !areMoved[unchecked: nodes[unchecked: first]] { first &+= 1 }
        guard first < end else { return nil }
        var slot = first
        while slot < end {
            let unknown = unsafe nodes[unchecked: slot]
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
                exponent, temperatures, slots, &values, &slopes, &bends)
        case .bentPower(let exponent, let start, let level):
            for slot in slots {
                let found = bentPotential(temperatures[slot], exponent, start, level)
                (values[slot], slopes[slot]) = (found.value, found.slope)
                bends[slot] = found.bend
            }
        case .integral(let integral):
            integral.expand(
                at: temperatures, in: slots, values: &values, slopes: &slopes,
                bends: &bends)
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

    /// Writes the potentials that drive flows, as the first of an array.
    ///
    /// - Parameters:
    ///   - offsets: how far each node is from the temperature about which its potentials are expanded, in K.
    ///   - array: what is written to.
    func potentials(at offsets: [Double], into array: inout [Double]) {
        let (own, slopes, bends) = (values.span, slopes.span, bends.span)
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
    func slopes(at offsets: [Double], into array: inout [Double]) {
        let (own, bends, offsets) = (slopes.span, bends.span, offsets.span)
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
struct PotentialSlots {
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
