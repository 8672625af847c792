extension CumulativeIntegral {
    /// Θ and Θ′ at many temperatures, for solvers: what ``derivatives(at:)`` gives, without its second derivative.
    ///
    /// - Parameters:
    ///   - temperatures: in K.
    ///   - range: which of them.
    ///   - integrals: Θ of each; as long as `temperatures`.
    ///   - values: Θ′ of each; as long as `temperatures`.
    /// - Returns: the index of a temperature that lies outside the curve's range or is not a number, where evaluation stopped;
    ///   nil where all were evaluated.
    public func evaluate(
        at temperatures: [Double], in range: Range<Int>, integrals: inout [Double], values: inout [Double]
    ) -> Int? {
        let numbers = cells.span
        let temperatures = temperatures.span
        var integrals = integrals.mutableSpan
        var values = values.mutableSpan
        var band = bands[0]
        for index in range {
            let temperature = temperatures[index]
            guard let cell = cell(at: temperature, near: &band) else { return index }
            let scale = numbers[cell + 1]
            let x = (temperature - numbers[cell]) * scale
            // Horner's rule twice over, as above.
            var sum = numbers[cell + 10]
            var value = sum
            sum = sum * x + numbers[cell + 9]
            value = value * x + sum
            sum = sum * x + numbers[cell + 8]
            value = value * x + sum
            sum = sum * x + numbers[cell + 7]
            value = value * x + sum
            sum = sum * x + numbers[cell + 6]
            value = value * x + sum
            sum = sum * x + numbers[cell + 5]
            value = value * x + sum
            sum = sum * x + numbers[cell + 4]
            value = value * x + sum
            sum = sum * x + numbers[cell + 3]
            value = value * x + sum
            integrals[index] = numbers[cell + 2] + sum * x
            values[index] = value * scale
        }
        return nil
    }

    /// Θ, Θ′ and Θ″/2 at many temperatures, for solvers: what ``derivatives(at:)`` gives.
    ///
    /// - Parameters:
    ///   - temperatures: in K.
    ///   - range: which of them.
    ///   - integrals: Θ of each; as long as `temperatures`.
    ///   - values: Θ′ of each; as long as `temperatures`.
    ///   - halfSlopes: Θ″/2 of each; as long as `temperatures`.
    /// - Returns: the index of a temperature that lies outside the curve's range or is not a number, where evaluation stopped;
    ///   nil where all were evaluated.
    public func expand(
        at temperatures: [Double], in range: Range<Int>, integrals: inout [Double], values: inout [Double],
        halfSlopes: inout [Double]
    ) -> Int? {
        let points = temperatures.span
        var integralSpan = integrals.mutableSpan
        var valueSpan = values.mutableSpan
        var halfSlopeSpan = halfSlopes.mutableSpan
        precondition(
            range.lowerBound >= 0
                && range.upperBound
                    <= min(min(points.count, integralSpan.count), min(valueSpan.count, halfSlopeSpan.count)),
            "as many numbers are needed as temperatures")
        var integralBytes = unsafe integralSpan.mutableBytes
        var valueBytes = unsafe valueSpan.mutableBytes
        var halfSlopeBytes = unsafe halfSlopeSpan.mutableBytes
        let cells = cells.span
        var band = bands[0]
        var index = range.lowerBound
        while index &+ 1 < range.upperBound {
            // Neighbours are as warm as each other: four in one cell, as a rule, need its numbers but once.
            if index &+ 3 < range.upperBound {
                let t = unsafe SIMD4(
                    points[unchecked: index], points[unchecked: index &+ 1], points[unchecked: index &+ 2],
                    points[unchecked: index &+ 3])
                if let cell = innerCell(of: t, in: band) {
                    // Every cell lies within the numbers as a whole, and the range within the arrays.
                    let (integral, value, halfSlope) = Self.expansion(
                        at: t, { unsafe SIMD4(repeating: cells[unchecked: cell &+ $0]) })
                    unsafe integralBytes.storeBytes(
                        of: integral, toUncheckedByteOffset: index &* 8, as: SIMD4<Double>.self)
                    unsafe valueBytes.storeBytes(of: value, toUncheckedByteOffset: index &* 8, as: SIMD4<Double>.self)
                    unsafe halfSlopeBytes.storeBytes(
                        of: halfSlope, toUncheckedByteOffset: index &* 8, as: SIMD4<Double>.self)
                    index &+= 4
                    continue
                }
            }
            let t = unsafe SIMD2(points[unchecked: index], points[unchecked: index &+ 1])
            guard let first = cell(at: t.x, near: &band), let second = cell(at: t.y, near: &band) else { break }
            let (integral, value, halfSlope) = Self.expansion(
                at: t, { unsafe SIMD2(cells[unchecked: first &+ $0], cells[unchecked: second &+ $0]) })
            unsafe integralBytes.storeBytes(of: integral, toUncheckedByteOffset: index &* 8, as: SIMD2<Double>.self)
            unsafe valueBytes.storeBytes(of: value, toUncheckedByteOffset: index &* 8, as: SIMD2<Double>.self)
            unsafe halfSlopeBytes.storeBytes(of: halfSlope, toUncheckedByteOffset: index &* 8, as: SIMD2<Double>.self)
            index &+= 2
        }
        // The last of an odd number, and up to one that lies outside.
        while index < range.upperBound {
            guard let (integral, value, slope) = try? derivatives(at: temperatures[index]) else { return index }
            (integrals[index], values[index], halfSlopes[index]) = (integral, value, slope / 2)
            index += 1
        }
        return nil
    }

    /// Θ, Θ′ and Θ″/2 at some temperatures; `number` says a number of the cells in which they lie.
    @inline(__always)
    private static func expansion<Many: SIMD<Double>>(
        at temperatures: Many, _ number: (Int) -> Many
    ) -> (integral: Many, value: Many, halfSlope: Many) {
        let scale = number(1)
        let x = (temperatures - number(0)) * scale
        // Horner's rule thrice over, as for one.
        var value = number(10)
        var slope = value
        var bend = value
        value = value * x + number(9)
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + number(8)
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + number(7)
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + number(6)
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + number(5)
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + number(4)
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + number(3)
        slope = slope * x + value
        return (number(2) + value * x, slope * scale, bend * scale * scale)
    }

    /// Where the numbers of a cell begin in which all of some temperatures lie; nil where they lie in several, or in one that a band's
    /// end cuts.
    @inline(__always)
    private func innerCell(of temperatures: SIMD4<Double>, in band: Band) -> Int? {
        let numbers = unsafe unsafeBitCast(temperatures, to: SIMD4<UInt64>.self)
        let others = (numbers.x ^ numbers.y) | (numbers.x ^ numbers.z) | (numbers.x ^ numbers.w)
        let number = Self.cellNumber(temperatures.x) &- band.firstBits
        guard others >> Self.cellShift == 0, number > 0, number < band.count &- 1 else { return nil }
        return (band.firstCell &+ number) &* Self.cellSize
    }

    /// Where the numbers of a temperature's cell begin, in a band or another, which is kept; nil outside the range.
    @inline(__always)
    private func cell(at temperature: Double, near band: inout Band) -> Int? {
        if !band.range.contains(temperature) {
            guard let other = bands.last(where: { $0.range.contains(temperature) }) else { return nil }
            band = other
        }
        let number = min(Self.cellNumber(temperature) &- band.firstBits, band.count &- 1)
        return (band.firstCell &+ number) &* Self.cellSize
    }
}
