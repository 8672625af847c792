import Materials

extension Benchmark {
    /// Conductivity integrals, as warm lookups and from nothing; single values.
    static let materials = [
        integral("integral-ss304-4-300", of: "stainless-304", Conditions(fit: "nist")),
        integral("integral-copper-rrr100-4-300", of: "copper", Conditions(residualResistanceRatio: 100, fit: "nist")),
        Benchmark(name: "value-copper-rrr100") {
            let curve = try MaterialCatalogue.standard.material(named: "copper").curve(
                .thermalConductivity, Conditions(residualResistanceRatio: 100))
            return { try curve.value(at: 4) }
        },
        Benchmark(name: "derivatives-copper-rrr100") {
            let integral = try MaterialCatalogue.standard.material(named: "copper").curve(
                .thermalConductivity, Conditions(residualResistanceRatio: 100)
            ).integral()
            return { try integral.derivatives(at: 4).slope }
        },
        Benchmark(name: "tabulate-ss304") {
            let curve = try MaterialCatalogue.standard.material(named: "stainless-304").curve(
                .thermalConductivity, Conditions(fit: "nist"))
            return { try curve.integral().value(from: 4, to: 300) }
        },
        Benchmark(name: "tabulate-copper-rrr100") {
            let curve = try MaterialCatalogue.standard.material(named: "copper").curve(
                .thermalConductivity, Conditions(residualResistanceRatio: 100))
            return { try curve.integral().value(from: 4, to: 300) }
        },
        Benchmark(name: "read-material-copper") {
            let catalogue = MaterialCatalogue.standard
            return { try catalogue.material(named: "copper").density ?? 0 }
        },
    ]

    /// A warm lookup of Θ between 4 K and 300 K, against peers that integrate.
    private static func integral(_ name: String, of material: String, _ conditions: Conditions) -> Benchmark {
        Benchmark(
            name: name,
            comparisons: [
                Comparison(peer: "cryoheatflow", leastRatio: 10_000, agreement: 1e-4),
                Comparison(peer: "numpy-gauss32", leastRatio: 100, agreement: 1e-6),
            ]
        ) {
            let integral = try MaterialCatalogue.standard.material(named: material)
                .curve(.thermalConductivity, conditions).integral()
            return { try integral.value(from: 4, to: 300) }
        }
    }
}
