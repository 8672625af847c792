import Testing

@testable import Materials

/// Every curve in the catalogue: each property of each material, by its default and by each named fit.
struct AnyCurve: CustomTestStringConvertible, Sendable {
    var material: String
    var property: Property
    var conditions: Conditions

    var testDescription: String {
        "\(material) \(property.rawValue)" + (conditions.fit.map { " by \($0)" } ?? "")
            + (conditions.residualResistanceRatio.map { ", RRR \($0)" } ?? "")
    }

    func curve() throws -> PropertyCurve {
        try MaterialCatalogue.standard.material(named: material).curve(property, conditions)
    }

    static let all: [AnyCurve] = {
        var result: [AnyCurve] = []
        for material in (try? MaterialCatalogue.standard.materials()) ?? [] {
            for property in material.availableProperties {
                result.append(AnyCurve(material: material.name, property: property, conditions: .standard))
                for fit in material.properties[property]?.fits ?? [] {
                    let ratios: [Double?] =
                        switch fit.form {
                        case .equation: [nil]
                        case .tabulated: fit.form.ratios
                        default:
                            [2, 20, 100, 300, 1000, 3000].filter { ratio in
                                fit.form.ratios.first.map { $0 <= ratio } == true
                                    && fit.form.ratios.last.map { ratio <= $0 } == true
                            }
                        }
                    for ratio in ratios {
                        let conditions = Conditions(residualResistanceRatio: ratio, fit: fit.name)
                        result.append(AnyCurve(material: material.name, property: property, conditions: conditions))
                    }
                }
            }
        }
        return result
    }()

    /// Those that have an integral: conductivities and specific heats known at more than one temperature.
    static let integrable = all.filter { any in
        guard any.property.integral != nil, let range = try? any.curve().range else { return false }
        return range.lowerBound < range.upperBound
    }
}

extension PropertyCurve {
    /// Temperatures over the whole range, evenly in ln T, ends included.
    func grid(_ count: Int) -> [Double] {
        let (low, high) = (range.lowerBound, range.upperBound)
        guard low < high else { return [low] }
        return (0...count).map { step in
            min(high, max(low, low * power(high / low, Double(step) / Double(count))))
        }
    }
}

@Suite("Every curve of the catalogue")
struct CatalogueTests {
    @Test("the catalogue is there: forty materials and more, each with density or grade, title and sources")
    func complete() throws {
        let materials = try MaterialCatalogue.standard.materials()
        #expect(materials.count >= 40)
        #expect(AnyCurve.all.count >= 150)
        for material in materials {
            #expect(!material.title.isEmpty && material.name == material.name.lowercased())
            for fit in material.properties.values.flatMap(\.fits) {
                #expect(fit.reference.citation.count > 15, "\(material.name) \(fit.name)")
                #expect(fit.relativeUncertainty > 0, "\(material.name) \(fit.name)")
            }
        }
    }

    @Test("names and aliases find one material each")
    func aliases() throws {
        let materials = try MaterialCatalogue.standard.materials()
        let names = materials.flatMap { [$0.name] + $0.aliases }.map { $0.lowercased() }
        #expect(Set(names).count == names.count)
        #expect(try MaterialCatalogue.standard.material(named: "SS304").name == "stainless-304")
    }

