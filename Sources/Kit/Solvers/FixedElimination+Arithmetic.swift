/// What a factorisation and a solution come to.
///
/// Most rows have few neighbours, and a loop over two would be half counting: one to four are constants to the compiler.
extension FixedElimination {
    private typealias Numbers = UnsafeMutablePointer<Double>
    private typealias Indices = UnsafeMutablePointer<Int32>

    /// The largest multiple of a row that is taken off another: what KLU allows too before it looks for another pivot.
    private static let largestMultiplier = 1000.0

    // MARK: Factorising

    /// Factorises a matrix.
    ///
    /// - Returns: whether every pivot was large enough; nothing may be solved where one was not.
    func factorize(_ matrix: UnsafePointer<Double>) -> Bool {
        guard let values = values.baseAddress, let sources = sources.baseAddress else { return false }
        for place in self.sources.indices { values[place] = matrix[Int(sources[place])] }
        for place in filled { values[Int(place)] = 0 }
        let lower = values + order.count
        let upper = lower + neighbours.count
        var bad = 0
        for run in runs {
            if run.isChain {
                bad += factorizeChain(run, values, lower, upper)
                continue
            }
            switch run.width {
            case 1: bad += factorize(run, width: 1, values, lower, upper)
            case 2: bad += factorize(run, width: 2, values, lower, upper)
            case 3: bad += factorize(run, width: 3, values, lower, upper)
            case 4: bad += factorize(run, width: 4, values, lower, upper)
            default: bad += factorize(run, width: run.width, values, lower, upper)
            }
        }
        for index in following.indices.dropFirst() {
            // The entry before each row's first is the diagonal of the one before it.
            let diagonal = upper[neighbours.count + Int(following[index].starts) - 1]
            bad += Self.isBad(inverse: 1 / diagonal)
        }
        return bad == 0
    }

    // What is no number is bad too.
    @inline(__always)
    private static func isBad(inverse: Double) -> Int { abs(inverse) <= .greatestFiniteMagnitude ? 0 : 1 }

    @inline(__always)
    private static func isBad(multiplier: Double) -> Int { abs(multiplier) <= largestMultiplier ? 0 : 1 }

    private func factorizeChain(_ run: Run, _ values: Numbers, _ lower: Numbers, _ upper: Numbers) -> Int {
        var (bad, entry) = (0, run.entry)
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
            bad &+= Self.isBad(inverse: inverse) &+ Self.isBad(multiplier: multiplier)
        }
        values[run.rows.upperBound] = pivot
        return bad
    }

    /// Factorises rows with so many neighbours each; with the number known where this is inlined, nothing is left of its loops.
    @inline(__always)
    private func factorize(
        _ run: Run, width: Int, _ values: Numbers, _ lower: Numbers, _ upper: Numbers
    ) -> Int {
        guard let neighbours = neighbours.baseAddress, let pairs = pairs.baseAddress else { return 0 }
        var bad = 0
        var (below, above, near, pair) = (
            lower + run.entry, upper + run.entry, neighbours + run.entry, pairs + run.pair
        )
        for row in run.rows {
            let inverse = 1 / values[row]
            values[row] = inverse
            bad &+= Self.isBad(inverse: inverse)
            var later = 0
            while later < width {
                let multiplier = below[later] * inverse
                below[later] = multiplier
                bad &+= Self.isBad(multiplier: multiplier)
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
        return bad
    }

    // MARK: Solving

    /// Replaces b by the solution of A·x = b.
    func solve(_ x: UnsafeMutablePointer<Double>) { solve(UnsafePointer(x), into: x) }

    /// Writes the solution of A·x = b, which may take the place of b.
    func solve(_ b: UnsafePointer<Double>, into x: UnsafeMutablePointer<Double>) {
        guard let values = values.baseAddress, let unknowns = unknowns.baseAddress else { return }
        let (inverses, lower) = (values, values + order.count)
        let upper = lower + neighbours.count
        for row in order.indices { unknowns[row] = b[Int(order[row])] }
        for run in runs {
            switch run.width {
            case _ where run.isChain: forwardChain(run, unknowns, lower)
            case 1: forward(run, width: 1, unknowns, lower)
            case 2: forward(run, width: 2, unknowns, lower)
            case 3: forward(run, width: 3, unknowns, lower)
            case 4: forward(run, width: 4, unknowns, lower)
            default: forward(run, width: run.width, unknowns, lower)
            }
        }
        for run in runs.reversed() {
            switch run.width {
            case _ where run.isChain: backwardChain(run, unknowns, inverses, upper)
            case 1: backward(run, width: 1, unknowns, inverses, upper)
            case 2: backward(run, width: 2, unknowns, inverses, upper)
            case 3: backward(run, width: 3, unknowns, inverses, upper)
            case 4: backward(run, width: 4, unknowns, inverses, upper)
            default: backward(run, width: run.width, unknowns, inverses, upper)
            }
        }
        for row in order.indices { x[Int(order[row])] = unknowns[row] }
        follow(b, x, upper + neighbours.count)
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
