import Glibc
import Materials

/// The equations of one stage's heater sweep, and their solution.
struct StageSweepModel {
    private let points: [HeaterSweep.Point]
    private let stage: LinkParameters.StageParameters
    private let room: Double
    private let assumptions: LinkFit.Assumptions
    private let distance: Double
    private let material: Material
    /// Copper that the braid's resistance follows, and that of the braids in bulk.
    private let joint: PropertyCurve?
    private let braid: PropertyCurve
    private let braidLength: Double
    private let isOutermost: Bool
    private let fitsLoad: Bool
    private let isPowerLaw: Bool
    /// 1/(RRR − 1) known beforehand.
    private let priorImpurity: Double
    private let usesPrior: Bool

    /// Relative scatter of residual resistance ratios between sheets and methods: appendix D.
    private static let ratioScatter = 0.2
    /// Ratios at which the law of copper is known.
    private static let ratios = 1.5...3000.0
    /// Stefan and Boltzmann's constant in W/(m²·K⁴), CODATA 2018.
    private static let stefanBoltzmann = 5.670374419e-8

    init(
        _ points: [HeaterSweep.Point], _ parameters: LinkParameters, stage index: Int,
        _ assumptions: LinkFit.Assumptions, file: String
    ) throws {
        self.points = points
        self.assumptions = assumptions
        stage = parameters.stages[index]
        room = parameters.roomTemperature
        distance = assumptions.distance ?? stage.shield.length
        material = try MaterialCatalogue.standard.material(named: stage.shield.material)
        let copper = try MaterialCatalogue.standard.material(named: "copper")
        braid = try copper.curve(
            .thermalConductivity, Conditions(residualResistanceRatio: assumptions.braidRatio))
        braidLength = assumptions.braidLength ?? parameters.pitch - stage.shield.length
        if case .copper(let ratio) = stage.braid.law {
            joint = try copper.curve(.thermalConductivity, Conditions(residualResistanceRatio: ratio))
            isPowerLaw = false
        } else {
            joint = nil
            isPowerLaw = true
        }
        if case .flux = stage.load { isOutermost = true } else { isOutermost = false }
        fitsLoad = isOutermost || assumptions.fitsEveryLoad
        let known = try material.curve(
            .thermalConductivity, Conditions(residualResistanceRatio: stage.shield.residualResistanceRatio))
        guard let ratio = known.residualResistanceRatio?.value else {
            throw HeaterSweepError(
                file: file, mark: points.first?.marks.first, stage: stage.stage,
                reason: .notKnown("\(material.name) has no residual resistance ratio that could be fitted"))
        }
        priorImpurity = 1 / (ratio - 1)
        usesPrior = isOutermost
    }

    // MARK: Parameters

    /// A row of parameters: 1/(RRR − 1), ln R₀, then b and the load per metre where they are free.
    private struct Values {
        var impurity: Double
        var resistance: Double
        var exponent: Double
        var load: Double
        var ratio: Double { 1 + 1 / impurity }
    }

    private func values(_ p: [Double]) -> Values {
        Values(
            impurity: p[0], resistance: exp(p[1]), exponent: isPowerLaw ? p[2] : 0,
            load: fitsLoad ? p[p.count - 1] : loadAtReference)
    }

    /// Own load per metre in the parameters, the warmer stage at its reference.
    private var loadAtReference: Double {
        switch stage.load {
        case .flux(let fluxes):
            // In a fixed order, for a sum in the order of a dictionary differs from run to run in its last digit.
            (fluxes.values.sorted().reduce(0, +) / Double(max(fluxes.count, 1))) * .pi * stage.shield.diameter
        case .linear(let radiation, let posts, _, _): radiation + posts
        }
    }

    private var names: [String] {
        ["residual resistance ratio", "braid resistance"] + (isPowerLaw ? ["exponent"] : [])
            + (fitsLoad ? ["own load"] : [])
    }

