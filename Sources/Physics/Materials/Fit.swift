/// A published equation for one property, with all that decides how far to trust it.
public struct Fit: Sendable, Hashable {
    /// Its name among the fits of the property, such as `nist`.
    public var name: String
    /// The form with its coefficients; purity is still to be given where it takes one.
    public var form: CorrelationForm
    /// Where the equation may be evaluated, in K.
    public var range: ClosedRange<Double>
    /// Where it rests on data, in K; often narrower than the equation's range.
    public var dataRange: ClosedRange<Double>
    /// Its relative uncertainty within the data's range.
    public var relativeUncertainty: Double
    /// The same between the data's range and the equation's; nil where nobody has said.
    public var uncertaintyOutsideData: Double?
    /// What the uncertainty covers.
    public var basis: UncertaintyBasis
    /// Where it comes from.
    public var reference: Reference

    /// The relative uncertainty at a temperature in K; nil where unknown.
    public func relativeUncertainty(at temperature: Double) -> Double? {
        dataRange.contains(temperature) ? relativeUncertainty : uncertaintyOutsideData
    }
}

/// What carries a property on below its lowest fit: a physical law, or a power law measured there.
public struct LowTemperatureLaw: Sendable, Hashable {
    /// The law as a fit with its own range, uncertainty and source.
    public var fit: Fit
    /// The temperatures, in K, between which a monotone cubic in log–log leads from the law to the fit above; equal ends
    /// where they meet of themselves.
    public var join: ClosedRange<Double>
}

/// The form of a fit, with the coefficients that a file gives.
public enum CorrelationForm: Sendable, Hashable {
    /// An equation of temperature alone.
    case equation(Equation)
    /// A pure metal for any purity within the range.
    case hustLankford(HustLankford, ratios: ClosedRange<Double>)
    /// The impurity-limited conductivity of that metal.
    case residualLimit(HustLankford, ratios: ClosedRange<Double>)
    /// A superconducting metal, its normal slope given by purity through the model above T_c.
    case residualSuperconductor(HustLankford, ratios: ClosedRange<Double>, Superconductor)
    /// Electrical resistivity for any purity.
    case resistivity(ResistivityModel, ratios: ClosedRange<Double>)
    /// One equation for each of a few purities.
    case tabulated([Double: Equation])

    /// Whether a residual resistance ratio belongs to it.
    public var takesRatio: Bool { if case .equation = self { false } else { true } }

    /// The purities it covers: a range, or those that it has coefficients for.
    public var ratios: [Double] {
        switch self {
        case .equation: []
        case .hustLankford(_, let range), .residualLimit(_, let range), .residualSuperconductor(_, let range, _),
            .resistivity(_, let range):
            [range.lowerBound, range.upperBound]
        case .tabulated(let equations): equations.keys.sorted()
        }
    }
}
