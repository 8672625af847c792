/// A property as a function of temperature alone: a form with all its parameters, purity and field included.
public indirect enum Equation: Sendable, Hashable {
    /// log y as a polynomial in log T.
    case logPolynomial(LogPolynomial)
    /// log₁₀ y as a quotient of polynomials in √T.
    case rootRational(RootRational)
    /// A sum of powers of T.
    case powers(PowerSum)
    /// ln y as a Chebyshev series in ln T.
    case chebyshev(ChebyshevSeries)
    /// Points joined by monotone cubics.
    case table(MonotoneTable)
    /// A superconductor below T_c.
    case superconductor(Superconductor)
    /// NIST's polynomial for contraction.
    case contraction(ContractionPolynomial)
    /// Contraction from an expansion coefficient.
    case expansion(ExpansionIntegral)
    /// The conductivity of a pure metal at a residual resistance ratio.
    case hustLankford(HustLankford, ratio: Double)
    /// The impurity-limited conductivity of that metal.
    case residualLimit(HustLankford, ratio: Double)
    /// The electrical resistivity at a residual resistance ratio, in a field (T).
    case resistivity(ResistivityModel, ratio: Double, field: Double)
    /// A conductivity that a magnetic field lowers.
    case inField(Equation, ResistivityModel, ratio: Double, field: Double)
    /// The tangent of another curve at its end: straight in log–log, or in both plain axes.
    case tangent(at: Double, value: Double, slope: Double, logarithmic: Bool)

    /// The value at a temperature in K, in SI units; no range is checked.
    public func value(at temperature: Double) -> Double {
        switch self {
        case .logPolynomial(let form): return form.value(at: temperature)
        case .rootRational(let form): return form.value(at: temperature)
        case .powers(let form): return form.value(at: temperature)
        case .chebyshev(let form): return form.value(at: temperature)
        case .table(let form): return form.value(at: temperature)
        case .superconductor(let form): return form.value(at: temperature)
        case .contraction(let form): return form.value(at: temperature)
        case .expansion(let form): return form.value(at: temperature)
        case .hustLankford(let model, let ratio): return model.value(at: temperature, ratio: ratio)
        case .residualLimit(let model, let ratio): return model.residualValue(at: temperature, ratio: ratio)
        case .resistivity(let model, let ratio, let field):
            let zero = model.value(at: temperature, ratio: ratio)
            return zero * model.fieldFactor(at: temperature, ratio: ratio, field: field)
        case .inField(let base, let model, let ratio, let field):
            return base.value(at: temperature) / model.fieldFactor(at: temperature, ratio: ratio, field: field)
        case .tangent(let edge, let value, let slope, let logarithmic):
            return logarithmic
                ? PowerSum(coefficient: value, exponent: slope).value(at: temperature / edge)
                : value + slope * (temperature - edge)
        }
    }

    /// Temperatures in K at which the form is not smooth; numerical integration must stop there.
    var knots: [Double] {
        switch self {
        case .table(let form): form.knots
        case .superconductor(let form): form.knots
        case .contraction(let form): [form.lowest]
        case .expansion(let form): [form.lowest]
        case .inField(let base, _, _, _): base.knots
        default: []
        }
    }

    /// The slope at a temperature in K: d ln y/d ln T where `logarithmic`, else dy/dT; by central difference, to 1e-7.
    func slope(at temperature: Double, logarithmic: Bool) -> Double {
        let step = 1e-4
        let (low, high) = (temperature * (1 - step), temperature * (1 + step))
        let (below, above) = (value(at: low), value(at: high))
        return logarithmic
            ? (logarithm(above) - logarithm(below)) / (logarithm(high) - logarithm(low))
            : (above - below) / (high - low)
    }
}
