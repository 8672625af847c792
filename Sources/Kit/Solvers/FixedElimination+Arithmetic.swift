/// What a factorisation and a solution come to.
///
/// Most rows have few neighbours, and a loop over two would be half counting: one to four are constants to the compiler.
extension FixedElimination {
    private typealias Numbers = UnsafeMutablePointer<Double>
    private typealias Indices = UnsafeMutablePointer<Int32>

    /// The largest multiple of a row that is taken off another: what KLU allows too before it looks for another pivot.
    private static let largestMultiplier = 1000.0

    /// How many pivots are lost, and how many multiples are too large as they stand.
    private struct Flaws {
        var pivots = 0
        var multipliers = 0

        // What is no number is a flaw too.
        @inline(__always)
        mutating func note(inverse: Double) { pivots &+= abs(inverse) <= .greatestFiniteMagnitude ? 0 : 1 }

        @inline(__always)
        mutating func note(multiplier: Double) { multipliers &+= abs(multiplier) <= largestMultiplier ? 0 : 1 }
    }

    // MARK: Factorising

    /// Factorises a matrix.
    ///
    /// - Returns: whether every pivot was large enough; nothing may be solved where one was not.
    func factorize(_ matrix: UnsafePointer<Double>) -> Bool { factorize(matrix, times: 1, plus: 0) }

    /// Factorises I − γ·∂f/∂y.
    ///
    /// - Returns: as above.
    func factorize(_ jacobian: ShiftedJacobian) -> Bool {
        guard let values = UnsafePointer(jacobian.values.baseAddress) else { return false }
        return factorize(values, times: -jacobian.gamma, plus: 1)
    }

    /// Factorises a multiple of a matrix with something added to its diagonal.
    private func factorize(_ matrix: UnsafePointer<Double>, times factor: Double, plus shift: Double) -> Bool {
        guard let values = values.baseAddress else { return false }
        lay(matrix, times: factor, plus: shift, into: values)
        let lower = values + order.count
        let upper = lower + neighbours.count
        var flaws = Flaws()
        for run in runs {
            if run.isChain {
                factorizeChain(run, values, lower, upper, &flaws)
                continue
            }
            switch run.width {
            case 1: factorize(run, width: 1, values, lower, upper, &flaws)
            case 2: factorize(run, width: 2, values, lower, upper, &flaws)
            case 3: factorize(run, width: 3, values, lower, upper, &flaws)
            case 4: factorize(run, width: 4, values, lower, upper, &flaws)
            default: factorize(run, width: run.width, values, lower, upper, &flaws)
            }
        }
        for index in following.indices.dropFirst() {
            // The entry before each row's first is the diagonal of the one before it.
            let own = neighbours.count + Int(following[index].starts) - 1
            upper[own] += shift
            flaws.note(inverse: 1 / upper[own])
        }
        guard flaws.pivots == 0 else { return false }
        if flaws.multipliers > 0, !areSmallInScale(matrix, times: factor, plus: shift) { return false }
        return border?.factorize(matrix, times: factor, plus: shift, solve: solveInside) != false
    }

    /// Writes a multiple of a matrix, with something added to the diagonal of the rows eliminated, where it is factorised.
    private func lay(
        _ matrix: UnsafePointer<Double>, times factor: Double, plus shift: Double, into values: Numbers
    ) {
        guard let sources = sources.baseAddress else { return }
        for place in self.sources.indices { values[place] = factor * matrix[Int(sources[place])] }
        for place in filled { values[Int(place)] = 0 }
        for row in order.indices { values[row] += shift }
    }

