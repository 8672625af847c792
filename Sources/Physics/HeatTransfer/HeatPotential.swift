import Glibc
public import Materials

/// A rising function Φ of temperature whose differences are heat flows, or whose value is stored heat.
///
/// Conduction is a difference of Θ = ∫k dT, radiation one of T⁴, a contact of R ∝ T⁻ᵇ one of Tᵇ⁺¹; a specific heat is the
/// derivative of the enthalpy. Outside its range a potential goes on along its tangent, so that an iteration may pass there;
/// no answer does.
public enum HeatPotential: Sendable, Hashable {
    /// Tⁿ, for n > 0; odd about T = 0.
    case power(Double)
    /// Tⁿ between two temperatures in K: nothing below the first, along its tangent above the second.
    ///
    /// It comes in smoothly between the first and three times that. For laws that are known between two temperatures and go on
    /// tamely beyond: a contact whose resistance falls no further when warm, a load that is not there when cold.
    case bentPower(Double, from: Double, above: Double)
    /// The integral of a material's property: Θ in W/m of a conductivity, enthalpy in J/kg of a specific heat.
    case integral(PropertyIntegral)

    /// Φ and Φ′ at a temperature in K.
    func value(at temperature: Double) -> (value: Double, slope: Double) {
        switch self {
        case .power(let exponent): return powerPotential(temperature, exponent)
        case .bentPower(let exponent, let start, let level):
            let found = BentPotential(exponent, from: start, above: level).expansion(at: temperature)
            return (found.value, found.slope)
        case .integral(let integral): return integral.value(at: temperature)
        }
    }

    /// Where it is known, in K; nil where it always is.
    var range: ClosedRange<Double>? {
        guard case .integral(let integral) = self else { return nil }
        return integral.range
    }
}

/// A cumulative integral that many flows share.
///
/// Make it once a material and hand it on: copies are the same integral, and a network evaluates each once a node.
public struct PropertyIntegral: Sendable, Hashable {
    private final class Storage: Sendable {
        let cumulative: CumulativeIntegral
        let cold: Edge
        let warm: Edge
        let range: ClosedRange<Double>

        init(_ cumulative: CumulativeIntegral, upTo highest: Double? = nil) throws(MaterialError) {
            self.cumulative = cumulative
            let known = cumulative.curve.range
            range = known.lowerBound...max(known.upperBound, highest ?? known.upperBound)
            cold = try Edge(cumulative, known.lowerBound)
            warm = try Edge(cumulative, known.upperBound)
        }
    }

    /// An end of the range and the tangent there.
    private struct Edge: Sendable {
        let temperature: Double
        let value: Double
        let slope: Double

        init(_ cumulative: CumulativeIntegral, _ temperature: Double) throws(MaterialError) {
            self.temperature = temperature
            (value, slope, _) = try cumulative.derivatives(at: temperature)
        }

        func value(at other: Double) -> (value: Double, slope: Double) {
            (value + slope * (other - temperature), slope)
        }
    }

    private let storage: Storage

    /// The integral.
    public var cumulative: CumulativeIntegral { storage.cumulative }

    /// Where it is known, in K.
    public var range: ClosedRange<Double> { storage.range }

    /// Shares an integral.
    ///
    /// - Throws: `MaterialError` where the curve has no value at its own ends.
    public init(_ cumulative: CumulativeIntegral) throws(MaterialError) { storage = try Storage(cumulative) }

    /// The integral of a material's property at given conditions.
    ///
    /// - Throws: `MaterialError` where the property, purity or field is not known or has no integral.
    public init(
        _ property: Property, of material: Material, _ conditions: Conditions = .standard
    ) throws(MaterialError) {
        try self.init(material.curve(property, conditions).integral())
    }

    /// The same integral, trusted above what is known of it: along its tangent, as if the property stayed what it is there.
    ///
    /// For what must go on where a machine is overheated, not for what is measured by it.
    ///
    /// - Parameter temperature: in K; without effect where it lies within the range.
    /// - Throws: `MaterialError` where the curve has no value at its own ends.
    public func continued(to temperature: Double) throws(MaterialError) -> PropertyIntegral {
        try PropertyIntegral(storage: Storage(cumulative, upTo: temperature))
    }

