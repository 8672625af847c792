import Glibc

/// Where a stage comes to rest.
extension HeatBalance {
    /// A temperature at which cooling and load meet, or a range of temperatures over which they are the same.
    public struct FixedPoint: Sendable, Hashable {
        /// In K; the cold end of a range.
        public var temperature: Double
        /// The warm end of a range in K; else the same temperature.
        public var end: Double
        /// Either of the two in W.
        public var power: Double
        /// Whether a small warming or cooling away from it dies out: the load grows less than the cooling.
        ///
        /// Of a range: away from the range as a whole. It is never so for one that reaches to the end of what is known.
        public var isStable: Bool
        /// Whether it is a range: within it the stage stays wherever it is put, for nothing moves it either way.
        public var isNeutral: Bool { end > temperature }
    }

    /// How finely temperatures are searched, in equal ratios; between them, extremes are looked for as well.
    static let steps = 1500

    /// The temperatures that are looked at, rising.
    func temperatures() -> [Double] {
        (0...Self.steps).map { index in
            index == Self.steps ? end : base * pow(end / base, Double(index) / Double(Self.steps))
        }
    }

    /// Every temperature from the base to 0.867 K at which the stage could rest, rising.
    ///
    /// Two that lie between neighbouring places of the search are found by the extreme between them. Where cooling and load
    /// are the same over a range, to rounding, the range is one fixed point.
    public func fixedPoints() throws(QubitError) -> [FixedPoint] {
        var places = temperatures()
        var values: [Double] = []
        for place in places { values.append(try surplus(at: place)) }
        // An extreme of the wrong sign between neighbours of one sign hides two crossings.
        var added: [Double] = []
        for index in 1..<Self.steps {
            let (left, middle, right) = (values[index - 1], values[index], values[index + 1])
            // A place where the two already meet hides nothing.
            if try sign(middle, at: places[index]) == 0 { continue }
            if left < 0, right < 0, middle >= left, middle >= right {
                added.append(
                    try peak(places[index - 1], places[index + 1]) { place throws(QubitError) in try surplus(at: place)
                    })
            } else if left > 0, right > 0, middle <= left, middle <= right {
                added.append(
                    try peak(places[index - 1], places[index + 1]) { place throws(QubitError) in
                        -(try surplus(at: place))
                    })
            }
        }
        if !added.isEmpty {
            places = (places + added).sorted()
            values = []
            for place in places { values.append(try surplus(at: place)) }
        }
        return try meetings(places, values)
    }

    /// The fixed points among temperatures that are close enough to hide none; a run of zeros is one.
    private func meetings(_ places: [Double], _ values: [Double]) throws(QubitError) -> [FixedPoint] {
        var signs: [Int] = []
        for (place, value) in zip(places, values) { signs.append(try sign(value, at: place)) }
        var result: [FixedPoint] = []
        var index = 0
        while index < places.count {
            let last = signs[index...].firstIndex { $0 != signs[index] }.map { $0 - 1 } ?? places.count - 1
            if signs[index] == 0 {
                let isRange = last > index
                // Below the base a stage would warm, for nothing cools it there. What is warmer than the end is taken to cool
                // down of a point, as its slope says; of a range nothing says so.
                let isColderWarming = index == 0 || signs[index - 1] < 0
                let isWarmerCooling = last + 1 < places.count ? signs[last + 1] > 0 : !isRange
                let start = isRange && index > 0 ? try edge(places[index], places[index - 1]) : places[index]
                let end = isRange && last + 1 < places.count ? try edge(places[last], places[last + 1]) : places[last]
                result.append(
                    FixedPoint(
                        temperature: start, end: end, power: try cooling(at: start),
                        isStable: isColderWarming && isWarmerCooling))
            } else if last + 1 < places.count, signs[last + 1] == -signs[index] {
                let place = try crossing(places[last], places[last + 1])
                result.append(
                    FixedPoint(
                        temperature: place, end: place, power: try cooling(at: place), isStable: signs[index] < 0))
            }
            index = last + 1
        }
        return result
    }

    /// The sign of a surplus; 0 where it is no more than the rounding of cooling and load.
    private func sign(_ surplus: Double, at temperature: Double) throws(QubitError) -> Int {
        let size = abs(try cooling(at: temperature)) + (try load(at: temperature))
        return abs(surplus) <= 4 * size.ulp ? 0 : surplus > 0 ? 1 : -1
    }

    /// Where cooling and load cease to be the same, between a temperature where they are and one where they are not.
    private func edge(_ inside: Double, _ outside: Double) throws(QubitError) -> Double {
        var (inside, outside) = (inside, outside)
        while true {
            let middle = inside + (outside - inside) / 2
            guard middle != inside, middle != outside else { return inside }
            if try sign(surplus(at: middle), at: middle) == 0 { inside = middle } else { outside = middle }
        }
    }

    /// The temperature at which the stage rests if it comes from the cold: the lowest stable one; nil where there is none.
    public func restingTemperature() throws(QubitError) -> Double? {
        try fixedPoints().first(where: \.isStable)?.temperature
    }

    /// The crossing between two temperatures of opposite sign, by halving to the last bit.
    private func crossing(_ low: Double, _ high: Double) throws(QubitError) -> Double {
        var (low, high) = (low, high)
        let isRising = try surplus(at: high) > 0
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return low }
            if try (surplus(at: middle) > 0) == isRising { high = middle } else { low = middle }
        }
    }

    /// Where a function is largest between two temperatures, by the golden section.
    func peak(
        _ low: Double, _ high: Double, _ value: (Double) throws(QubitError) -> Double
    ) throws(QubitError) -> Double {
        var (low, high) = (low, high)
        let golden = (5.0.squareRoot() - 1) / 2
        for _ in 0..<80 {
            let (left, right) = (high - golden * (high - low), low + golden * (high - low))
            if try value(left) > value(right) { high = right } else { low = left }
        }
        return low + (high - low) / 2
    }
}
