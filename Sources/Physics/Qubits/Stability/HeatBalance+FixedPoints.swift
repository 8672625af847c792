import Glibc

/// Where a stage comes to rest, and when it no longer can.
extension HeatBalance {
    /// A temperature at which cooling and load meet.
    public struct FixedPoint: Sendable, Hashable {
        /// In K.
        public var temperature: Double
        /// Either of the two in W.
        public var power: Double
        /// Whether a small warming dies out: the load grows less than the cooling.
        public var isStable: Bool
    }

    /// How finely temperatures are searched, in equal ratios; between them, extremes are looked for as well.
    private static let steps = 1500

    private func temperatures() -> [Double] {
        (0...Self.steps).map { index in
            index == Self.steps ? end : base * pow(end / base, Double(index) / Double(Self.steps))
        }
    }

    /// Every temperature from the base to 0.867 K at which the stage could rest, rising.
    ///
    /// Two that lie between neighbouring places of the search are found by the extreme between them.
    public func fixedPoints() throws(QubitError) -> [FixedPoint] {
        var places = temperatures()
        var values: [Double] = []
        for place in places { values.append(try surplus(at: place)) }
        // An extreme of the wrong sign between neighbours of one sign hides two crossings.
        var added: [Double] = []
        for index in 1..<Self.steps {
            let (left, middle, right) = (values[index - 1], values[index], values[index + 1])
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
        var result: [FixedPoint] = []
        for index in places.indices {
            if values[index] == 0 {
                let before = index > 0 ? values[index - 1] : -1
                let after = index + 1 < values.count ? values[index + 1] : 1
                result.append(try point(at: places[index], isStable: before < 0 && after > 0))
            } else if index > 0, values[index - 1] * values[index] < 0 {
                result.append(
                    try point(at: crossing(places[index - 1], places[index]), isStable: values[index] > 0))
            }
        }
        return result
    }

    /// The temperature at which the stage rests if it comes from the cold: the lowest stable one; nil where there is none.
    public func restingTemperature() throws(QubitError) -> Double? {
        try fixedPoints().first(where: \.isStable)?.temperature
    }

    private func point(at temperature: Double, isStable: Bool) throws(QubitError) -> FixedPoint {
        FixedPoint(temperature: temperature, power: try cooling(at: temperature), isStable: isStable)
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
    private func peak(
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

    /// The heat of error correction beyond which the stage cannot rest.
    public struct Limit: Sendable, Hashable {
        /// P₁ at the base temperature in W; 0 where the fixed heat alone is too much.
        public var correction: Double
        /// Where the last fixed point is, in K.
        public var temperature: Double
        /// Whether a stable and an unstable fixed point meet there; else the last one leaves at the end of the range.
        public var isSaddleNode: Bool
    }

    /// The largest P₁ that the stage carries with this P₀: the largest of (P_cool(T) − P₀)·ε(T_b)/ε(T).
    public func limit() throws(QubitError) -> Limit {
        let places = temperatures()
        func carried(_ temperature: Double) throws(QubitError) -> Double {
            try (cooling(at: temperature) - fixed) / growth(at: temperature)
        }
        var best = (index: 0, value: -Double.infinity)
        for (index, place) in places.enumerated() {
            let value = try carried(place)
            if value > best.value { best = (index, value) }
        }
        guard best.value > 0 else { return Limit(correction: 0, temperature: places[best.index], isSaddleNode: false) }
        let isInside = best.index > 0 && best.index < places.count - 1
        guard isInside else {
            return Limit(correction: best.value, temperature: places[best.index], isSaddleNode: false)
        }
        let top = try peak(places[best.index - 1], places[best.index + 1], carried)
        return Limit(correction: try carried(top), temperature: top, isSaddleNode: true)
    }
}
