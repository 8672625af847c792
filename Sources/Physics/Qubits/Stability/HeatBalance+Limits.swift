/// When a stage can no longer rest.
extension HeatBalance {
    /// The heat of error correction at which a stable fixed point is lost.
    public struct Limit: Sendable, Hashable {
        /// P₁ at the base temperature in W; 0 where the fixed heat leaves nothing for it at any temperature.
        public var correction: Double
        /// Where the fixed point that is lost is, in K.
        public var temperature: Double
        /// Whether a stable and an unstable fixed point meet there; else it leaves at an end of the range.
        public var isSaddleNode: Bool
    }

    /// Every P₁ at which a stage with this P₀ loses a fixed point, in the order of temperature.
    ///
    /// They are the local maxima above 0 of (P_cool(T) − P₀)·ε(T_b)/ε(T). A stage that comes from the cold while P₁ grows
    /// leaves its first resting place at the first of them, for a warmer one while a later limit is higher. Where the maximum
    /// is a range of temperatures, its cold end counts.
    ///
    /// - Throws: `QubitError` where a limit is not a finite number.
    public func limits() throws(QubitError) -> [Limit] {
        let places = temperatures()
        var values: [Double] = []
        for place in places { values.append(try carried(place)) }
        var result: [Limit] = []
        var index = 0
        while index < places.count {
            let last = values[index...].firstIndex { $0 != values[index] }.map { $0 - 1 } ?? places.count - 1
            let isAboveColder = index == 0 || values[index - 1] < values[index]
            let isAboveWarmer = last + 1 == places.count || values[last + 1] < values[last]
            if isAboveColder, isAboveWarmer {
                let isInside = index > 0 && last + 1 < places.count
                // Two equal neighbours have the maximum between them; more are a range.
                let isRange = last > index + 1
                let top =
                    isInside && !isRange ? try peak(places[index - 1], places[last + 1], carried) : places[index]
                let correction = try carried(top)
                if correction > 0 {
                    result.append(Limit(correction: correction, temperature: top, isSaddleNode: isInside))
                }
            }
            index = last + 1
        }
        return result
    }

    /// The largest P₁ that the stage carries at any temperature with this P₀: the largest of `limits()`.
    ///
    /// A stage that comes from the cold may be driven off at a smaller one, the first of `limits()`.
    public func limit() throws(QubitError) -> Limit {
        if let largest = try limits().max(by: { $0.correction < $1.correction }) { return largest }
        var best = (place: base, value: -Double.infinity)
        for place in temperatures() {
            let value = try carried(place)
            if value > best.value { best = (place, value) }
        }
        return Limit(correction: 0, temperature: best.place, isSaddleNode: false)
    }

    /// The P₁ in W that would rest at a temperature.
    private func carried(_ temperature: Double) throws(QubitError) -> Double {
        try Check.result((cooling(at: temperature) - fixed) / growth(at: temperature), "limit")
    }
}