    /// What went wrong, in the words of the sweep.
    func reason(_ failure: LeastSquares.Failure) -> HeaterSweepError.Reason {
        switch failure {
        case .undetermined(let index): .undetermined(parameter: names[index])
        case .notConverged(let iterations): .notConverged(iterations: iterations)
        case .notFinite:
            .notKnown("a temperature lies where the conductivity of \(stage.shield.material) is not known")
        }
    }

    // MARK: Equations

    private func curve(_ impurity: Double) -> PropertyCurve? {
        let ratio = 1 + 1 / impurity
        guard impurity > 0, Self.ratios.contains(ratio) else { return nil }
        return try? material.curve(.thermalConductivity, Conditions(residualResistanceRatio: ratio))
    }

    /// R in K/W, and its slope.
    private func resistance(_ values: Values, at temperature: Double) -> Double? {
        guard let joint else {
            return values.resistance * pow(temperature / stage.braid.reference, -values.exponent)
        }
        guard let there = try? joint.value(at: stage.braid.reference), let here = try? joint.value(at: temperature)
        else { return nil }
        return values.resistance * there / here
    }

    /// Own load of the shield at a point, in W: all of it, and its mean over the shield, Q̄₃₄.
    ///
    /// The outermost shield radiates back, by Simpson's rule over a straight profile; as all flows toward sensor 3, what
    /// enters at x counts in the mean with x/Δx.
    private func own(_ values: Values, _ point: HeaterSweep.Point) -> (all: Double, mean: Double) {
        let all = values.load * distance
        guard isOutermost else { return (all, all / 2) }
        let (cold, warm) = (point.temperatures[2] / room, point.temperatures[3] / room)
        let (low, middle, high) = (pow(cold, 4), pow((cold + warm) / 2, 4), pow(warm, 4))
        return (all * (1 - (low + 4 * middle + high) / 6), all / 2 * (1 - (2 * middle + high) / 3))
    }

    /// Imbalances of shield (W) and braid (K) at a point.
    private func imbalance(_ values: Values, _ curve: PropertyCurve, _ point: HeaterSweep.Point) -> (Double, Double)? {
        let t = point.temperatures
        let own = own(values, point)
        guard let integral = Quadrature.integral(from: t[2], to: t[3], of: { try? curve.value(at: $0) }),
            let braid = resistance(values, at: (t[1] + t[2]) / 2)
        else { return nil }
        return (
            stage.shield.crossSection / distance * integral - (point.heater + own.mean),
            t[2] - t[1] - braid * (point.heater + own.all)
        )
    }

    /// Cholesky factor of the covariance of a point's imbalances, from the temperatures' noise.
    private struct Weight {
        var first: Double
        var mixed: Double
        var second: Double
    }

    private func weight(_ values: Values, _ curve: PropertyCurve, _ point: HeaterSweep.Point) -> Weight? {
        let t = point.temperatures
        let sigma = t.map { $0 * assumptions.noise }
        let middle = (t[1] + t[2]) / 2
        let heat = point.heater + own(values, point).all
        guard let cold = try? curve.value(at: t[2]), let warm = try? curve.value(at: t[3]),
            let below = resistance(values, at: middle * 0.999), let above = resistance(values, at: middle * 1.001)
        else { return nil }
        let area = stage.shield.crossSection / distance
        let tilt = (above - below) / (0.002 * middle) / 2 * heat
        let (shield4, shield3) = (area * warm * sigma[3], -area * cold * sigma[2])
        let (braid3, braid2) = ((1 - tilt) * sigma[2], (1 + tilt) * sigma[1])
        let first = (shield4 * shield4 + shield3 * shield3).squareRoot()
        let mixed = shield3 * braid3 / first
        let second = (braid3 * braid3 + braid2 * braid2 - mixed * mixed).squareRoot()
        return Weight(first: first, mixed: mixed, second: second)
    }

