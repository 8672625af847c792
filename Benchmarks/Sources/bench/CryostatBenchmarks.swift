import Cryogenics
import HeatTransfer
import Materials

extension Benchmark {
    /// Whole cryostats.
    ///
    /// `cryostat-solve-300` has 300 groups of one line each, five kinds of sixty: nothing is shared but cables and materials. It
    /// covers all of `solve`: the network, the rounds over what lines give off, photons at every cold end.
    ///
    /// `cryostat-heat-124` is what a spreadsheet does: the heat of the wiring of Krinner et al., 2019, at their temperatures.
    /// Each of the five groups is integrated once a stage, its steel as one, its PTFE as one, by us and by the peer.
    static let cryostat = [
        Benchmark(name: "cryostat-solve-300", mostNanoseconds: 5e6) {
            var description = try CryostatDescription.preset("krinner-50")
            let kinds = description.lines
            description.lines = (0..<300).map { number in
                var line = kinds[number % kinds.count]
                line.name = "line \(number)"
                line.count = 1
                return line
            }
            let model = try CryostatModel(description)
            return { try model.solve().stages.last?.temperature ?? .nan }
        },
        Benchmark(
            name: "cryostat-heat-124",
            comparisons: [Comparison(peer: "numpy-trapezoid-200", leastRatio: 50, agreement: 2e-4)]
        ) {
            let cable = try CableCatalogue.standard().cable(named: "ut-085-ss")
            let materials = LineMaterials(laws: .named("linear"))
            let ends = [300, 35, 2.85, 0.882, 0.082, 0.006]
            let lengths = [0.20, 0.29, 0.25, 0.17, 0.14]
            // The counts of drive, flux, read-in, read-out and pump lines; the stages' heats are brought to one size.
            let counts = [50.0, 50, 8, 8, 8]
            let sizes = [27.2e-3, 0.437e-3, 2.13e-6, 0.329e-6, 3.46e-9]
            let exchanges = try lengths.map { try cable.conduction(length: $0, materials: materials) }
            return {
                var sum = 0.0
                for count in counts {
                    for (stage, exchange) in exchanges.enumerated() {
                        let heat = try exchange.heat(from: ends[stage], to: ends[stage + 1]).heat
                        sum += count * heat / sizes[stage]
                    }
                }
                return sum
            }
        },
    ]
}