    /// Whether the multiples found are small once each row is measured by its largest entry.
    ///
    /// Rows of different units, such as of heats and of amounts, may take large multiples of each other and lose nothing.
    private func areSmallInScale(_ matrix: UnsafePointer<Double>, times factor: Double, plus shift: Double) -> Bool {
        let (count, found) = (order.count, self.neighbours.count)
        var original = [Double](repeating: 0, count: values.count)
        original.withUnsafeMutableBufferPointer {
            if let original = $0.baseAddress { lay(matrix, times: factor, plus: shift, into: original) }
        }
        var sizes = original.prefix(count).map(abs)
        for row in 0..<count {
            for entry in Int(starts[row])..<Int(starts[row + 1]) {
                let later = Int(neighbours[entry])
                sizes[row] = max(sizes[row], abs(original[count + found + entry]))
                sizes[later] = max(sizes[later], abs(original[count + entry]))
            }
        }
        for row in 0..<count {
            for entry in Int(starts[row])..<Int(starts[row + 1]) {
                let multiplier = abs(values[count + entry]) * sizes[row]
                let limit = Self.largestMultiplier * sizes[Int(neighbours[entry])]
                guard multiplier <= limit, limit.isFinite else { return false }
            }
        }
        return true
    }

    private func factorizeChain(
        _ run: Run, _ values: Numbers, _ lower: Numbers, _ upper: Numbers, _ flaws: inout Flaws
    ) {
        var entry = run.entry
        var pivot = values[run.rows.lowerBound]
        for row in run.rows {
            let inverse = 1 / pivot
            let multiplier = lower[entry] * inverse
            // The next pivot waits for one division alone: inverse and multiplier are found beside it.
            pivot = values[row &+ 1] - lower[entry] * upper[entry] / pivot
            values[row] = inverse
            lower[entry] = multiplier
            // What a solution waits for is one product less if the row is divided by its pivot here.
            upper[entry] *= inverse
            entry &+= 1
            flaws.note(inverse: inverse)
            flaws.note(multiplier: multiplier)
        }
        values[run.rows.upperBound] = pivot
    }

    /// Factorises rows with so many neighbours each; with the number known where this is inlined, nothing is left of its loops.
    @inline(__always)
    private func factorize(
        _ run: Run, width: Int, _ values: Numbers, _ lower: Numbers, _ upper: Numbers, _ flaws: inout Flaws
    ) {
        guard let neighbours = neighbours.baseAddress, let pairs = pairs.baseAddress else { return }
        // A count that stays in a register.
        var found = flaws
        var (below, above, near, pair) = (
            lower + run.entry, upper + run.entry, neighbours + run.entry, pairs + run.pair
        )
        for row in run.rows {
            let inverse = 1 / values[row]
            values[row] = inverse
            found.note(inverse: inverse)
            var later = 0
            while later < width {
                let multiplier = below[later] * inverse
                below[later] = multiplier
                found.note(multiplier: multiplier)
                values[Int(near[later])] -= multiplier * above[later]
                var earlier = 0
                while earlier < later {
                    let shared = Int(pair.pointee)
                    lower[shared] -= multiplier * above[earlier]
                    upper[shared] -= below[earlier] * above[later]
                    pair += 1
                    earlier &+= 1
                }
                later &+= 1
            }
            // What a solution waits for is one product less if the row is divided by its pivot here.
            var entry = 0
            while entry < width {
                above[entry] *= inverse
                entry &+= 1
            }
            below += width
            above += width
            near += width
        }
        flaws = found
    }

    // MARK: Solving

    /// Replaces b by the solution of A·x = b.
    func solve(_ x: UnsafeMutablePointer<Double>) { solve(UnsafePointer(x), into: x) }

    /// Writes the solution of A·x = b, which may take the place of b.
    func solve(_ b: UnsafePointer<Double>, into x: UnsafeMutablePointer<Double>) {
        guard let values = values.baseAddress, let unknowns = unknowns.baseAddress else { return }
        for row in order.indices { unknowns[row] = b[Int(order[row])] }
        solveInside(unknowns)
        border?.solve(unknowns, b, into: x)
        for row in order.indices { x[Int(order[row])] = unknowns[row] }
        follow(b, x, values + order.count + 2 * neighbours.count)
    }

