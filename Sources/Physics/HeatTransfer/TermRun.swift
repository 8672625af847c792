/// Terms of a network's flows that follow each other.
///
/// Along a section each term lies one node further than the one before, at both of its ends; such terms are taken several at a
/// time, without asking each where it leads.
struct TermRun {
    /// Their numbers.
    var terms: Range<Int>
    /// Whether each lies one further than the one before.
    var isRegular: Bool
    /// By how much slots and unknowns grow from one to the next: 0 or 1.
    private var steps = SIMD4<Int32>.zero

    /// Fewer than that are no run: to begin one takes as long as some single terms.
    private static let leastCount = 6

    private init(_ terms: Range<Int>, isRegular: Bool, steps: SIMD4<Int32> = .zero) {
        self.terms = terms
        self.isRegular = isRegular
        self.steps = steps
    }

    /// Cuts terms into runs that are regular and what lies between them.
    ///
    /// - Parameters:
    ///   - terms: all terms.
    ///   - count: how many free nodes there are; a fixed one has this number.
    static func runs(of terms: [TransientFlows.Term], below count: Int) -> [TermRun] {
        var runs: [TermRun] = []
        func end(_ run: Range<Int>, _ steps: SIMD4<Int32>) {
            if run.count >= leastCount {
                runs.append(TermRun(run, isRegular: true, steps: steps))
            } else if let last = runs.last, !last.isRegular {
                runs[runs.count - 1].terms = last.terms.lowerBound..<run.upperBound
            } else if !run.isEmpty {
                runs.append(TermRun(run, isRegular: false))
            }
        }
        var (first, steps) = (0, SIMD4<Int32>.zero)
        for index in terms.indices.dropFirst() {
            let step = numbers(terms[index]) &- numbers(terms[index - 1])
            // A fixed node stays as it is; a free one must not, for what is added to it would wait for what was added before.
            let isStep =
                step.min() >= 0 && step.max() <= 1 && (terms[index].from == count || step.z == 1)
                && (terms[index].to == count || step.w == 1)
            if isStep, step == steps || index == first + 1 {
                steps = step
            } else {
                end(first..<index, steps)
                first = index
            }
        }
        end(first..<terms.count, steps)
        return runs
    }

    private static func numbers(_ term: TransientFlows.Term) -> SIMD4<Int32> {
        SIMD4(term.fromSlot, term.toSlot, term.from, term.to)
    }

    /// Adds what regular terms carry to the net heats of free nodes.
    ///
    /// - Parameters:
    ///   - first: the first of them.
    ///   - coefficients: of all terms.
    ///   - values: the potentials of all slots.
    ///   - count: how many free nodes there are.
    ///   - net: the heats in W.
    func addHeats(
        _ first: TransientFlows.Term, _ coefficients: [Double], _ values: [Double], below count: Int,
        to net: inout MutableSpan<Double>
    ) {
        // Each end by itself, for both in one loop would wait for what the other stored.
        let steps = (Int(steps.x), Int(steps.y))
        if first.from < count {
            Self.add(
                -1, coefficients.span.extracting(terms), values.span, (Int(first.fromSlot), Int(first.toSlot)), steps,
                to: &net, from: Int(first.from))
        }
        if first.to < count {
            Self.add(
                1, coefficients.span.extracting(terms), values.span, (Int(first.fromSlot), Int(first.toSlot)), steps,
                to: &net, from: Int(first.to))
        }
    }

    /// Adds a multiple of what regular terms carry to the heats of nodes that follow each other.
    @inline(__always)
    private static func add(
        _ sign: Double, _ coefficients: Span<Double>, _ values: Span<Double>, _ slots: (near: Int, far: Int),
        _ steps: (near: Int, far: Int), to net: inout MutableSpan<Double>, from node: Int
    ) {
        let last = coefficients.count - 1
        precondition(node + last < net.count, "a node a term is needed")
        precondition(slots.near + last * steps.near < values.count && slots.far + last * steps.far < values.count)
        switch steps {
        case (1, 1):
            for index in coefficients.indices {
                let near = unsafe values[unchecked: slots.near &+ index]
                let far = unsafe values[unchecked: slots.far &+ index]
                unsafe net[unchecked: node &+ index] += sign * (coefficients[unchecked: index] * (near - far))
            }
        case (0, 1):
            let near = values[slots.near]
            for index in coefficients.indices {
                let far = unsafe values[unchecked: slots.far &+ index]
                unsafe net[unchecked: node &+ index] += sign * (coefficients[unchecked: index] * (near - far))
            }
        default:
            for index in coefficients.indices {
                let near = unsafe values[unchecked: slots.near &+ index &* steps.near]
                let far = unsafe values[unchecked: slots.far &+ index &* steps.far]
                unsafe net[unchecked: node &+ index] += sign * (coefficients[unchecked: index] * (near - far))
            }
        }
    }

    /// Adds what terms carry to the net heats of free nodes, wherever each leads.
    ///
    /// - Parameters:
    ///   - all: all terms.
    ///   - coefficients: of all terms.
    ///   - values: the potentials of all slots.
    ///   - count: how many free nodes there are.
    ///   - net: the heats in W.
    func addHeats(
        _ all: [TransientFlows.Term], _ coefficients: [Double], _ values: [Double], below count: Int,
        to net: inout MutableSpan<Double>
    ) {
        let (all, coefficients, values) = (all.span, coefficients.span, values.span)
        // Every other term first, then those between: neighbours add to the same node, and the second would wait for what the
        // first stores. Nothing is stored for fixed nodes, where all would wait for each other.
        for parity in 0..<2 {
            var index = terms.lowerBound + parity
            while index < terms.upperBound {
                // Slots and unknowns are numbered once, within their bounds.
                let term = unsafe all[unchecked: index]
                let near = unsafe values[unchecked: Int(term.fromSlot)]
                let far = unsafe values[unchecked: Int(term.toSlot)]
                let heat = unsafe coefficients[unchecked: index] * (near - far)
                if term.from < count { unsafe net[unchecked: Int(term.from)] -= heat }
                if term.to < count { unsafe net[unchecked: Int(term.to)] += heat }
                index &+= 2
            }
        }
    }
}
