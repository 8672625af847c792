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
        let numbers = cells.span
        let points = temperatures.span
        var integralSpan = integrals.mutableSpan
        var valueSpan = values.mutableSpan
        var halfSlopeSpan = halfSlopes.mutableSpan
        var integralBytes = unsafe integralSpan.mutableBytes
        var valueBytes = unsafe valueSpan.mutableBytes
        var halfSlopeBytes = unsafe halfSlopeSpan.mutableBytes
        var band = bands[0]
        var index = range.lowerBound
        // Two at a time: every processor has vectors for so many.
        while index &+ 1 < range.upperBound {
            let t = SIMD2(points[index], points[index &+ 1])
            guard let first = cell(at: t.x, near: &band), let second = cell(at: t.y, near: &band) else { break }
            @inline(__always) func pair(_ place: Int) -> SIMD2<Double> {
                // Every cell lies within the numbers as a whole.
                unsafe SIMD2(numbers[unchecked: first &+ place], numbers[unchecked: second &+ place])
            }
            let scale = pair(1)
            let x = (t - pair(0)) * scale
            // Horner's rule thrice over, as for one.
            var value = pair(10)
            var slope = value
            var bend = value
            value = value * x + pair(9)
            slope = slope * x + value
            bend = bend * x + slope
            value = value * x + pair(8)
            slope = slope * x + value
            bend = bend * x + slope
            value = value * x + pair(7)
            slope = slope * x + value
            bend = bend * x + slope
            value = value * x + pair(6)
            slope = slope * x + value
            bend = bend * x + slope
            value = value * x + pair(5)
            slope = slope * x + value
            bend = bend * x + slope
            value = value * x + pair(4)
            slope = slope * x + value
            bend = bend * x + slope
            value = value * x + pair(3)
            slope = slope * x + value
            integralBytes.storeBytes(of: pair(2) + value * x, toByteOffset: index &* 8, as: SIMD2<Double>.self)
            valueBytes.storeBytes(of: slope * scale, toByteOffset: index &* 8, as: SIMD2<Double>.self)
            halfSlopeBytes.storeBytes(of: bend * scale * scale, toByteOffset: index &* 8, as: SIMD2<Double>.self)
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