    /// Solves for the rows that are eliminated, in their order.
    private func solveInside(_ x: UnsafeMutablePointer<Double>) {
        guard let inverses = values.baseAddress else { return }
        let lower = inverses + order.count
        let upper = lower + neighbours.count
        for run in runs {
            switch run.width {
            case _ where run.isChain: forwardChain(run, x, lower)
            case 1: forward(run, width: 1, x, lower)
            case 2: forward(run, width: 2, x, lower)
            case 3: forward(run, width: 3, x, lower)
            case 4: forward(run, width: 4, x, lower)
            default: forward(run, width: run.width, x, lower)
            }
        }
        for run in runs.reversed() {
            switch run.width {
            case _ where run.isChain: backwardChain(run, x, inverses, upper)
            case 1: backward(run, width: 1, x, inverses, upper)
            case 2: backward(run, width: 2, x, inverses, upper)
            case 3: backward(run, width: 3, x, inverses, upper)
            case 4: backward(run, width: 4, x, inverses, upper)
            default: backward(run, width: run.width, x, inverses, upper)
            }
        }
    }

    private func forwardChain(_ run: Run, _ x: Numbers, _ lower: Numbers) {
        var entry = run.entry
        var known = x[run.rows.lowerBound]
        for row in run.rows {
            known = x[row &+ 1] - lower[entry] * known
            x[row &+ 1] = known
            entry &+= 1
        }
    }

    @inline(__always)
    private func forward(_ run: Run, width: Int, _ x: Numbers, _ lower: Numbers) {
        guard let neighbours = neighbours.baseAddress else { return }
        var (below, near) = (lower + run.entry, neighbours + run.entry)
        for row in run.rows {
            let known = x[row]
            var entry = 0
            while entry < width {
                x[Int(near[entry])] -= below[entry] * known
                entry &+= 1
            }
            below += width
            near += width
        }
    }

    private func backwardChain(_ run: Run, _ x: Numbers, _ inverses: Numbers, _ upper: Numbers) {
        var (row, entry) = (run.rows.upperBound, run.entry + run.rows.count)
        var known = x[row]
        while row > run.rows.lowerBound {
            row &-= 1
            entry &-= 1
            known = x[row] * inverses[row] - upper[entry] * known
            x[row] = known
        }
    }

    @inline(__always)
    private func backward(_ run: Run, width: Int, _ x: Numbers, _ inverses: Numbers, _ upper: Numbers) {
        guard let neighbours = neighbours.baseAddress else { return }
        let end = run.entry + width * run.rows.count
        var (above, near, row) = (upper + end, neighbours + end, run.rows.upperBound)
        while row > run.rows.lowerBound {
            row &-= 1
            above -= width
            near -= width
            var rest = x[row] * inverses[row]
            // The nearest neighbour, which comes first, was found last: what is known longer is taken off before.
            var entry = width
            while entry > 0 {
                entry &-= 1
                rest -= above[entry] * x[Int(near[entry])]
            }
            x[row] = rest
        }
    }

    /// Finds the unknowns that follow from the others.
    private func follow(
        _ b: UnsafePointer<Double>, _ x: UnsafeMutablePointer<Double>, _ values: UnsafeMutablePointer<Double>
    ) {
        for index in 0..<(following.count - 1) {
            let own = Int(following[index + 1].starts) - 1
            // Four sums at a time: one would wait for each addition to end.
            var sums = SIMD4<Double>.zero
            var entry = Int(following[index].starts)
            while entry &+ 4 <= own {
                let known = SIMD4(
                    x[Int(columns[entry])], x[Int(columns[entry &+ 1])],
                    x[Int(columns[entry &+ 2])], x[Int(columns[entry &+ 3])])
                sums += UnsafeRawPointer(values + entry).loadUnaligned(as: SIMD4<Double>.self) * known
                entry &+= 4
            }
            var sum = sums.sum()
            while entry < own {
                sum += values[entry] * x[Int(columns[entry])]
                entry &+= 1
            }
            let row = Int(following[index].row)
            x[row] = (b[row] - sum) / values[own]
        }
    }
}
