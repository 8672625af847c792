import Cryogenics
import HeatTransfer
import SubkelvinTesting
import Testing

@Suite("Uncertainty of a link's temperatures")
struct LinkUncertaintyTests {
    private static func solve(_ parameters: LinkParameters) throws -> LinkState {
        try LinkModel(.regular(length: 10), parameters, flux: "appendix-d", cellLength: 0.3).solve()
    }

    @Test("linear propagation agrees with drawing all parameters at random")
    func monteCarlo() throws {
        let parameters = try LinkParameters.preset("eth-table-3")
        // Half of what is assumed: within it the link is close to linear.
        let sources = LinkUncertainty.sources(of: parameters).map { source -> LinkUncertainty.Source in
            var half = source
            half.relative /= 2
            return half
        }
        let known = try LinkUncertainty(sources, of: parameters, solve: Self.solve)
        var random = SeededRandom(seed: 4)
        var samples: [[Double]] = []
        for _ in 0..<120 {
            var drawn = parameters
            for source in sources { drawn = try drawn.changed(source, by: source.relative * random.normal()) }
            let state = try Self.solve(drawn)
            samples.append((0..<4).flatMap { [state.extremes($0).maximum, state.plates($0)[0].temperature] })
        }
        let estimates = (0..<4).flatMap { [known.maxima[$0], known.plates[$0][0]] }
        for (index, estimate) in estimates.enumerated() {
            let values = samples.map { $0[index] }
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
            let ratio = estimate.standardUncertainty / variance.squareRoot()
            // 120 samples give a standard deviation to 6.5 %.
            #expect(
                (0.8...1.25).contains(ratio),
                "\(index): \(estimate.standardUncertainty), drawn \(variance.squareRoot())")
            #expect(abs(mean - estimate.temperature) < variance.squareRoot() / 2)
        }
    }

    @Test("contributions add in quadrature, the largest first, and point where physics says")
    func contributions() throws {
        let parameters = try LinkParameters.preset("eth-table-3")
        let known = try LinkUncertainty(LinkUncertainty.sources(of: parameters), of: parameters, solve: Self.solve)
        #expect(known.plates.map(\.count) == [2, 2, 2, 2])
        for estimate in known.maxima + known.plates.flatMap(\.self) {
            let sum = estimate.contributions.reduce(0) { $0 + $1.change * $1.change }
            #expect(abs(sum.squareRoot() - estimate.standardUncertainty) < 1e-12 * estimate.temperature)
            let sizes = estimate.contributions.map { abs($0.change) }
            #expect(sizes == sizes.sorted(by: >))
            // There is no cooling unit in this link.
            #expect(estimate.contributions.allSatisfy { $0.source.quantity != .unitResistance || $0.change == 0 })
            #expect(estimate.contributions.allSatisfy { !$0.isOneSided })
        }
        for (stage, estimate) in known.maxima.enumerated() {
            for part in estimate.contributions where part.source.stage == parameters.stages[stage].stage {
                switch part.source.quantity {
                case .coolingPower, .residualResistanceRatio: #expect(part.change < 0, "\(part.source.name)")
                case .nodeResistance, .braidResistance, .flux, .radiation, .posts:
                    #expect(part.change > 0, "\(part.source.name)")
                case .unitResistance, .postExponent: break
                }
            }
        }
    }

    @Test("a parameter that the link does not have is refused")
    func missing() throws {
        let parameters = try LinkParameters.preset("eth-table-3")
        let source = LinkUncertainty.Source(stage: .base, quantity: .flux, relative: 0.1, origin: "test")
        #expect(throws: LinkError.self) { try parameters.changed(source, by: 0.1) }
    }
}