    private func residuals(_ p: [Double], _ weights: [Weight]) -> [Double]? {
        let values = self.values(p)
        guard let curve = curve(values.impurity) else { return nil }
        var result: [Double] = []
        for (point, weight) in zip(points, weights) {
            guard let (shield, braid) = imbalance(values, curve, point) else { return nil }
            let first = shield / weight.first
            result += [first, (braid - weight.mixed * first) / weight.second]
        }
        if usesPrior { result.append((values.impurity / priorImpurity - 1) / Self.ratioScatter) }
        return result
    }

    // MARK: Solution

    func fit() throws -> LinkFit {
        var p = start()
        let scales = [p[0], 1] + (isPowerLaw ? [1] : []) + (fitsLoad ? [loadAtReference] : [])
        var solution: LeastSquares?
        // The noise of the imbalances depends on the parameters: once more with those found, until it no longer matters.
        for _ in 0..<4 {
            let values = self.values(p)
            guard let curve = curve(values.impurity) else { throw LeastSquares.Failure.notFinite }
            let weights = points.compactMap { weight(values, curve, $0) }
            guard weights.count == points.count else { throw LeastSquares.Failure.notFinite }
            let found = try LeastSquares(from: p, scales: scales) { residuals($0, weights) }
            let moved = zip(found.parameters, p).enumerated().contains { index, pair in
                abs(pair.0 - pair.1) > 1e-4 * found.covariance[index][index].squareRoot()
            }
            p = found.parameters
            solution = found
            if !moved { break }
        }
        guard let solution else { throw LeastSquares.Failure.notConverged(iterations: 0) }
        return try report(solution)
    }

    /// The parameters' values, but for R₀, which the states give at once.
    private func start() -> [Double] {
        var values = Values(impurity: priorImpurity, resistance: 1, exponent: 0, load: loadAtReference)
        if case .power(let exponent) = stage.braid.law { values.exponent = -exponent }
        let logarithms = points.compactMap { point -> Double? in
            let t = point.temperatures
            guard t[2] > t[1], let shape = resistance(values, at: (t[1] + t[2]) / 2) else { return nil }
            return log((t[2] - t[1]) / (point.heater + loadAtReference * distance) / shape)
        }
        let mean =
            logarithms.isEmpty
            ? log(stage.braid.resistance) : logarithms.reduce(0, +) / Double(logarithms.count)
        return [values.impurity, mean] + (isPowerLaw ? [values.exponent] : []) + (fitsLoad ? [values.load] : [])
    }

    private func report(_ solution: LeastSquares) throws -> LinkFit {
        let p = solution.parameters
        let values = self.values(p)
        let freedom = 2 * points.count + (usesPrior ? 1 : 0) - p.count
        let spread = (solution.chiSquare / Double(freedom)).squareRoot()
        let widening = max(1, spread)
        let quantile = max(1.959963984540054, StudentT.twoSided95(degreesOfFreedom: freedom) * spread)
        func deviation(_ index: Int) -> Double { solution.covariance[index][index].squareRoot() }
        func linear(_ value: Double, _ deviation: Double) -> LinkFit.Estimate {
            LinkFit.Estimate(
                value: value, standardUncertainty: widening * deviation,
                interval: (value - quantile * deviation)...(value + quantile * deviation))
        }
        let resistance = LinkFit.Estimate(
            value: values.resistance, standardUncertainty: widening * values.resistance * deviation(1),
            interval: exp(p[1] - quantile * deviation(1))...exp(p[1] + quantile * deviation(1)))
        let bulk = braidLength / (stage.shield.crossSection * (try braid.value(at: stage.braid.reference)))
        let contact = linear(values.resistance - bulk, values.resistance * deviation(1))
        let load =
            fitsLoad
            ? linear(values.load, deviation(p.count - 1))
            : LinkFit.Estimate(value: values.load, standardUncertainty: nil, interval: nil)
        let flux = load.scaled(by: 1 / (.pi * stage.shield.diameter))
        return LinkFit(
            stage: stage.stage, points: points.count, degreesOfFreedom: freedom,
            chiSquarePerDegree: solution.chiSquare / Double(freedom),
            residualResistanceRatio: ratio(p[0], deviation(0), widening, quantile), usesPriorRatio: usesPrior,
            braidResistance: resistance, reference: stage.braid.reference,
            braidExponent: isPowerLaw ? linear(p[2], deviation(2)) : nil, bulkResistance: bulk,
            contactResistance: contact,
            contactExponent: try contactExponent(values, bulk, solution.covariance, linear), loadPerMetre: load,
            effectiveFlux: flux,
            attenuation: isOutermost ? flux.scaled(by: 1 / (Self.stefanBoltzmann * pow(room, 4))) : nil,
            conductivities: points.map { point in
                let t = point.temperatures
                let heat = point.heater + own(values, point).mean
                return ((t[2] + t[3]) / 2, distance * heat / (stage.shield.crossSection * (t[3] - t[2])))
            })
    }

