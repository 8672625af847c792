public import HeatTransfer

/// Pulse tubes of one map that cool two stages together, or the like of them scaled to another model's rated powers.
///
///     Qᵢ(T₁, T₂) = count · scaleᵢ · Qᵢ,map(T₁, T₂)
///
/// Several pulse tubes on common plates share the load evenly. That a similar model lifts in proportion, at all
/// temperatures and so with the same lowest ones, is an assumption: a map of its own is better.
///
/// ```swift
/// let tubes = try PulseTube(.named("pt415"), count: 2)
/// let flows = network.addCooler("pulse tubes", at: [plate50K, plate4K], tubes)
/// let state = try network.steadyState()
/// try tubes.check(first: state[plate50K], second: state[plate4K])
/// ```
public struct PulseTube: CoupledCooler, Hashable {
    /// What one lifts.
    public let map: PulseTubeMap
    /// How many there are.
    public let count: Int
    /// By which both stages' powers differ from the map's.
    public let scale: Scale

    /// Factors on the powers of a map.
    public struct Scale: Sendable, Hashable {
        /// On the first stage's.
        public var first: Double
        /// On the second stage's.
        public var second: Double

        /// States factors; none where left out.
        public init(first: Double = 1, second: Double = 1) {
            self.first = first
            self.second = second
        }
    }

    /// Describes pulse tubes.
    ///
    /// - Parameters:
    ///   - map: of one.
    ///   - count: at least 1.
    ///   - scale: positive factors.
    /// - Throws: `CoolerError` with `.invalid`.
    public init(_ map: PulseTubeMap, count: Int = 1, scale: Scale = Scale()) throws(CoolerError) {
        try CoolerError.requirePositive(Double(count), "the number of pulse tubes", of: map.name)
        try CoolerError.requirePositive(scale.first, "the factor on the first stage's power", of: map.name)
        try CoolerError.requirePositive(scale.second, "the factor on the second stage's power", of: map.name)
        self.map = map
        self.count = count
        self.scale = scale
    }

    /// Describes pulse tubes of a similar model by what its maker promises at the temperatures of the map's own rated
    /// powers.
    ///
    /// A PT420 for example, of 55 W at 45 K and 1.8 W at 4.2 K, is a PT415 (40 W, 1.5 W) with factors of 1.375 and 1.2.
    ///
    /// - Parameters:
    ///   - map: of the model that stands in.
    ///   - count: how many of them there are.
    ///   - first: of the first stage in W, at `map.rated.firstTemperature`.
    ///   - second: of the second stage in W, at `map.rated.secondTemperature`.
    /// - Throws: `CoolerError` with `.invalid` for powers that are not positive.
    public init(
        _ map: PulseTubeMap, count: Int = 1, ratedFirst first: Double, ratedSecond second: Double
    ) throws(CoolerError) {
        try self.init(
            map, count: count,
            scale: Scale(first: first / map.rated.firstPower, second: second / map.rated.secondPower))
    }

    /// The temperatures in K between which both stages were measured.
    public var ranges: [ClosedRange<Double>] { map.ranges }

    /// What both stages lift.
    ///
    /// - Parameter temperatures: of the first and the second stage in K; outside the ranges the surfaces go on along their
    ///   tangents.
    public func powers(at temperatures: [Double]) -> CoupledPowers {
        let first = map.first.value(temperatures[0], temperatures[1])
        let second = map.second.value(temperatures[0], temperatures[1])
        let (a, b) = (Double(count) * scale.first, Double(count) * scale.second)
        return CoupledPowers(
            powers: [a * first.power, b * second.power],
            slopes: [[a * first.byFirst, a * first.bySecond], [b * second.byFirst, b * second.bySecond]])
    }

    /// Whether two stages' temperatures in K lie among the measurements.
    public func contains(first: Double, second: Double) -> Bool { map.contains(first: first, second: second) }

    /// Refuses temperatures of both stages in K at which nothing was measured.
    ///
    /// A network knows of the ranges alone; their corners are empty, so that its solution is to be checked.
    ///
    /// - Throws: `CoolerError` with `.outsideMap`.
    public func check(first: Double, second: Double) throws(CoolerError) {
        guard contains(first: first, second: second) else {
            throw CoolerError(
                cooler: map.name,
                reason: .outsideMap(first: first, second: second, firstRange: ranges[0], secondRange: ranges[1]))
        }
    }
}
