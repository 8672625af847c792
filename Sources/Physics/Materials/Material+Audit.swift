/// What is wrong with a property of a material.
public struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// The property.
    public var property: Property
    /// The fit, or the laws that carry the default on; nil for the default with its own.
    public var fit: String?
    /// Where, in K.
    public var temperature: Double
    /// What is wrong.
    public var words: String

    /// One line.
    public var description: String {
        "\(property.rawValue)\(fit.map { " by \($0)" } ?? "") at \(Float(temperature)) K: \(words)"
    }
}

extension Material {
    /// Examines every property by every fit: finite, positive, without a step or bump where a law joins a fit, the
    /// integral's derivative equal to the property.
    ///
    /// - Parameter steps: how many temperatures to look at in each curve.
    /// - Returns: what is wrong; empty for a sound material.
    /// - Throws: `MaterialError` where a fit cannot be bound at all.
    public func audit(steps: Int = 200) throws(MaterialError) -> [Finding] {
        var findings: [Finding] = []
        for property in availableProperties {
            let record = try record(property)
            for laws in record.alternatives.keys.sorted() {
                let curve = try curve(property, Conditions(laws: .named(laws)))
                findings += try curve.audit(steps: steps).map {
                    Finding(
                        property: property, fit: "laws ‘\(laws)’", temperature: $0.temperature, words: $0.words)
                }
            }
            for name in [nil] + record.fits.map({ Optional($0.name) }) {
                let fit = record.fits.first { $0.name == name } ?? record.fits.first
                // A fit with coefficients for a few purities has them for none between.
                var ratio: Double?
                if case .tabulated = fit?.form { ratio = fit?.form.ratios.first }
                let curve = try curve(property, Conditions(residualResistanceRatio: ratio, fit: name))
                findings += try curve.audit(steps: steps).map {
                    Finding(property: property, fit: name, temperature: $0.temperature, words: $0.words)
                }
            }
        }
        return findings
    }
}

extension PropertyCurve {
    fileprivate func audit(steps: Int) throws(MaterialError) -> [(temperature: Double, words: String)] {
        var findings: [(temperature: Double, words: String)] = []
        let grid = temperatures(from: range.lowerBound, to: range.upperBound, count: steps)
        for t in grid {
            let value = try value(at: t)
            if !value.isFinite || (property != .contraction && value <= 0) {
                findings.append((t, "the value is \(value)"))
            }
        }
        guard findings.isEmpty else { return Array(findings.prefix(3)) }
        for (below, above) in zip(pieces, pieces.dropFirst()) {
            let t = above.range.lowerBound
            let (left, right) = (below.equation.value(at: t), above.equation.value(at: t))
            if abs(left - right) > 0.01 * abs(right) {
                findings.append(
                    (t, "a step from \(Float(left)) to \(Float(right)); give the low-temperature law a join"))
            }
        }
        for piece in pieces where piece.origin == .join {
            let (low, high) = (piece.range.lowerBound, piece.range.upperBound)
            if piece.equation.value(at: low) >= piece.equation.value(at: high) {
                findings.append((low, "the way from the law up to the fit leads down; begin it at a lower temperature"))
            }
        }
        if property.integral != nil, range.lowerBound < range.upperBound {
            let integral = try integral()
            for t in grid {
                let derivative = try integral.derivatives(at: t).value
                let value = try value(at: t)
                if abs(derivative / value - 1) > 1e-6 {
                    findings.append((t, "the integral's slope is \(Float(derivative)), the value \(Float(value))"))
                }
            }
        }
        return Array(findings.prefix(3))
    }
}