    private func ratio(
        _ impurity: Double, _ deviation: Double, _ widening: Double, _ quantile: Double
    ) -> LinkFit.Estimate {
        // The law of copper ends at the last ratio: beyond it no bound can be stated.
        let purest = max(impurity - quantile * deviation, 1 / (Self.ratios.upperBound - 1))
        return LinkFit.Estimate(
            value: 1 + 1 / impurity, standardUncertainty: widening * deviation / (impurity * impurity),
            interval: (1 + 1 / (impurity + quantile * deviation))...(1 + 1 / min(purest, impurity)))
    }

    /// −d ln(R − R_bulk)/d ln T at T₀, with the covariance of ln R₀ and b.
    private func contactExponent(
        _ values: Values, _ bulk: Double, _ covariance: [[Double]],
        _ linear: (Double, Double) -> LinkFit.Estimate
    ) throws -> LinkFit.Estimate? {
        let contact = values.resistance - bulk
        guard isPowerLaw, contact > 2 * values.resistance * covariance[1][1].squareRoot() else { return nil }
        let reference = stage.braid.reference
        let bulkExponent =
            log(try braid.value(at: reference * 1.001) / braid.value(at: reference / 1.001)) / (2 * log(1.001))
        let exponent = (values.exponent * values.resistance - bulkExponent * bulk) / contact
        let byLogarithm = values.resistance * (values.exponent - exponent) / contact
        let byExponent = values.resistance / contact
        let variance =
            byLogarithm * byLogarithm * covariance[1][1] + byExponent * byExponent * covariance[2][2]
            + 2 * byLogarithm * byExponent * covariance[1][2]
        return linear(exponent, max(variance, 0).squareRoot())
    }
}

extension LinkFit.Estimate {
    /// The same in another unit.
    fileprivate func scaled(by factor: Double) -> LinkFit.Estimate {
        LinkFit.Estimate(
            value: value * factor, standardUncertainty: standardUncertainty.map { $0 * factor },
            interval: interval.map { $0.lowerBound * factor...$0.upperBound * factor })
    }
}

/// Integrals of smooth functions over short ranges.
private enum Quadrature {
    /// Four panels of Gauss and Legendre's five points: exact to rounding for a conductivity over a factor of two in temperature.
    static func integral(from start: Double, to end: Double, of f: (Double) -> Double?) -> Double? {
        let half = (end - start) / 8
        var sum = 0.0
        for panel in 0..<4 {
            let middle = start + half * Double(2 * panel + 1)
            for (node, weight) in nodes {
                guard let value = f(middle + half * node) else { return nil }
                sum += weight * value
            }
        }
        return sum * half
    }

    private static let nodes: [(Double, Double)] = [
        (0, 0.568888888888888889), (-0.538469310105683091, 0.478628670499366468),
        (0.538469310105683091, 0.478628670499366468), (-0.906179845938663993, 0.236926885056189088),
        (0.906179845938663993, 0.236926885056189088),
    ]
}
