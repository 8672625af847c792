import Quantities

extension EquationFile {
    /// The form, checked: coefficients as many as needed, tables ascending and positive.
    ///
    /// - Parameters:
    ///   - models: the Hust–Lankford models of the same property, by the name of their fit.
    ///   - fail: turns words into an error that names the material and fit.
    func form(
        models: [String: HustLankford], _ fail: (String) -> MaterialError
    ) throws(MaterialError) -> CorrelationForm {
        var forms: [CorrelationForm] = []
        if let log10Polynomial {
            try need(!log10Polynomial.isEmpty, "log10_polynomial has no coefficients", fail)
            forms.append(.equation(.logPolynomial(LogPolynomial(base: .ten, coefficients: log10Polynomial))))
        }
        if let lnPolynomial {
            try need(!lnPolynomial.isEmpty, "ln_polynomial has no coefficients", fail)
            forms.append(.equation(.logPolynomial(LogPolynomial(base: .e, coefficients: lnPolynomial))))
        }
        if let rootRational { forms.append(.tabulated(try tabulated(rootRational, fail))) }
        if let constant {
            forms.append(.equation(.powers(PowerSum(coefficient: constant, exponent: 0))))
        }
        if let powerLaw { forms.append(.equation(.powers(PowerSum(terms: [powerLaw.term])))) }
        if let powers {
            try need(!powers.isEmpty, "powers is empty", fail)
            forms.append(.equation(.powers(PowerSum(terms: powers.map(\.term)))))
        }
        if let chebyshev { forms.append(.equation(.chebyshev(try series(chebyshev, fail)))) }
        if let table { forms.append(.equation(.table(try monotone(table, fail)))) }
        if let superconductor { forms.append(try form(superconductor, models, fail)) }
        if let contraction {
            forms.append(
                .equation(
                    .contraction(
                        ContractionPolynomial(
                            coefficients: contraction.coefficients, lowest: contraction.lowest.si,
                            constant: contraction.constant))))
        }
        if let expansion {
            let polynomial = LogPolynomial(base: .ten, coefficients: expansion.log10Polynomial)
            forms.append(
                .equation(.expansion(ExpansionIntegral(coefficient: polynomial, lowest: expansion.lowest.si))))
        }
        if let hustLankford {
            try need(hustLankford.p.count == 6, "hust_lankford needs six numbers in p", fail)
            forms.append(
                .hustLankford(
                    hustLankford.model, ratios: try ratios(hustLankford.residualResistanceRatio, fail)))
        }
        if let residualLimitOf {
            guard let model = models[residualLimitOf] else {
                throw fail("residual_limit_of names ‘\(residualLimitOf)’, which is no hust_lankford fit here")
            }
            forms.append(.residualLimit(model, ratios: 1.5...1e5))
        }
        if let resistivity {
            try need(resistivity.p.count == 7, "resistivity needs seven numbers in p", fail)
            let model = ResistivityModel(
                p: resistivity.p, iceResistivity: resistivity.iceResistivity,
                magnetoresistance: resistivity.magnetoresistance ?? [])
            forms.append(.resistivity(model, ratios: try ratios(resistivity.residualResistanceRatio, fail)))
        }
        guard let form = forms.first, forms.count == 1 else {
            throw fail("an equation has exactly one form; this one has \(forms.count)")
        }
        return form
    }

    private func need(
        _ condition: Bool, _ words: String, _ fail: (String) -> MaterialError
    ) throws(MaterialError) {
        if !condition { throw fail(words) }
    }

    private func ratios(
        _ pair: [Double], _ fail: (String) -> MaterialError
    ) throws(MaterialError) -> ClosedRange<Double> {
        guard pair.count == 2, pair[0] > 1, pair[0] <= pair[1] else {
            throw fail("residual_resistance_ratio needs two numbers above 1, the smaller first")
        }
        return pair[0]...pair[1]
    }

    private func tabulated(
        _ entries: [ForRatio], _ fail: (String) -> MaterialError
    ) throws(MaterialError) -> [Double: Equation] {
        var equations: [Double: Equation] = [:]
        for entry in entries {
            try need(entry.coefficients.count == 9, "root_rational needs nine coefficients, a to i", fail)
            try need(
                equations[entry.residualResistanceRatio] == nil,
                "two entries for a residual resistance ratio of \(entry.residualResistanceRatio)", fail)
            equations[entry.residualResistanceRatio] = .rootRational(RootRational(coefficients: entry.coefficients))
        }
        try need(!equations.isEmpty, "root_rational is empty", fail)
        return equations
    }

    private func series(
        _ file: Chebyshev, _ fail: (String) -> MaterialError
    ) throws(MaterialError) -> ChebyshevSeries {
        guard file.lnTemperature.count == 2, file.lnTemperature[0] < file.lnTemperature[1] else {
            throw fail("chebyshev needs two ascending numbers in ln_temperature")
        }
        return ChebyshevSeries(
            coefficients: file.coefficients, domain: file.lnTemperature[0]...file.lnTemperature[1])
    }

    private func monotone(
        _ file: Table, _ fail: (String) -> MaterialError
    ) throws(MaterialError) -> MonotoneTable {
        try need(
            file.temperatures.count == file.values.count && file.temperatures.count >= 2,
            "table needs as many values as temperatures, two at least", fail)
        try need(
            zip(file.temperatures, file.temperatures.dropFirst()).allSatisfy { $0 < $1 },
            "the temperatures of a table must ascend", fail)
        try need(
            file.temperatures.allSatisfy { $0 > 0 } && file.values.allSatisfy { $0 > 0 },
            "the numbers of a table must be positive", fail)
        return MonotoneTable(temperatures: file.temperatures, values: file.values, logarithmic: true)
    }

    private func form(
        _ file: Superconducting, _ models: [String: HustLankford], _ fail: (String) -> MaterialError
    ) throws(MaterialError) -> CorrelationForm {
        let law = Superconductor(
            normalSlope: file.normalSlope ?? 0, criticalTemperature: file.criticalTemperature.si,
            gapRatio: file.gapRatio, phonons: file.phonons.term)
        if file.normalSlope != nil, file.normalSlopeOf == nil { return .equation(.superconductor(law)) }
        guard file.normalSlope == nil, let name = file.normalSlopeOf, let model = models[name] else {
            throw fail("a superconductor needs either normal_slope or normal_slope_of, the name of a hust_lankford fit")
        }
        return .residualSuperconductor(model, ratios: 1.5...1e5, law)
    }
}

extension CorrelationForm {
    /// The resistivity model, where the form is one.
    var resistivityModel: ResistivityModel? { if case .resistivity(let model, _) = self { model } else { nil } }
}
