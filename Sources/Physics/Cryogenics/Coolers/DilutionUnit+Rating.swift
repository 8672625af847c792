import Glibc

extension DilutionUnit {
    /// What a maker or a measurement says of a dilution unit; each number that is left out is an assumption.
    public struct Rating: Sendable, Hashable {
        /// What a stage lifts at a temperature.
        public struct Point: Sendable, Hashable {
            /// In W.
            public var power: Double
            /// In K.
            public var temperature: Double

            /// States a rated power in W at a temperature in K.
            public init(_ power: Double, at temperature: Double) {
                self.power = power
                self.temperature = temperature
            }
        }

        /// How the flow is known.
        public enum Flow: Sendable, Hashable {
            /// In mol/s.
            case molesPerSecond(Double)
            /// By what the mixing chamber lifts, with nothing on the cold plate.
            case base(Point)
        }

        /// β where no power of the cold plate is known, that of the unit of Krinner and others (2019).
        public static let usualInlet = 0.03

        /// The flow.
        public var flow: Flow
        /// The still's temperature in K at which that flow is pumped, and at which cold plate and mixing chamber were
        /// rated.
        public var stillTemperature: Double
        /// The lowest temperature of the mixing chamber in K with nothing on it; an endless exchanger, if left out.
        public var floor: Double?
        /// What the cold plate lifts with nothing on the mixing chamber; β = `usualInlet`, if left out.
        public var coldPlate: Point?
        /// What the still lifts; pumps of constant speed (m = 1), if left out.
        public var still: Point?
        /// The still's temperature in K with nothing on it; that nothing returns to it (Q₀ = 0), if left out.
        public var stillUnloaded: Double?
        /// Whether the cold plate is a stage of its own.
        public var hasColdPlate: Bool

        /// States what is known.
        public init(
            flow: Flow, stillTemperature: Double, floor: Double? = nil, coldPlate: Point? = nil, still: Point? = nil,
            stillUnloaded: Double? = nil, hasColdPlate: Bool = true
        ) {
            self.flow = flow
            self.stillTemperature = stillTemperature
            self.floor = floor
            self.coldPlate = coldPlate
            self.still = still
            self.stillUnloaded = stillUnloaded
            self.hasColdPlate = hasColdPlate
        }
    }

    /// Finds the unit that does what is rated.
    ///
    /// That of Krinner et al., EPJ Quantum Technology 6 (2019) 2, table 1, lifts 19 µW at 20 mK with a floor of 6 mK,
    /// 200 µW at 140 mK on the cold plate, 40 mW at 1.2 K on the still, which rests at 0.882 K. With all of the cold
    /// end rated at a still of 0.882 K that makes ṅ = 0.578 mmol/s (0.565 with perfect exchangers), β = 0.031, m =
    /// 0.625, Q₀ = 21 mW. Not given but predicted is where the cold plate rests: 84 mK, where 82 mK was measured (107
    /// mK if h were 53.5T²).
    ///
    /// - σ/R_K from the floor: there u_x = (95/11)u_m, with the cold plate as cold as it gets;
    /// - β from what the cold plate lifts, the mixing chamber resting;
    /// - ṅ from what the mixing chamber lifts, the cold plate resting, where it is not given;
    /// - m and Q₀ from the still's two points.
    ///
    /// - Parameter rating: what is known.
    /// - Throws: `CoolerError` with `.invalid` for numbers out of range, or that no unit of this kind has together.
    public init(_ rating: Rating) throws(CoolerError) {
        try Self.check(rating)
        let s = rating.stillTemperature * rating.stillTemperature
        var unit = try Self.firstGuess(rating)
        // What one point says depends weakly on the others: repeated until nothing moves.
        var isDone = false
        for _ in 0..<500 where !isDone {
            var flow = unit.flow
            if case .base(let point) = rating.flow {
                let a = point.temperature * point.temperature
                let lifted = unit.balance(s, unit.floatingPlate(s, a, flow: flow), a, flow: flow).base
                try CoolerError.requirePositive(
                    lifted, "what a mole lifts at the mixing chamber's rated temperature", of: Self.name)
                flow = point.power / lifted
            }
            let inlet = try unit.inlet(rating, s, flow)
            let exchange = try unit.exchange(rating, s, flow)
            let next = try DilutionUnit(
                flow: flow, stillReference: rating.stillTemperature, inlet: inlet, exchange: exchange)
            func moved(_ a: Double?, _ b: Double?) -> Bool {
                guard let a, let b else { return false }
                return abs(a - b) > 1e-12 * abs(b)
            }
            isDone = !moved(flow, unit.flow) && !moved(inlet, unit.inlet) && !moved(exchange, unit.exchange)
            unit = next
        }
        guard isDone else {
            throw CoolerError(
                cooler: Self.name,
                reason: .invalid(
                    quantity: "the flow that all rated points take", value: unit.flow,
                    expected: "one that does not change as they are met in turn; check that they are of one unit"))
        }
        let (exponent, background) = try Self.still(rating, unit.flow)
        try self.init(
            flow: unit.flow, stillReference: rating.stillTemperature, pumpingExponent: exponent,
            stillBackground: background, inlet: unit.inlet, exchange: unit.exchange, hasColdPlate: rating.hasColdPlate)
    }

