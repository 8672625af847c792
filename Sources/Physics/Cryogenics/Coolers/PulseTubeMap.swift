/// What the two stages of a pulse tube were measured to lift, and the surfaces fitted to it.
///
/// Maps of pulse tubes are published as figures: loads were set, temperatures read. Digitised points are few, and
/// scatter so that interpolation between them is not monotonic, which no thermal network can live with. Each stage's
/// power is therefore a smooth surface that rises with the stage's own temperature everywhere (`MonotoneSurface`),
/// fitted by least squares: the first stage's points equally weighted, the second stage's by 1/(0.1 + Q₂/max Q₂), since
/// its map spans two decades.
///
/// Two maps of the PT415 come with Subkelvin. What the surfaces miss the points by, rms and at worst:
///
/// | map | first stage | second stage | second stage, points below 2 W |
/// |---|---|---|---|
/// | `pt415`, 30 points, 31…78 K, 2.5…18 K | 1.24 W, 2.71 W | 0.161 W, 0.531 W | 0.046 W, 0.112 W |
/// | `pt415-to-300K`, 33 points, 31…308 K, 2.5…320 K | 4.19 W, 7.92 W | 2.50 W, 8.44 W | 0.677 W, 0.897 W |
///
/// They are of different machines, and disagree: at 45 K and 4.2 K the first says 60 W and 1.22 W, the second 35 W and
/// 1.72 W, while the maker promises 40 W and 1.5 W. Take `pt415` for a cold cryostat, the other to cool one down, and the
/// difference as what is not known.
public struct PulseTubeMap: Sendable, Hashable {
    /// The name, such as `pt415`.
    public let name: String
    /// What it is of, in a few words.
    public let title: String
    /// Where the points come from.
    public let source: String
    /// What is to be said of them.
    public let note: String
    /// What the maker promises.
    public let rated: Rated
    /// What was measured.
    public let points: [Point]

    let first: MonotoneSurface
    let second: MonotoneSurface
    private let region: ConvexRegion

    /// One measurement.
    public struct Point: Sendable, Hashable {
        /// Of the first stage, in K.
        public var firstTemperature: Double
        /// Of the second stage, in K.
        public var secondTemperature: Double
        /// On the first stage, in W.
        public var firstPower: Double
        /// On the second stage, in W.
        public var secondPower: Double

        /// States a measurement.
        public init(firstTemperature: Double, secondTemperature: Double, firstPower: Double, secondPower: Double) {
            self.firstTemperature = firstTemperature
            self.secondTemperature = secondTemperature
            self.firstPower = firstPower
            self.secondPower = secondPower
        }
    }

    /// Powers in W at temperatures in K.
    public struct Rated: Sendable, Hashable {
        /// Of the first stage, such as 45 K.
        public var firstTemperature: Double
        /// Of the second stage, such as 4.2 K.
        public var secondTemperature: Double
        /// What the first stage lifts there.
        public var firstPower: Double
        /// What the second stage lifts there.
        public var secondPower: Double

        /// States rated powers.
        public init(firstTemperature: Double, secondTemperature: Double, firstPower: Double, secondPower: Double) {
            self.firstTemperature = firstTemperature
            self.secondTemperature = secondTemperature
            self.firstPower = firstPower
            self.secondPower = secondPower
        }
    }

    /// How much of the extent of the points, on each side, counts as known too: what reading a figure leaves open.
    public static let margin = 0.02
    /// The fewest points that a map is fitted to.
    public static let fewestPoints = 20

