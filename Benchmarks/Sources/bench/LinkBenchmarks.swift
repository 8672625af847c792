import Cryogenics

extension Benchmark {
    /// The cryogenic link: all stages coupled, cells of 0.05 m.
    ///
    /// The floor of `link-solve-30m`, 631 blocks of four stages: an evaluation takes 32 operations for Θ and k at each of 2524
    /// unknowns and 8 for T⁴ and its slope at half of them, 0.09 million; the Jacobian 0.03; elimination of a row of blocks of
    /// 4 × 4 with diagonal neighbours 250 a block, 0.16, and substitution 0.06. A step of Newton's method from uniform stages
    /// is thus 0.34 million operations, 0.1 ms at one multiply-add a nanosecond and a half; seven of them, which the peers
    /// need, 0.8 ms. The start on long cells leaves two and an evaluation: 0.25 ms, with the start itself 0.35 ms.
    static let link = [
        Benchmark(
            name: "link-solve-30m",
            comparisons: [
                Comparison(peer: "scipy-coloured", leastRatio: 50, agreement: jointAgreement),
                Comparison(peer: "scipy-analytic", leastRatio: 10, agreement: jointAgreement),
            ]
        ) {
            let model = try LinkModel(
                .regular(length: 30, coolingUnits: 1), .preset("eth-table-3"), flux: "appendix-d")
            // Prepared once, as the peers' patterns and groups are; each call begins with the same uniform stages.
            let solver = try LinkSolver(model)
            return { try solver.solve().extremes(0).maximum }
        },
        Benchmark(name: "link-reach-200m", mostNanoseconds: 1e9) {
            // With a cooling unit every 15 m, for without one the search ends at 25 m already.
            let parameters = try LinkParameters.preset("eth-table-3")
            return {
                try LinkReach(step: 15, longest: 200) { length in
                    let units = Int((length / 15).rounded()) - 1
                    return try LinkModel(
                        .regular(length: length, coolingUnits: units), parameters, flux: "appendix-d"
                    )
                }.length
            }
        },
    ]

    /// How far the warmest temperature of the 50K shield may lie from the peers'.
    ///
    /// They take a lumped resistance at the mean of its two temperatures, as the paper does; we integrate dT/R between
    /// them. The two differ most where R falls as T⁻² over a large jump: the base shield's warmest place by 0.3 %, beside
    /// its first braid by 1.5 %. This value, over small jumps, comes out 0.01 % apart; the room left is for other cells.
    private static let jointAgreement = 3e-3
}
