extension Material {
    /// A property at given conditions, ready to evaluate.
    ///
    /// Without a named fit it is the default one, carried on below its range by the low-temperature laws where there are any:
    /// the default ones, or others that the conditions name.
    /// With a named fit it is that equation alone.
    ///
    /// - Throws: `MaterialError` where the property, fit, purity or field is not known.
    public func curve(
        _ property: Property, _ conditions: Conditions = .standard
    ) throws(MaterialError) -> PropertyCurve {
        let record = try record(property)
        let chosen = try choose(conditions.fit, in: record, of: property)
        let laws: [LowTemperatureLaw]
        do throws(MaterialError.Reason) {
            laws = try record.laws(for: conditions.laws, fit: conditions.fit)
        } catch {
            throw MaterialError(material: name, property: property, reason: error)
        }
        let ratio = try ratio(for: chosen, conditions, property)
        let magnet = try magnetoresistance(of: record, chosen, conditions, property)
        func bind(_ fit: Fit) throws(MaterialError) -> Equation {
            let equation = try equation(of: fit, ratio: ratio?.value, field: conditions.magneticField, property)
            guard let magnet, let ratio else { return equation }
            return .inField(equation, magnet, ratio: ratio.value, field: conditions.magneticField)
        }
        var pieces = [
            PropertyCurve.Piece(range: chosen.range, equation: try bind(chosen), origin: .fit, fit: chosen)
        ]
        for law in laws {
            let lower = PropertyCurve.Piece(
                range: law.fit.range.lowerBound...law.join.lowerBound, equation: try bind(law.fit),
                origin: .lowTemperatureLaw, fit: law.fit)
            pieces = join(lower, law.join, to: pieces)
        }
        return PropertyCurve(
            material: name, property: property, residualResistanceRatio: ratio,
            magneticField: conditions.magneticField, fit: chosen, pieces: pieces)
    }

    private func choose(
        _ name: String?, in record: PropertyRecord, of property: Property
    ) throws(MaterialError) -> Fit {
        guard let fit = name == nil ? record.fits.first : record.fits.first(where: { $0.name == name }) else {
            let reason = MaterialError.Reason.unknownFit(name ?? "", available: record.names)
            throw MaterialError(material: self.name, property: property, reason: reason)
        }
        return fit
    }

    /// The purity in force: the caller's, else the material's own.
    private func ratio(
        for fit: Fit, _ conditions: Conditions, _ property: Property
    ) throws(MaterialError) -> (value: Double, assumed: Bool)? {
        func fail(_ reason: MaterialError.Reason) -> MaterialError {
            MaterialError(material: name, property: property, reason: reason)
        }
        guard fit.form.takesRatio else {
            if conditions.residualResistanceRatio != nil { throw fail(.ratioNotTaken(fit: fit.name)) }
            return nil
        }
        guard let value = conditions.residualResistanceRatio ?? residualResistanceRatio else {
            throw fail(.inconsistent("fit ‘\(fit.name)’ needs a residual resistance ratio; give one"))
        }
        guard value.isFinite else { throw fail(.notFinite(argument: "residual resistance ratio", value: value)) }
        let ratios = fit.form.ratios
        if case .tabulated(let equations) = fit.form {
            guard equations[value] != nil else {
                throw fail(.ratioNotTabulated(value, available: ratios, fit: fit.name))
            }
        } else if let low = ratios.first, let high = ratios.last, !(low...high).contains(value) {
            throw fail(.ratioOutOfRange(value, range: low...high, fit: fit.name))
        }
        return (value, conditions.residualResistanceRatio == nil)
    }

    /// What lowers the conductivity in the field asked for; nil without a field and for the resistivity, which holds its
    /// own.
    private func magnetoresistance(
        of record: PropertyRecord, _ fit: Fit, _ conditions: Conditions, _ property: Property
    ) throws(MaterialError) -> ResistivityModel? {
        let field = conditions.magneticField
        guard field != 0 else { return nil }
        guard ResistivityModel.fieldRange.contains(field) else {
            let reason = MaterialError.Reason.fieldOutOfRange(field, range: ResistivityModel.fieldRange)
            throw MaterialError(material: name, property: property, reason: reason)
        }
        if property == .resistivity { return nil }
        guard let model = record.magnetoresistance, fit.form.takesRatio else {
            throw MaterialError(material: name, property: property, reason: .fieldNotTaken(fit: fit.name))
        }
        return model
    }

    private func equation(
        of fit: Fit, ratio: Double?, field: Double, _ property: Property
    ) throws(MaterialError) -> Equation {
        switch fit.form {
        case .equation(let equation): return equation
        case .hustLankford(let model, _): if let ratio { return .hustLankford(model, ratio: ratio) }
        case .residualLimit(let model, _): if let ratio { return .residualLimit(model, ratio: ratio) }
        case .residualSuperconductor(let model, _, let superconductor):
            if let ratio {
                var law = superconductor
                law.normalSlope = 1 / model.impurityResistance(ratio: ratio)
                return .superconductor(law)
            }
        case .resistivity(let model, _): if let ratio { return .resistivity(model, ratio: ratio, field: field) }
        case .tabulated(let equations): if let ratio, let equation = equations[ratio] { return equation }
        }
        throw MaterialError(
            material: name, property: property,
            reason: .inconsistent("fit ‘\(fit.name)’ needs a residual resistance ratio; give one"))
    }

    /// A law, the way between, and the pieces above, the coldest of which now begins where the way ends.
    private func join(
        _ lower: PropertyCurve.Piece, _ span: ClosedRange<Double>, to above: [PropertyCurve.Piece]
    ) -> [PropertyCurve.Piece] {
        guard var upper = above.first else { return [lower] }
        upper.range = span.upperBound...upper.range.upperBound
        let rest = [upper] + above.dropFirst()
        guard span.lowerBound < span.upperBound else { return [lower] + rest }
        func end(_ piece: PropertyCurve.Piece, _ t: Double) -> (x: Double, y: Double, slope: Double) {
            let value = piece.equation.value(at: t)
            return (logarithm(t), logarithm(value), piece.equation.slope(at: t, logarithmic: true))
        }
        let table = MonotoneTable(from: end(lower, span.lowerBound), to: end(upper, span.upperBound))
        let top = span.upperBound
        let disagreement = abs(logarithm(lower.equation.value(at: top) / upper.equation.value(at: top)))
        let worst = max(
            disagreement, lower.fit.relativeUncertainty, upper.relativeUncertainty(at: top) ?? 0)
        let middle = PropertyCurve.Piece(
            range: span, equation: .table(table), origin: .join, fit: lower.fit, uncertainty: worst)
        return [lower, middle] + rest
    }
}
