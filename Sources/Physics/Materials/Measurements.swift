/// A measured value of a property.
public struct Measurement: Sendable, Hashable {
    /// The work or sample it belongs to.
    public var dataset: String
    /// The sample's ρ(273 K)/ρ(4 K); nil where none is stated.
    public var residualResistanceRatio: Double?
    /// In K.
    public var temperature: Double
    /// In SI units.
    public var value: Double

    /// Makes a measurement.
    public init(dataset: String, residualResistanceRatio: Double? = nil, temperature: Double, value: Double) {
        self.dataset = dataset
        self.residualResistanceRatio = residualResistanceRatio
        self.temperature = temperature
        self.value = value
    }
}

/// How a fit does against one set of measurements.
public struct Agreement: Sendable {
    /// The set's name.
    public var dataset: String
    /// The sample's purity, where stated.
    public var residualResistanceRatio: Double?
    /// How many points lie within the fit's range.
    public var count: Int
    /// How many lie outside and were left out.
    public var outside: Int
    /// The temperatures of the points compared, in K; nil without any.
    public var range: ClosedRange<Double>?
    /// √(mean (model/measured − 1)²).
    public var rms: Double
    /// Mean of model/measured − 1.
    public var bias: Double
    /// The largest deviation model/measured − 1 in magnitude.
    public var worst: Double
    /// Where it is, in K.
    public var worstTemperature: Double
    /// Why nothing could be compared; nil where it could.
    public var refusal: MaterialError?
}

extension Material {
    /// Sets a property against measurements, set by set in their order; points of one name and purity are a set.
    ///
    /// - Parameters:
    ///   - measurements: points with positive values.
    ///   - property: what they measure.
    ///   - fit: the fit to judge; nil for the default with its law.
    /// - Throws: `MaterialError` where the property or fit is unknown.
    public func agreement(
        with measurements: [Measurement], of property: Property, fit: String? = nil
    ) throws(MaterialError) -> [Agreement] {
        _ = try curve(property, Conditions(fit: fit))
        var keys: [SetKey] = []
        var sets: [SetKey: [Measurement]] = [:]
        for measurement in measurements {
            let key = SetKey(dataset: measurement.dataset, ratio: measurement.residualResistanceRatio)
            if sets[key] == nil { keys.append(key) }
            sets[key, default: []].append(measurement)
        }
        return keys.map { agreement(with: sets[$0] ?? [], named: $0.dataset, of: property, fit: fit) }
    }

    /// What makes measurements one set: the same work, the same sample.
    private struct SetKey: Hashable {
        var dataset: String
        var ratio: Double?
    }

    private func agreement(
        with points: [Measurement], named name: String, of property: Property, fit: String?
    ) -> Agreement {
        let ratio = points.first?.residualResistanceRatio
        var result = Agreement(
            dataset: name, residualResistanceRatio: ratio, count: 0, outside: 0, range: nil, rms: 0, bias: 0, worst: 0,
            worstTemperature: 0)
        do throws(MaterialError) {
            let curve = try curve(property, Conditions(residualResistanceRatio: ratio, fit: fit))
            var (sum, squares) = (0.0, 0.0)
            for point in points {
                guard curve.range.contains(point.temperature) else {
                    result.outside += 1
                    continue
                }
                let deviation = try curve.value(at: point.temperature) / point.value - 1
                result.count += 1
                sum += deviation
                squares += deviation * deviation
                let span = result.range ?? point.temperature...point.temperature
                result.range = min(span.lowerBound, point.temperature)...max(span.upperBound, point.temperature)
                if abs(deviation) >= abs(result.worst) {
                    (result.worst, result.worstTemperature) = (deviation, point.temperature)
                }
            }
            guard result.count > 0 else { return result }
            result.rms = (squares / Double(result.count)).squareRoot()
            result.bias = sum / Double(result.count)
        } catch {
            result.refusal = error
        }
        return result
    }
}
