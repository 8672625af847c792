import Configuration
import Cryogenics
import Glibc
import SubkelvinTesting
import Testing

@Suite("Parameters from heater sweeps")
struct LinkFitTests {
    static let parameters = Result { try LinkParameters.preset("eth-table-3") }

    @Test("without noise the hidden parameters come back", arguments: [1, 2, 3] as [UInt64])
    func exact(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let truths = Self.truths(&random)
        let fits = try LinkFit.fits(of: SyntheticSweep(truths).sweep(noise: 0, seed: 0), Self.parameters.get())
        #expect(fits.map(\.stage.rawValue) == ["50K", "4K", "still", "base"])
        for (fit, truth) in zip(fits, truths) where !truth.isOutermost {
            #expect(abs(fit.residualResistanceRatio.value / truth.ratio - 1) < 1e-4, "\(truth.stage)")
            #expect(abs(fit.braidResistance.value / truth.resistance - 1) < 1e-4, "\(truth.stage)")
            #expect(abs((fit.braidExponent?.value ?? 0) - (truth.exponent ?? 0)) < 1e-4, "\(truth.stage)")
            #expect(fit.loadPerMetre.standardUncertainty == nil)
            #expect(fit.chiSquarePerDegree < 1e-4)
        }
    }

    @Test("without noise, and with the ratio that is known beforehand, so do the 50K stage's flux and braid")
    func exactOutermost() throws {
        let truth = SyntheticSweep.Truth.all(
            ratios: [210, 230, 200, 150], resistances: [0.17, 0.5, 10, 4e4], exponents: [2.6, 1.7, 2], load: 1.2)[0]
        let fit = try #require(
            try LinkFit.fits(of: SyntheticSweep([truth]).sweep(noise: 0, seed: 0), Self.parameters.get()).first)
        #expect(abs(fit.residualResistanceRatio.value / 210 - 1) < 2e-3)
        #expect(abs(fit.braidResistance.value / 0.17 - 1) < 1e-3)
        #expect(fit.braidExponent == nil)
        #expect(abs(fit.loadPerMetre.value / 1.2 - 1) < 1e-3)
        let flux = 1.2 / (.pi * 0.205)
        #expect(abs(fit.effectiveFlux.value / flux - 1) < 1e-3)
        let attenuation = try #require(fit.attenuation)
        #expect(abs(attenuation.value / (flux / (5.670374419e-8 * pow(293, 4))) - 1) < 1e-3)
    }

    @Test("the intervals of 95 % hold the hidden parameters about as often as they say")
    func coverage() throws {
        var random = SeededRandom(seed: 11)
        var held: [String: Int] = [:]
        var asked: [String: Int] = [:]
        func count(_ name: String, _ truth: Double, _ estimate: LinkFit.Estimate?) throws {
            let interval = try #require(estimate?.interval)
            asked[name, default: 0] += 1
            if interval.contains(truth) { held[name, default: 0] += 1 }
        }
        var chiSquares: [Double] = []
        var truths: [SyntheticSweep.Truth] = []
        var synthetic = SyntheticSweep([])
        for seed in 0..<80 as Range<UInt64> {
            if seed.isMultiple(of: 2) {
                truths = Self.truths(&random)
                synthetic = SyntheticSweep(truths)
            }
            let sweep = try synthetic.sweep(noise: 1e-3, seed: 1000 + seed)
            for (fit, truth) in zip(try LinkFit.fits(of: sweep, Self.parameters.get()), truths) {
                try count("\(truth.stage) ratio", truth.ratio, fit.residualResistanceRatio)
                try count("\(truth.stage) resistance", truth.resistance, fit.braidResistance)
                if let exponent = truth.exponent { try count("\(truth.stage) exponent", exponent, fit.braidExponent) }
                if truth.isOutermost { try count("\(truth.stage) load", truth.load, fit.loadPerMetre) }
                chiSquares.append(fit.chiSquarePerDegree)
            }
        }
        for (name, total) in asked {
            let share = Double(held[name] ?? 0) / Double(total)
            // 80 cases scatter by 2 % about 97 %; two share a truth.
            #expect((0.88...1.0).contains(share), "\(name): \(held[name] ?? 0) of \(total)")
        }
        let total = Double(held.values.reduce(0, +)) / Double(asked.values.reduce(0, +))
        #expect((0.93...0.99).contains(total), "\(total)")
        let chiSquare = chiSquares.reduce(0, +) / Double(chiSquares.count)
        #expect((0.9...1.1).contains(chiSquare), "\(chiSquare)")
    }

    @Test("more noise than stated widens the intervals, so that they still hold")
    func understatedNoise() throws {
        var random = SeededRandom(seed: 12)
        var (held, asked) = (0, 0)
        for seed in 0..<60 as Range<UInt64> {
            let truths = Array(Self.truths(&random)[3...])
            let sweep = try SyntheticSweep(truths).sweep(noise: 3e-3, seed: 2000 + seed)
            for (fit, truth) in zip(try LinkFit.fits(of: sweep, Self.parameters.get()), truths) {
                for (value, estimate) in [
                    (truth.ratio, fit.residualResistanceRatio), (truth.resistance, fit.braidResistance),
                ] {
                    asked += 1
                    if try #require(estimate.interval).contains(value) { held += 1 }
                }
            }
        }
        #expect((0.88...0.995).contains(Double(held) / Double(asked)), "\(held) of \(asked)")
    }

    @Test("a fitted load is recovered on a cold stage too")
    func freeLoad() throws {
        var random = SeededRandom(seed: 5)
        var truth = Self.truths(&random)[3]
        truth.load = 0.35e-6
        let fit = try #require(
            try LinkFit.fits(
                of: SyntheticSweep([truth]).sweep(noise: 0, seed: 0), Self.parameters.get(),
                LinkFit.Assumptions(fitsEveryLoad: true)
            ).first)
        #expect(abs(fit.loadPerMetre.value / 0.35e-6 - 1) < 1e-3)
        #expect(fit.loadPerMetre.standardUncertainty ?? 0 > 0)
    }

    @Test(
        "what cannot be fitted is explained with its place",
        arguments: [
            ("5K,1,1,2,3,4", "t.csv:2:1: no stage of a link is called ‘5K’; expected 50K, 4K, still, base"),
            ("4K,-1,1,2,3,4", "t.csv:2:4: stage 4K: the heater's power is -1.0 W"),
            ("4K,0,3,4,5,6\n4K,1,3,4,5,6", "t.csv:2:1: stage 4K: 2 states of rest; at least 3"),
            ("4K,1,3,4,5,6\n4K,1,3,4,5,6\n4K,1,3,4,5,6", "t.csv:2:1: stage 4K: all states have the same heater power"),
            (
                "4K,0,3,4,5,6\n4K,1,3,4.5,4.2,6\n4K,2,3,4,5,6",
                "t.csv:3:12: stage 4K: T3_K is 4.2 K, colder than T2_K, 4.5 K"
            ),
            ("4K,0,3,4,5,x", "t.csv:2:12: T4_K: expected a number above 0.0, found ‘x’"),
            ("4K,0,3,4,5,-6", "t.csv:2:12: T4_K: expected a number above 0.0, found ‘-6’"),
        ])
    func refused(rows: String, words: String) throws {
        let error = #expect(throws: (any Error).self) {
            let text = "stage,heater_W,T1_K,T2_K,T3_K,T4_K\n\(rows)\n"
            let sweep = try HeaterSweep(DelimitedTable(bytes: Array(text.utf8), file: "t.csv"))
            _ = try LinkFit.fits(of: sweep, Self.parameters.get())
        }
        let description = error.map { "\($0)" } ?? ""
        #expect(description.hasPrefix(words), "\(description)")
    }

    /// Parameters drawn at random; at 50K the ratio from what is known beforehand.
    private static func truths(_ random: inout SeededRandom) -> [SyntheticSweep.Truth] {
        let outermost = 1 + 209 / max(1 + 0.2 * random.normal(), 0.2)
        let ratios: [Double] = [outermost] + (0..<3).map { _ -> Double in random.uniform(in: 100.0...350.0) }
        let resistances: [Double] = [
            random.uniform(in: 0.1...0.3), random.uniform(in: 0.3...1), random.uniform(in: 5.0...20.0),
            random.uniform(in: 2e4...6e4),
        ]
        let exponents: [Double] = (0..<3).map { _ in random.uniform(in: 1.5...2.6) }
        return SyntheticSweep.Truth.all(
            ratios: ratios, resistances: resistances, exponents: exponents, load: random.uniform(in: 0.9...1.6))
    }
}
