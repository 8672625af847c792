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
        lay(matrix, times: factor, plus: shift, values)
        let lower = values + order.count
        let upper = lower + neighbours.count
        for run in runs {
            switch run.width {
            case _ where run.isChain: factorizeChain(run, values, lower, upper)
            case 1: factorize(run, width: 1, values, lower, upper)
            case 2: factorize(run, width: 2, values, lower, upper)
            case 3: factorize(run, width: 3, values, lower, upper)
            case 4: factorize(run, width: 4, values, lower, upper)
            default: factorizeWide(run, values, lower, upper)
            }
        }
        let followed = upper + neighbours.count
        for place in columns.indices { followed[place] = factor * matrix[Int(sources[order.count + place])] }
        for row in following.dropFirst() {
            // The entry before each row's first is the diagonal of the one before it.
            let own = Int(row.starts) - 1
            followed[own] += shift
            guard abs(1 / followed[own]) <= .greatestFiniteMagnitude else { return false }
        }
        guard Self.areFinite(values, order.count) else { return false }
        if !Self.areSmall(lower, neighbours.count), !areSmallInScale(matrix, times: factor, plus: shift) {
            return false
        }
        return border?.factorize(matrix, times: factor, plus: shift, solve: solveInside) != false
    }

    /// Writes a multiple of a matrix, with something added to the diagonal, where it is factorised: the diagonal and the couples.
    private func lay(
        _ matrix: UnsafePointer<Double>, times factor: Double, plus shift: Double, _ diagonal: Numbers
    ) {
        guard let sources = sources.baseAddress, let couples = couples.baseAddress else { return }
        for row in order.indices { diagonal[row] = factor * matrix[Int(sources[row])] + shift }
        UnsafeMutableRawPointer(couples).withMemoryRebound(to: Double.self, capacity: 2 * neighbours.count) { parts in
            for half in halves { parts[Int(half.number)] = factor * matrix[Int(half.source)] }
        }
    }

    /// Whether all numbers are finite: no pivot is lost.
    private static func areFinite(_ numbers: Numbers, _ count: Int) -> Bool {
        // Not so for what is no number, nor for the sum of such.
        var sums = SIMD8<Double>.zero
        var index = 0
        while index &+ 8 <= count {
            sums += UnsafeRawPointer(numbers + index).loadUnaligned(as: SIMD8<Double>.self) * 0
            index &+= 8
        }
        var sum = sums.sum()
        while index < count {
            sum += numbers[index] * 0
            index &+= 1
        }
        return sum == 0
    }

    /// Whether all multiples are small as they stand.
    private static func areSmall(_ multipliers: Numbers, _ count: Int) -> Bool {
        let largest = largestMultiplier * largestMultiplier
        var areSmall = SIMDMask<SIMD4<Int64>>(repeating: true)
        var index = 0
        while index &+ 4 <= count {
            let four = UnsafeRawPointer(multipliers + index).loadUnaligned(as: SIMD4<Double>.self)
            areSmall .&= four * four .<= largest
            index &+= 4
        }
        guard all(areSmall) else { return false }
        while index < count {
            guard multipliers[index] * multipliers[index] <= largest else { return false }
            index &+= 1
        }
        return true
    }

    /// Whether the multiples found are small once each row is measured by its largest entry.
    ///
    /// Rows of different units, such as of heats and of amounts, may take large multiples of each other and lose nothing.
    private func areSmallInScale(_ matrix: UnsafePointer<Double>, times factor: Double, plus shift: Double) -> Bool {
        let count = order.count
        var sizes = [Double](repeating: 0, count: count)
        sizes.withUnsafeMutableBufferPointer {
            if let diagonal = $0.baseAddress { lay(matrix, times: factor, plus: shift, diagonal) }
        }
        for row in 0..<count { sizes[row] = abs(sizes[row]) }
        for row in 0..<count {
            for entry in Int(starts[row])..<Int(starts[row + 1]) {
                let later = Int(neighbours[entry])
                sizes[row] = max(sizes[row], abs(couples[entry].y))
                sizes[later] = max(sizes[later], abs(couples[entry].x))
                couples[entry] = .zero
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

    private func factorizeChain(_ run: Run, _ values: Numbers, _ lower: Numbers, _ upper: Numbers) {
        guard let couples = couples.baseAddress else { return }
        var entry = run.entry
        var pivot = values[run.rows.lowerBound]
        for row in run.rows {
            let inverse = 1 / pivot
            let couple = couples[entry]
            couples[entry] = .zero
            // The next pivot waits for one division alone: inverse and multiplier are found beside it.
            pivot = values[row &+ 1] - couple.x * couple.y / pivot
            values[row] = inverse
            lower[entry] = couple.x * inverse
            // What a solution waits for is one product less if the row is divided by its pivot here.
            upper[entry] = couple.y * inverse
            entry &+= 1
        }
        values[run.rows.upperBound] = pivot
    }

    /// Factorises rows with one to four neighbours each; the number is known where this is inlined, and no loop left.
    @inline(__always)
    private func factorize(_ run: Run, width: Int, _ values: Numbers, _ lower: Numbers, _ upper: Numbers) {
        guard let neighbours = neighbours.baseAddress, let pairs = pairs.baseAddress,
            let couples = couples.baseAddress
        else { return }
        var (below, above, near, pair) = (
            lower + run.entry, upper + run.entry, neighbours + run.entry, pairs + run.pair
        )
        var own = couples + run.entry
        for row in run.rows {
            let inverse = 1 / values[row]
            values[row] = inverse
            let scale = SIMD2(inverse, 1)
            /// The multiple of the row and its upper part at a neighbour.
            @inline(__always) func scaled(_ place: Int) -> SIMD2<Double> { place < width ? own[place] * scale : .zero }
            let (a, b, c, d) = (scaled(0), scaled(1), scaled(2), scaled(3))
            @inline(__always) func settle(_ place: Int, _ scaled: SIMD2<Double>) {
                own[place] = .zero
                below[place] = scaled.x
                // What a solution waits for is one product less if the row is divided by its pivot here.
                above[place] = scaled.y * inverse
                values[Int(near[place])] -= scaled.x * scaled.y
            }
            /// Takes off what two neighbours share, of both halves at a time.
            @inline(__always) func share(_ place: Int, _ later: SIMD2<Double>, _ earlier: SIMD2<Double>) {
                couples[Int(pair[place])] -= later * SIMD2(earlier.y, earlier.x)
            }
            settle(0, a)
            if width > 1 {
                settle(1, b)
                share(0, b, a)
            }
            if width > 2 {
                settle(2, c)
                share(1, c, a)
                share(2, c, b)
            }
            if width > 3 {
                settle(3, d)
                share(3, d, a)
                share(4, d, b)
                share(5, d, c)
            }
            below += width
            above += width
            near += width
            own += width
            pair += width * (width - 1) / 2
        }
    }

    /// Factorises rows with as many neighbours as there may be.
    private func factorizeWide(_ run: Run, _ values: Numbers, _ lower: Numbers, _ upper: Numbers) {
        var (entry, pair) = (run.entry, run.pair)
        for row in run.rows {
            let inverse = 1 / values[row]
            values[row] = inverse
            for later in entry..<entry + run.width {
                let scaled = couples[later] * SIMD2(inverse, 1)
                couples[later] = scaled
                values[Int(neighbours[later])] -= scaled.x * scaled.y
                for earlier in entry..<later {
                    couples[Int(pairs[pair])] -= scaled * SIMD2(couples[earlier].y, couples[earlier].x)
                    pair &+= 1
                }
            }
            for later in entry..<entry + run.width {
                lower[later] = couples[later].x
                upper[later] = couples[later].y * inverse
                couples[later] = .zero
            }
            entry &+= run.width
        }
    }

    // MARK: Solving

    /// Replaces b by the solution of A·x = b.
    func solve(_ x: UnsafeMutablePointer<Double>) { solve(UnsafePointer(x), into: x) }

    /// Writes the solution of A·x = b, which may take the place of b.
    func solve(_ b: UnsafePointer<Double>, into x: UnsafeMutablePointer<Double>) {
        guard let values = values.baseAddress, let unknowns = unknowns.baseAddress else { return }
        let whole = order.count & ~3
        for row in stride(from: 0, to: whole, by: 4) {
            let (first, second, third, fourth) = (
                b[Int(order[row])], b[Int(order[row &+ 1])], b[Int(order[row &+ 2])], b[Int(order[row &+ 3])]
            )
            UnsafeMutableRawPointer(unknowns + row).storeBytes(
                of: SIMD4(first, second, third, fourth), as: SIMD4<Double>.self)
        }
        for row in whole..<order.count { unknowns[row] = b[Int(order[row])] }
        solveInside(unknowns)
        border?.solve(unknowns, b, into: x)
        for row in stride(from: 0, to: whole, by: 4) {
            let four = UnsafeRawPointer(unknowns + row).loadUnaligned(as: SIMD4<Double>.self)
            x[Int(order[row])] = four.x
            x[Int(order[row &+ 1])] = four.y
            x[Int(order[row &+ 2])] = four.z
            x[Int(order[row &+ 3])] = four.w
        }
        for row in whole..<order.count { x[Int(order[row])] = unknowns[row] }
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
            // As a rule the row holds all other unknowns, one after the other.
            let isWhole = own > entry && Int(columns[own &- 1]) - Int(columns[entry]) == own &- 1 &- entry
            let first = x + Int(columns[entry]) - entry
            while isWhole, entry &+ 4 <= own {
                sums +=
                    UnsafeRawPointer(values + entry).loadUnaligned(as: SIMD4<Double>.self)
                    * UnsafeRawPointer(first + entry).loadUnaligned(as: SIMD4<Double>.self)
                entry &+= 4
            }
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