    private static func check(_ rating: Rating) throws(CoolerError) {
        try require(rating.stillTemperature, in: stillRange, "the still's temperature")
        if let floor = rating.floor { try require(floor, in: coldRange, "the lowest temperature") }
        if case .base(let point) = rating.flow {
            try CoolerError.requirePositive(point.power, "the mixing chamber's rated power", of: name)
            let lowest = max(rating.floor.map { 1.001 * $0 } ?? 0, coldRange.lowerBound)
            try require(
                point.temperature, in: lowest...coldRange.upperBound, "the mixing chamber's rated temperature")
        }
        if let point = rating.coldPlate {
            try require(point.power, in: 0...1, "the cold plate's rated power")
            try require(point.temperature, in: coldRange, "the cold plate's rated temperature")
        }
        if let point = rating.still {
            try CoolerError.requirePositive(point.power, "the still's rated power", of: name)
            try require(point.temperature, in: stillRange, "the still's rated temperature")
        }
        if let unloaded = rating.stillUnloaded {
            try require(unloaded, in: stillRange, "the still's temperature with nothing on it")
        }
    }

    private static func firstGuess(_ rating: Rating) throws(CoolerError) -> DilutionUnit {
        let flow: Double
        switch rating.flow {
        case .molesPerSecond(let value): flow = value
        case .base(let point): flow = point.power / (84 * point.temperature * point.temperature)
        }
        // An exchanger as good as the floor needs: κ a = 1 at the floor is of that size.
        return try DilutionUnit(
            flow: flow, stillReference: rating.stillTemperature,
            exchange: rating.floor.map { flow / ($0 * $0) })
    }

    /// β by which the cold plate lifts what it is rated for.
    private func inlet(_ rating: Rating, _ s: Double, _ flow: Double) throws(CoolerError) -> Double {
        guard let point = rating.coldPlate else { return Rating.usualInlet }
        let c = point.temperature * point.temperature
        // The resting mixing chamber below it: 95a = 11u_x, which rises from negative to positive with a.
        var (low, high) = (0.0, c)
        if exchange != nil {
            for _ in 0..<200 {
                let a = (low + high) / 2
                if balance(s, c, a, flow: flow).base > 0 { high = a } else { low = a }
            }
        }
        let dilute = Self.diluteEnthalpy(c).value - Self.diluteEnthalpy(low).value
        let available = dilute + 95 * low
        let value = ((available - point.power / flow) / 11 - c) / (s - c)
        guard (0...1).contains(value) else {
            // With perfect exchangers above it, and with none.
            let (most, least) = (flow * (available - 11 * c), flow * (available - 11 * s))
            throw CoolerError(
                cooler: Self.name,
                reason: .invalid(
                    quantity: "the cold plate's rated power", value: point.power,
                    expected: "\(max(0, least)) to \(most) W at the flow of \(flow) mol/s"))
        }
        return value
    }

    /// σ/44R_K by which the mixing chamber comes to the floor.
    private func exchange(_ rating: Rating, _ s: Double, _ flow: Double) throws(CoolerError) -> Double? {
        guard let floor = rating.floor else { return nil }
        let a = floor * floor
        let c = floatingPlate(s, a, flow: flow)
        let outlet = 95.0 / 11 * a
        guard c > outlet else {
            throw CoolerError(
                cooler: Self.name,
                reason: .invalid(
                    quantity: "the cold plate's temperature with nothing on it", value: c.squareRoot(),
                    expected: "more than \(outlet.squareRoot()) K, 2.94 times the floor"))
        }
        // u_x = (u_c + a t)/(1 + u_c t/a) solved for t = tanh aκ.
        let t = a * (c - outlet) / (outlet * c - a * a)
        return flow * atanh(t) / a
    }

    /// m and Q₀.
    private static func still(
        _ rating: Rating, _ flow: Double
    ) throws(CoolerError) -> (exponent: Double, background: Double) {
        let reference = HeliumMixture.vapour(rating.stillTemperature).logarithm
        /// ln(P/P_r) and ṅ_r L at a temperature.
        func side(_ temperature: Double) -> (rise: Double, power: Double) {
            let vapour = HeliumMixture.vapour(temperature)
            return (vapour.logarithm - reference, flow * vapour.latentHeat)
        }
        let cold = rating.stillUnloaded.map(side)
        guard let point = rating.still else { return (1, cold.map { $0.power * exp($0.rise) } ?? 0) }
        let warm = side(point.temperature)
        /// What the still would lift if the flow followed the pressure to a power.
        func lifted(_ exponent: Double) -> Double {
            warm.power * exp(exponent * warm.rise) - (cold.map { $0.power * exp(exponent * $0.rise) } ?? 0)
        }
        var (low, high) = (0.0, mostPumping)
        guard (lifted(low) - point.power) * (lifted(high) - point.power) < 0 else {
            throw CoolerError(
                cooler: name,
                reason: .invalid(
                    quantity: "the still's rated power", value: point.power,
                    expected: "between \(lifted(low)) and \(lifted(high)) W at the flow of \(flow) mol/s"))
        }
        let isRising = lifted(high) > lifted(low)
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if (lifted(middle) > point.power) == isRising { high = middle } else { low = middle }
        }
        return (low, cold.map { $0.power * exp(low * $0.rise) } ?? 0)
    }
}
