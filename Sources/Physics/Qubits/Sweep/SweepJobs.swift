/// The rows of a grid, to be filled by several threads.
///
/// @unchecked because of the pointers: every row is written by one thread only, and what is read does not change.
@safe
struct GridJob: @unchecked Sendable {
    let columns: Int
    let gate: Double
    let floors: UnsafeBufferPointer<Double>
    let slopes: UnsafeBufferPointer<Double>
    let times: UnsafeMutableBufferPointer<Double>
    let fidelities: UnsafeMutableBufferPointer<Double>

    /// Fills a row.
    ///
    /// - Parameters:
    ///   - row: its number.
    ///   - factor: coth(ħω/2kT) of its temperature.
    func fill(row: Int, factor: Double) {
        guard let floors = unsafe UnsafeRawPointer(floors.baseAddress),
            let slopes = unsafe UnsafeRawPointer(slopes.baseAddress),
            let times = unsafe UnsafeMutableRawPointer(times.baseAddress),
            let fidelities = unsafe UnsafeMutableRawPointer(fidelities.baseAddress)
        else { return }
        let start = row * columns
        var column = 0
        while column &+ Lanes.scalarCount <= columns {
            let rate =
                unsafe floors.loadUnaligned(fromByteOffset: column &<< 3, as: Lanes.self)
                + slopes.loadUnaligned(fromByteOffset: column &<< 3, as: Lanes.self) * factor
            unsafe times.storeBytes(of: 1 / rate, toByteOffset: (start &+ column) &<< 3, as: Lanes.self)
            unsafe fidelities.storeBytes(
                of: VectorExponential.fading(rate * -gate), toByteOffset: (start &+ column) &<< 3, as: Lanes.self)
            column &+= Lanes.scalarCount
        }
        guard column < columns else { return }
        let rate =
            unsafe floors.loadUnaligned(fromByteOffset: column &<< 3, as: Lanes.self)
            + slopes.loadUnaligned(fromByteOffset: column &<< 3, as: Lanes.self) * factor
        let share = VectorExponential.fading(rate * -gate)
        for index in column..<columns {
            unsafe self.times[start + index] = 1 / rate[index - column]
            unsafe self.fidelities[start + index] = share[index - column]
        }
    }
}

/// Points to be filled by several threads.
///
/// @unchecked because of the pointers: every point is written by one thread only, and what is read does not change.
@safe
struct PointsJob: @unchecked Sendable {
    let law: InversionLaw
    let temperatures: UnsafeBufferPointer<Double>
    let losses: UnsafeBufferPointer<Double>
    let times: UnsafeMutableBufferPointer<Double>
    let fidelities: UnsafeMutableBufferPointer<Double>

    /// Fills some points.
    ///
    /// - Returns: whether every temperature and loss tangent lies in its range; where one does not, the numbers mean nothing.
    func fill(_ range: Range<Int>) -> Bool {
        switch law.floor {
        case .constant(let rate): fill(range, ConstantFloor(rate: Lanes(repeating: rate)))
        case .rootOfLoss(let factor): fill(range, RootFloor(factor: factor))
        }
    }