    /// Fits a map.
    ///
    /// - Parameters:
    ///   - name: the map's name.
    ///   - title: what it is, in words.
    ///   - source: where the points are from.
    ///   - note: what else is to be known of them.
    ///   - rated: what the maker promises; a similar model's own stands for it in a scaled map.
    ///   - points: at least 20, over both stages' loads.
    /// - Throws: `CoolerError` for temperatures not positive, powers negative or not finite, too few points.
    public init(
        name: String, title: String, source: String, note: String = "", rated: Rated, points: [Point]
    ) throws(CoolerError) {
        for (value, quantity) in [
            (rated.firstTemperature, "the rated temperature of the first stage"),
            (rated.secondTemperature, "the rated temperature of the second stage"),
            (rated.firstPower, "the rated power of the first stage"),
            (rated.secondPower, "the rated power of the second stage"),
        ] { try CoolerError.requirePositive(value, quantity, of: name) }
        for point in points {
            try CoolerError.requirePositive(point.firstTemperature, "a temperature of the first stage", of: name)
            try CoolerError.requirePositive(point.secondTemperature, "a temperature of the second stage", of: name)
            for power in [point.firstPower, point.secondPower] where !(power >= 0 && power.isFinite) {
                throw CoolerError(
                    cooler: name, reason: .invalid(quantity: "a power", value: power, expected: "0 or more, finite"))
            }
        }
        let tooFew = CoolerError(
            cooler: name, reason: .tooFewPoints(count: points.count, needed: Self.fewestPoints))
        let temperatures = points.map { (first: $0.firstTemperature, second: $0.secondTemperature) }
        guard points.count >= Self.fewestPoints, Set(temperatures.map(\.first)).count > 1,
            Set(temperatures.map(\.second)).count > 1
        else { throw tooFew }
        let axes = (
            first: MonotoneSurface.Axis(.logarithm, over: temperatures.map(\.first), margin: Self.margin),
            second: MonotoneSurface.Axis(.squareRoot, over: temperatures.map(\.second), margin: Self.margin)
        )
        let most = points.map(\.secondPower).max() ?? 0
        do throws(LeastSquares.Failure) {
            first = try MonotoneSurface(
                fitting: points.map(\.firstPower), at: temperatures, weights: points.map { _ in 1 }, rising: .first,
                over: axes)
            second = try MonotoneSurface(
                fitting: points.map(\.secondPower), at: temperatures,
                weights: points.map { 1 / (0.1 + $0.secondPower / most) }, rising: .second, over: axes)
        } catch { throw tooFew }
        region = ConvexRegion(
            around: temperatures.map {
                (axes.first.coordinate($0.first).value, axes.second.coordinate($0.second).value)
            })
        self.name = name
        self.title = title
        self.source = source
        self.note = note
        self.rated = rated
        self.points = points
    }

    /// What the surfaces say less what was measured, in W, one pair a point.
    public var residuals: [(first: Double, second: Double)] {
        points.map {
            let (t1, t2) = ($0.firstTemperature, $0.secondTemperature)
            return (first.value(t1, t2).power - $0.firstPower, second.value(t1, t2).power - $0.secondPower)
        }
    }

    /// Between which temperatures in K of the first and the second stage there are measurements.
    public var ranges: [ClosedRange<Double>] { [first.first.range, first.second.range] }

    /// Whether two stages' temperatures in K lie among the measurements: in their convex hull over ln T₁ and √T₂, or within
    /// `margin` of it.
    public func contains(first t1: Double, second t2: Double) -> Bool {
        guard ranges[0].contains(t1), ranges[1].contains(t2) else { return false }
        let place = (first.first.coordinate(t1).value, first.second.coordinate(t2).value)
        return region.contains(place, margin: Self.margin)
    }
}

/// The convex hull of points in a plane.
private struct ConvexRegion: Sendable, Hashable {
    /// Edges, inside to the left: a point and a unit vector each.
    private var edges: [SIMD4<Double>] = []

    /// - Source: A. M. Andrew, Inf. Process. Lett. 9 (1979) 216 (monotone chain).
    init(around points: [(Double, Double)]) {
        let sorted = points.map { SIMD2($0.0, $0.1) }.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        func half(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
            var chain: [SIMD2<Double>] = []
            for point in points {
                while chain.count > 1 {
                    let (a, b) = (chain[chain.count - 2], chain[chain.count - 1])
                    guard (b.x - a.x) * (point.y - a.y) <= (b.y - a.y) * (point.x - a.x) else { break }
                    chain.removeLast()
                }
                chain.append(point)
            }
            return chain.dropLast()
        }
        let corners = half(sorted) + half(sorted.reversed())
        for (index, corner) in corners.enumerated() {
            let along = corners[(index + 1) % corners.count] - corner
            let length = (along.x * along.x + along.y * along.y).squareRoot()
            edges.append(SIMD4(corner.x, corner.y, along.x / length, along.y / length))
        }
    }

    /// Whether a point is inside, or no further out than a margin from any edge's line.
    func contains(_ point: (Double, Double), margin: Double) -> Bool {
        edges.allSatisfy { $0.z * (point.1 - $0.y) - $0.w * (point.0 - $0.x) >= -margin }
    }
}
