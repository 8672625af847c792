/// A property of a material at given conditions, ready to evaluate: contiguous pieces, each with its own origin.
///
/// ```swift
/// let copper = try MaterialCatalogue.standard.material(named: "copper")
/// let k = try copper.curve(.thermalConductivity, Conditions(residualResistanceRatio: 100))
/// try k.value(at: 4)                          // 627.7 W/(m·K)
/// try k.integral().value(from: 4, to: 300)    // W/m
/// ```
public struct PropertyCurve: Sendable {
    /// The material's name.
    public let material: String
    /// The property.
    public let property: Property
    /// The residual resistance ratio in force, and whether the caller left it to the material; nil where none is taken.
    public let residualResistanceRatio: (value: Double, assumed: Bool)?
    /// The transverse flux density in force, in T.
    public let magneticField: Double
    /// The default or chosen fit.
    public let fit: Fit
    /// The pieces, coldest first, end to end.
    public let pieces: [Piece]

    /// A span of temperatures with one equation.
    public struct Piece: Sendable {
        /// The span in K.
        public var range: ClosedRange<Double>
        /// The equation.
        public var equation: Equation
        /// Where its numbers come from.
        public var origin: Origin
        /// The fit or law: name, uncertainty, source.
        ///
        /// For a join it is the law that the join starts from.
        public var fit: Fit
        /// Its relative uncertainty where that differs from the fit's; for joins.
        var uncertainty: Double?

        /// Relative uncertainty at a temperature in K; nil where unknown.
        public func relativeUncertainty(at temperature: Double) -> Double? {
            let own: Double? =
                switch origin {
                case .fit, .lowTemperatureLaw: fit.relativeUncertainty(at: temperature)
                case .join: uncertainty
                case .extrapolation: nil
                }
            guard let own, case .inField(_, let model, let ratio, let field) = equation else { return own }
            let factor = model.fieldFactor(at: temperature, ratio: ratio, field: field)
            let added = ResistivityModel.uncertainty * (factor - 1) / factor
            return (own * own + added * added).squareRoot()
        }
    }

    /// Where a value comes from.
    public enum Origin: String, Sendable, Hashable, Codable {
        /// The chosen fit within its range.
        case fit
        /// The low-temperature law below it.
        case lowTemperatureLaw = "low-temperature law"
        /// The way between the two.
        case join
        /// Beyond everything known.
        case extrapolation
    }

    /// All temperatures covered, in K.
    public var range: ClosedRange<Double> {
        (pieces.first?.range.lowerBound ?? 0)...(pieces.last?.range.upperBound ?? 0)
    }

    /// The value at a temperature, in SI units.
    ///
    /// - Parameter temperature: in K.
    /// - Throws: `MaterialError` with the range; nothing is extrapolated.
    public func value(at temperature: Double) throws(MaterialError) -> Double {
        try piece(at: temperature).equation.value(at: temperature)
    }

    /// The value at a temperature with all that is known of it.
    ///
    /// - Parameter temperature: in K.
    /// - Throws: `MaterialError` with the range.
    public func evaluate(at temperature: Double) throws(MaterialError) -> Evaluation {
        let piece = try piece(at: temperature)
        return Evaluation(
            temperature: temperature, value: piece.equation.value(at: temperature),
            relativeUncertainty: piece.relativeUncertainty(at: temperature), origin: piece.origin, fit: piece.fit)
    }

    /// The integral over temperature: Θ of a conductivity, the enthalpy of a specific heat.
    ///
    /// Building it costs about a thousand evaluations; keep it.
    ///
    /// - Throws: `MaterialError` where an integral has no meaning, or the property is known at one temperature only.
    public func integral() throws(MaterialError) -> CumulativeIntegral {
        guard property.integral != nil else { throw error(.noIntegral) }
        guard range.lowerBound < range.upperBound else { throw error(.onePoint(temperature: range.lowerBound)) }
        return CumulativeIntegral(of: self)
    }

    /// The curve continued along its end tangents: straight in log–log, marked as extrapolation, uncertainty unknown.
    ///
    /// - Parameter range: the temperatures wanted, in K; positive and finite.
    /// - Throws: `MaterialError` where the property cannot be continued so.
    public func extrapolated(to range: ClosedRange<Double>) throws(MaterialError) -> PropertyCurve {
        guard let first = pieces.first, let last = pieces.last else { return self }
        guard range.lowerBound > 0, range.upperBound.isFinite else {
            throw error(.notFinite(argument: "temperature", value: range.lowerBound))
        }
        var extended = pieces
        let logarithmic = property.isLogarithmic
        if range.lowerBound < first.range.lowerBound {
            let edge = first.range.lowerBound
            extended.insert(
                tangent(of: first, at: edge, over: range.lowerBound...edge, logarithmic: logarithmic), at: 0)
        }
        if range.upperBound > last.range.upperBound {
            let edge = last.range.upperBound
            extended.append(tangent(of: last, at: edge, over: edge...range.upperBound, logarithmic: logarithmic))
        }
        return PropertyCurve(
            material: material, property: property, residualResistanceRatio: residualResistanceRatio,
            magneticField: magneticField, fit: fit, pieces: extended)
    }

    private func tangent(
        of piece: Piece, at edge: Double, over range: ClosedRange<Double>, logarithmic: Bool
    ) -> Piece {
        let equation = Equation.tangent(
            at: edge, value: piece.equation.value(at: edge),
            slope: piece.equation.slope(at: edge, logarithmic: logarithmic), logarithmic: logarithmic)
        return Piece(range: range, equation: equation, origin: .extrapolation, fit: piece.fit)
    }

    /// The piece that holds a temperature; at a joint the warmer one, so that a fit's own end belongs to the fit.
    ///
    /// - Throws: `MaterialError` with the range.
    public func piece(at temperature: Double) throws(MaterialError) -> Piece {
        guard temperature.isFinite else { throw error(.notFinite(argument: "temperature", value: temperature)) }
        for piece in pieces.reversed() where piece.range.contains(temperature) { return piece }
        throw error(.outOfRange(temperature: temperature, range: range, hint: nil))
    }

    func error(_ reason: MaterialError.Reason) -> MaterialError {
        MaterialError(material: material, property: property, reason: reason)
    }
}

/// A value with its uncertainty and origin.
public struct Evaluation: Sendable {
    /// In K.
    public var temperature: Double
    /// In SI units.
    public var value: Double
    /// Relative standard uncertainty as the fit states it; nil where unknown.
    public var relativeUncertainty: Double?
    /// Where the value comes from.
    public var origin: PropertyCurve.Origin
    /// The fit or law behind it.
    public var fit: Fit
    /// Whether the fit's equation holds here but its data do not.
    public var isOutsideData: Bool { !fit.dataRange.contains(temperature) }
}

extension PropertyCurve {
    /// Temperatures for drawing: evenly spaced in ln T, both ends and the ends of pieces among them.
    ///
    /// - Parameters:
    ///   - low: in K, positive.
    ///   - high: in K; not below `low`.
    ///   - count: how many steps; at least 1.
    public func temperatures(from low: Double, to high: Double, count: Int) -> [Double] {
        guard low < high else { return [low] }
        var result = [low]
        for step in 1..<count { result.append(low * power(high / low, Double(step) / Double(count))) }
        result.append(high)
        result += pieces.map(\.range.lowerBound).filter { $0 > low && $0 < high }
        return Array(Set(result)).sorted()
    }
}
