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
        temperatures = [Double](repeating: 0, count: slots.count)
        (values, slopes, bends) = (temperatures, temperatures, temperatures)
    }

    /// Expands the potentials of some nodes about new temperatures.
    ///
    /// - Parameters:
    ///   - all: the temperatures of all nodes in K.
    ///   - moved: the nodes, as ranges that ascend.
    mutating func expand(about all: [Double], of moved: [Range<Int>]) {
        // Slots that stand together are expanded together, whatever leads to their nodes.
        var waiting = 0..<0
        for group in slots.groups {
            forEachOverlap(of: group.runs, with: moved, { $0.unknowns }) { run, unknowns in
                let slots = unknowns.lowerBound + run.shift..<unknowns.upperBound + run.shift
                Self.copy(all, unknowns, to: slots.lowerBound, of: &temperatures)
                if slots.lowerBound == waiting.upperBound {
                    waiting = waiting.lowerBound..<slots.upperBound
                } else {
                    expand(group, waiting)
                    waiting = slots
                }
            }
            expand(group, waiting)
            waiting = 0..<0
        }
    }

    /// Copies some numbers to a place in another array.
    private static func copy(_ source: [Double], _ range: Range<Int>, to start: Int, of target: inout [Double]) {
        let source = source.span.extracting(range)
        var target = target.mutableSpan
        precondition(start >= 0 && start + source.count <= target.count, "a place a number is needed")
        for index in source.indices {
            unsafe target[unchecked: start &+ index] = source[unchecked: index]
        }
    }

    /// Expands a potential about the temperatures of some slots.
    private mutating func expand(_ group: PotentialSlots.Group, _ slots: Range<Int>) {
        if slots.isEmpty { return }
        switch group.potential {
        case .power(let exponent):
            Self.expand(exponent, temperatures, slots, &values, &slopes, &bends)
        case .bentPower:
            guard let potential = group.bent else { return }
            Self.expand(potential, temperatures, slots, &values, &slopes, &bends)
        case .integral(let integral):
            integral.expand(at: temperatures, in: slots, values: &values, slopes: &slopes, bends: &bends)
        }
    }

    /// Expands a bent power about some of many temperatures.
    private static func expand(
        _ potential: BentPotential, _ temperatures: [Double], _ slots: Range<Int>, _ values: inout [Double],
        _ slopes: inout [Double], _ bends: inout [Double]
    ) {
        let temperatures = temperatures.span
        var values = values.mutableSpan
        var slopes = slopes.mutableSpan
        var bends = bends.mutableSpan
        for slot in slots {
            (values[slot], slopes[slot], bends[slot]) = potential.expansion(at: temperatures[slot])
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
        if exponent == 4 {
            // Radiation, which is of many slots, needs neither power nor division.
            precondition(
                slots.lowerBound >= 0
                    && slots.upperBound
                        <= min(min(temperatures.count, values.count), min(slopes.count, bends.count)),
                "a number a slot is needed")
            for slot in slots {
                let t = unsafe temperatures[unchecked: slot]
                let size = abs(t)
                unsafe values[unchecked: slot] = t * size * t * t
                unsafe slopes[unchecked: slot] = 4 * size * t * t
                unsafe bends[unchecked: slot] = 6 * t * size
            }
            return
        }
        for slot in slots {
            let t = temperatures[slot]
            (values[slot], slopes[slot]) = powerPotential(t, exponent)
            bends[slot] = t == 0 ? 0 : (exponent - 1) * slopes[slot] / (2 * t)
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
            for unknown in run.unknowns {
                let slot = unknown &+ run.shift
                let offset = unsafe offsets[unchecked: unknown]
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
            for unknown in run.unknowns {
                let slot = unknown &+ run.shift
                let offset = unsafe offsets[unchecked: unknown]
                unsafe values[unchecked: slot] = own[unchecked: slot] + 2 * offset * bends[unchecked: slot]
            }
        }
    }
}

/// Potentials at nodes, numbered so that each potential's come together.
struct PotentialSlots {
    private(set) var groups: [Group] = []
    /// How many slots there are.
    private(set) var count = 0
    /// How many drive flows: the first ones.
    private(set) var drivingCount = 0
    /// Those by runs, whatever their potential.
    private(set) var drivingRuns: [Run] = []

    /// The slots of a potential.
    struct Group {
        var potential: HeatPotential
        /// The same, if it is bent.
        var bent: BentPotential?
        /// Its nodes, in ascending order.
        var runs: [Run]
    }

    /// Slots whose nodes follow each other as they do.
    struct Run {
        var unknowns: Range<Int>
        /// What leads from a node to its slot.
        var shift: Int
    }

    /// Numbers the slots of a potential at some nodes, which ascend.
    mutating func append(_ potential: HeatPotential, _ nodes: [Int]) {
        var runs: [Run] = []
        for unknown in nodes {
            if let last = runs.last, last.unknowns.upperBound == unknown {
                runs[runs.count - 1].unknowns = last.unknowns.lowerBound..<unknown + 1
            } else {
                runs.append(Run(unknowns: unknown..<unknown + 1, shift: count - unknown))
            }
            count += 1
        }
        var bent: BentPotential?
        if case .bentPower(let exponent, let start, let level) = potential {
            bent = BentPotential(exponent, from: start, above: level)
        }
        groups.append(Group(potential: potential, bent: bent, runs: runs))
    }

    /// Takes all slots so far as those that drive flows.
    mutating func endDriving() {
        drivingCount = count
        drivingRuns = groups.flatMap(\.runs)
    }
}

/// Calls for every part that elements share with ranges.
///
/// - Parameters:
///   - elements: quickest where they ascend.
///   - ranges: ascending.
///   - extent: where an element lies.
///   - body: takes an element and what it shares with a range.
@inline(__always)
func forEachOverlap<Element>(
    of elements: [Element], with ranges: [Range<Int>], _ extent: (Element) -> Range<Int>,
    _ body: (Element, Range<Int>) -> Void
) {
    var (next, last) = (0, 0)
    for element in elements {
        let here = extent(element)
        if here.lowerBound < last { next = 0 }
        last = here.lowerBound
        while next < ranges.count, ranges[next].upperBound <= here.lowerBound { next += 1 }
        var index = next
        while index < ranges.count, ranges[index].lowerBound < here.upperBound {
            body(element, ranges[index].clamped(to: here))
            index += 1
        }
    }
}