    private init(storage: Storage) { self.storage = storage }

    /// Φ and Φ′, along the tangent outside the range.
    func value(at temperature: Double) -> (value: Double, slope: Double) {
        let storage = storage
        if temperature < storage.cold.temperature { return storage.cold.value(at: temperature) }
        if temperature > storage.warm.temperature { return storage.warm.value(at: temperature) }
        do throws(MaterialError) {
            let (value, slope, _) = try storage.cumulative.derivatives(at: temperature)
            return (value, slope)
        } catch {
            // Only what is no number lies neither below, nor above, nor within.
            return (temperature, temperature)
        }
    }

    /// Φ and Φ′ at some of many temperatures, along the tangents outside the range.
    func evaluate(
        at temperatures: [Double], in range: Range<Int>, values: inout [Double], slopes: inout [Double]
    ) {
        var rest = range
        while let outside = storage.cumulative.evaluate(
            at: temperatures, in: rest, integrals: &values, values: &slopes)
        {
            (values[outside], slopes[outside]) = value(at: temperatures[outside])
            rest = (outside + 1)..<range.upperBound
        }
    }

    /// Φ, Φ′ and Φ″/2 at some of many temperatures, along the tangents outside the range.
    func expand(
        at temperatures: [Double], in range: Range<Int>, values: inout [Double], slopes: inout [Double],
        bends: inout [Double]
    ) {
        var rest = range
        while let outside = storage.cumulative.expand(
            at: temperatures, in: rest, integrals: &values, values: &slopes, halfSlopes: &bends)
        {
            (values[outside], slopes[outside]) = value(at: temperatures[outside])
            bends[outside] = 0
            rest = (outside + 1)..<range.upperBound
        }
    }

    /// Whether both are the same shared integral.
    public static func == (a: Self, b: Self) -> Bool { a.storage === b.storage }

    /// Hashes which integral it is.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(storage)) }
}

/// Tⁿ and its slope, odd about zero.
@inline(__always)
func powerPotential(_ t: Double, _ exponent: Double) -> (value: Double, slope: Double) {
    if exponent == 4 { return (t * abs(t) * t * t, 4 * abs(t) * t * t) }
    if exponent == 2 { return (t * abs(t), 2 * abs(t)) }
    if exponent == 1 { return (t, 1) }
    let size = abs(t)
    guard size > 0 else { return (0, 0) }
    let value = pow(size, exponent)
    return (t < 0 ? -value : value, exponent * value / size)
}

/// Tⁿ between two temperatures, with what many evaluations share.
struct BentPotential {
    let exponent: Double
    /// Nothing below; from there to three times as warm it comes in along x²(3 − 2x).
    let start: Double
    /// Above this it goes on along its tangent.
    let level: Double
    /// Tⁿ and its slope at the level: powers cost more than all the rest.
    private let top: (value: Double, slope: Double)

    init(_ exponent: Double, from start: Double, above level: Double) {
        self.exponent = exponent
        self.start = start
        self.level = level
        top = powerPotential(level, exponent)
    }

    /// The potential, its slope, and half its second derivative at a temperature in K.
    func expansion(at t: Double) -> (value: Double, slope: Double, bend: Double) {
        guard t > start, t > 0 else { return (0, 0, 0) }
        var (value, slope) = t < level ? powerPotential(t, exponent) : top
        var curvature = t < level ? (exponent - 1) * slope / t : 0
        if t > level { value += slope * (t - level) }
        guard start > 0, t < 3 * start else { return (value, slope, curvature / 2) }
        let x = (t - start) / (2 * start)
        let (share, rise, bend) = (x * x * (3 - 2 * x), 3 * x * (1 - x) / start, 1.5 * (1 - 2 * x) / (start * start))
        curvature = curvature * share + 2 * slope * rise + value * bend
        slope = slope * share + value * rise
        value *= share
        return (value, slope, curvature / 2)
    }
}