    /// The loop, made once for each kind of floor: a branch inside would break its vectors up.
    private func fill<Floor: FloorLaw>(_ range: Range<Int>, _ floor: Floor) -> Bool {
        guard let temperatures = unsafe UnsafeRawPointer(temperatures.baseAddress),
            let losses = unsafe UnsafeRawPointer(losses.baseAddress),
            let times = unsafe UnsafeMutableRawPointer(times.baseAddress),
            let fidelities = unsafe UnsafeMutableRawPointer(fidelities.baseAddress)
        else { return true }
        // Held here, for what is behind a pointer might change with every store.
        let kernel = PointsKernel(law: law, floor: floor)
        var faults = Lanes(repeating: 0)
        var index = range.lowerBound
        while index &+ Lanes.scalarCount <= range.upperBound {
            let temperature = unsafe temperatures.loadUnaligned(fromByteOffset: index &<< 3, as: Lanes.self)
            let loss = unsafe losses.loadUnaligned(fromByteOffset: index &<< 3, as: Lanes.self)
            let (time, exponent) = kernel.values(temperature, loss, &faults)
            unsafe times.storeBytes(of: time, toByteOffset: index &<< 3, as: Lanes.self)
            unsafe fidelities.storeBytes(of: exponent, toByteOffset: index &<< 3, as: Lanes.self)
            index &+= Lanes.scalarCount
        }
        // A second pass over what still lies in the nearest cache: one chain of both exponentials is longer than a processor
        // looks ahead.
        var place = range.lowerBound
        while place < index {
            let exponent = unsafe fidelities.loadUnaligned(fromByteOffset: place &<< 3, as: Lanes.self)
            unsafe fidelities.storeBytes(
                of: VectorExponential.fading(exponent), toByteOffset: place &<< 3, as: Lanes.self)
            place &+= Lanes.scalarCount
        }
        if index < range.upperBound {
            // The last points, the vector filled up with the first of them.
            var temperature = unsafe Lanes(repeating: self.temperatures[index])
            var loss = unsafe Lanes(repeating: self.losses[index])
            for lane in 0..<(range.upperBound - index) {
                unsafe temperature[lane] = self.temperatures[index + lane]
                unsafe loss[lane] = self.losses[index + lane]
            }
            let (time, exponent) = kernel.values(temperature, loss, &faults)
            let share = VectorExponential.fading(exponent)
            for lane in 0..<(range.upperBound - index) {
                unsafe self.times[index + lane] = time[lane]
                unsafe self.fidelities[index + lane] = share[lane]
            }
        }
        return faults == Lanes(repeating: 0)
    }
}

/// The noise floor of several loss tangents.
protocol FloorLaw {
    func rates(_ loss: Lanes) -> Lanes
}

/// The same for every material.
struct ConstantFloor: FloorLaw {
    let rate: Lanes
    @inline(__always)
    func rates(_ loss: Lanes) -> Lanes { rate }
}

/// A root of the loss tangent.
struct RootFloor: FloorLaw {
    let factor: Double
    @inline(__always)
    func rates(_ loss: Lanes) -> Lanes { (loss * factor).squareRoot() }
}

/// T2* of several points, and the exponent of their fidelity.
struct PointsKernel<Floor: FloorLaw> {
    let energy: Lanes
    let coupling: Lanes
    let gate: Lanes
    let floor: Floor

    /// ħω/kT lies between these, or nothing is said of it.
    static var smallestArgument: Double { 1e-200 }
    static var largestArgument: Double { 1e200 }

    @inline(__always)
    init(law: InversionLaw, floor: Floor) {
        energy = Lanes(repeating: law.energyTemperature)
        coupling = Lanes(repeating: law.coupling)
        gate = Lanes(repeating: -law.gateTime)
        self.floor = floor
    }

    /// With m = e^(ħω/kT) − 1 the factor is coth = (m + 2)/m, and 1/T2* = p/m with p = (Γ₀ + K·tan δ)·m + 2K·tan δ: one
    /// division serves both T2* = m²/(mp) and 1/T2* = p²/(mp).
    @inline(__always)
    func values(
        _ temperature: Lanes, _ loss: Lanes, _ faults: inout Lanes
    ) -> (time: Lanes, exponent: Lanes) {
        var argument = energy / temperature
        // Temperatures of 0, below, infinite or NaN, and loss tangents outside 0 to 1, fail one of these. Kept as numbers, and
        // compared with anything but 0 and infinity: else the compiler takes the bits of every number apart.
        faults.replace(with: 1, where: .!(argument .> Self.smallestArgument))
        faults.replace(with: 1, where: .!(argument .< Self.largestArgument))
        faults.replace(with: 1, where: .!(loss * loss .< loss))
        // From 40 on coth is 1 to all digits.
        argument.replace(with: 40, where: argument .> 40)
        let m = VectorExponential.expMinusOne(argument)
        let slope = loss * coupling
        let p = (floor.rates(loss) + slope) * m + (slope + slope)
        let inverse = 1 / (m * p)
        return (m * (m * inverse), p * (p * inverse) * gate)
    }
}