    @Test("finite and positive over the whole range, ends included", arguments: AnyCurve.all)
    func finiteAndPositive(_ any: AnyCurve) throws {
        let curve = try any.curve()
        for t in curve.grid(500) {
            let value = try curve.value(at: t)
            #expect(value.isFinite, "at \(t) K: \(value)")
            // Contraction is zero at 293 K and negative above; invar and PTFE may swell a little below.
            if any.property != .contraction { #expect(value > 0, "at \(t) K: \(value)") }
        }
    }

    @Test("continuous where pieces meet", arguments: AnyCurve.all)
    func continuous(_ any: AnyCurve) throws {
        let curve = try any.curve()
        for (below, above) in zip(curve.pieces, curve.pieces.dropFirst()) {
            #expect(below.range.upperBound == above.range.lowerBound)
            let t = above.range.lowerBound
            let (left, right) = (below.equation.value(at: t), above.equation.value(at: t))
            #expect(abs(left - right) <= 1e-2 * abs(right), "\(left) and \(right) at \(t) K")
        }
    }

    @Test("a join is monotone: no bump between a law and its fit", arguments: AnyCurve.all)
    func joinsAreMonotone(_ any: AnyCurve) throws {
        let curve = try any.curve()
        for join in curve.pieces where join.origin == .join {
            let (low, high) = (join.range.lowerBound, join.range.upperBound)
            let values = (0...100).map { join.equation.value(at: low + (high - low) * Double($0) / 100) }
            #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "from \(low) K to \(high) K")
        }
    }

    @Test("just outside the range is an error that names the range", arguments: AnyCurve.all)
    func outsideIsAnError(_ any: AnyCurve) throws {
        let curve = try any.curve()
        let range = curve.range
        for t in [range.lowerBound.nextDown, range.upperBound.nextUp, 0, -4, 1e9] {
            let expected = MaterialError(
                material: any.material, property: any.property,
                reason: .outOfRange(temperature: t, range: range, hint: nil))
            #expect(throws: expected) { try curve.value(at: t) }
        }
        for t in [Double.nan, .infinity, -.infinity] { #expect(throws: MaterialError.self) { try curve.value(at: t) } }
    }

    @Test("Θ′ = k and Θ″ = k′", arguments: AnyCurve.integrable)
    func derivativeOfIntegral(_ any: AnyCurve) throws {
        let curve = try any.curve()
        let integral = try curve.integral()
        for t in curve.grid(333) {
            let value = try curve.value(at: t)
            let derivatives = try integral.derivatives(at: t)
            #expect(abs(derivatives.value / value - 1) <= 1e-8, "at \(t) K")
            let rounding = 1e-13 * derivatives.integral + 1e-14 * value * t
            #expect(abs(derivatives.integral - (try integral.value(at: t))) <= rounding, "at \(t) K")
        }
        for (a, b) in zip(curve.grid(97), curve.grid(97).dropFirst()) {
            // The mean of the slopes over a small step is the difference of the values, to second order.
            let middle = (a + b) / 2
            let step = (b - a) / 2000
            guard !curve.pieces.contains(where: { abs($0.range.lowerBound - middle) < 2 * step }) else { continue }
            let difference = try curve.value(at: middle + step) - curve.value(at: middle - step)
            let slope = try integral.derivatives(at: middle).slope
            #expect(
                abs(difference / (2 * step) - slope) <= 1e-3 * (abs(slope) + (try curve.value(at: middle)) / middle))
        }
    }

    @Test(
        "many values at once are the single ones, and the first outside the range ends them",
        arguments: AnyCurve.integrable)
    func manyAtOnce(_ any: AnyCurve) throws {
        let curve = try any.curve()
        let integral = try curve.integral()
        // Up, down and across pieces, for the search begins where the last value was found.
        let temperatures =
            curve.grid(41) + curve.grid(17).reversed() + [curve.range.upperBound, curve.range.lowerBound]
        var integrals = [Double](repeating: .nan, count: temperatures.count)
        var values = integrals
        let all = temperatures.indices
        #expect(integral.evaluate(at: temperatures, in: all, integrals: &integrals, values: &values) == nil)
        for (index, t) in temperatures.enumerated() {
            let one = try integral.derivatives(at: t)
            #expect(abs(integrals[index] - one.integral) <= 1e-14 * one.integral + 1e-15 * one.value * t, "at \(t) K")
            #expect(abs(values[index] / one.value - 1) <= 1e-12, "at \(t) K")
        }
        for outside in [curve.range.upperBound.nextUp, curve.range.lowerBound.nextDown, .nan] {
            let mixed = [temperatures[0], temperatures[1], outside, temperatures[2]]
            #expect(integral.evaluate(at: mixed, in: 1..<4, integrals: &integrals, values: &values) == 2)
        }
    }

    @Test(
        "many expansions at once are the single ones to the last bit, and the first outside the range ends them",
        arguments: AnyCurve.integrable)
    func manyExpansionsAtOnce(_ any: AnyCurve) throws {
        let curve = try any.curve()
        let integral = try curve.integral()
        // An odd number, of which two lie within a cell and two pieces apart by turns.
        let temperatures = curve.grid(41) + curve.grid(17).reversed() + [curve.range.upperBound]
        for range in [0..<temperatures.count, 1..<temperatures.count, 5..<6, 7..<7] {
            var integrals = [Double](repeating: .nan, count: temperatures.count)
            var (values, halfSlopes) = (integrals, integrals)
            let outside = integral.expand(
                at: temperatures, in: range, integrals: &integrals, values: &values, halfSlopes: &halfSlopes)
            #expect(outside == nil)
            for (index, t) in temperatures.enumerated() {
                let one = try integral.derivatives(at: t)
                let found = [integrals[index], values[index], 2 * halfSlopes[index]]
                let isWithin = range.contains(index)
                #expect(
                    isWithin ? found == [one.integral, one.value, one.slope] : found.allSatisfy(\.isNaN), "at \(t) K")
            }
        }
        for outside in [curve.range.upperBound.nextUp, curve.range.lowerBound.nextDown, .nan] {
            for place in 0..<4 {
                var mixed = [Double](temperatures[0..<4])
                mixed[place] = outside
                var integrals = [Double](repeating: .nan, count: 4)
                var (values, halfSlopes) = (integrals, integrals)
                let found = integral.expand(
                    at: mixed, in: 0..<4, integrals: &integrals, values: &values, halfSlopes: &halfSlopes)
                #expect(found == place)
                #expect(integrals.prefix(place).allSatisfy(\.isFinite) && integrals[place].isNaN)
            }
        }
    }

    @Test("Θ agrees with adaptive quadrature to 1e-6, and better", arguments: AnyCurve.integrable)
    func integralAgainstQuadrature(_ any: AnyCurve) throws {
        let curve = try any.curve()
        let integral = try curve.integral()
        // Cuts where quadrature must not step over a kink.
        let kinks = curve.pieces.flatMap { [$0.range.lowerBound] + $0.equation.knots }
        let grid = curve.grid(7)
        for (i, a) in grid.enumerated() {
            for b in grid[(i + 1)...] {
                let cuts = [a] + kinks.filter { $0 > a && $0 < b }.sorted() + [b]
                var exact = 0.0
                for (low, high) in zip(cuts, cuts.dropFirst()) where low < high {
                    exact += try adaptiveIntegral(from: low, to: high) { try curve.value(at: $0) }
                }
                let ours = try integral.value(from: a, to: b)
                #expect(abs(ours / exact - 1) <= 1e-9, "\(a) K to \(b) K: \(ours), \(exact)")
                #expect(try integral.value(from: b, to: a) == -ours)
            }
        }
    }

    @Test("a wider span holds more heat: Θ(300 → 3) > Θ(300 → 4)", arguments: AnyCurve.integrable)
    func widerSpansHoldMore(_ any: AnyCurve) throws {
        let curve = try any.curve()
        let integral = try curve.integral()
        let sums = try curve.grid(300).map { try integral.value(at: $0) }
        #expect(zip(sums, sums.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("tiny spans lose no digits: ∫ over ΔT is k·ΔT", arguments: AnyCurve.integrable)
    func tinySpans(_ any: AnyCurve) throws {
        let curve = try any.curve()
        let integral = try curve.integral()
        for t in curve.grid(50).dropFirst().dropLast() {
            let step = t * 1e-7
            guard curve.range.contains(t + step) else { continue }
            let ours = try integral.value(from: t, to: t + step)
            let exact = try curve.value(at: t + step / 2) * step
            // At a cell's edge two large sums are subtracted: 1e-16·Θ/(k·ΔT).
            let rounding = 4e-16 * (try integral.value(at: t)) / exact
            #expect(abs(ours / exact - 1) <= 1e-6 + rounding, "at \(t) K")
        }
    }

    @Test("data ranges lie within the equations', and a law with none of its own says so by a single point")
    func dataRanges() throws {
        for material in try MaterialCatalogue.standard.materials() {
            for fit in material.properties.values.flatMap(\.fits) {
                #expect(fit.range.contains(fit.dataRange.lowerBound) && fit.range.contains(fit.dataRange.upperBound))
                guard ["glass-law", "continued"].contains(fit.name) else { continue }
                // Such a law rests on the coldest points of the fit above; below them it is an extrapolation and says so.
                #expect(fit.dataRange.lowerBound > 3 * fit.range.lowerBound || material.name == "manganin")
                #expect((fit.uncertaintyOutsideData ?? 0) >= 0.5, "\(material.name) \(fit.name)")
            }
        }
    }
}
