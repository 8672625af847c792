import Cryogenics
import Glibc
import Materials
import Testing

/// Posts, against table 2 of arXiv:2604.15971 and the integral of its conduction.
struct SupportPostTests {
    @Test(
        "strengths are those of table 2, conductivities within the 60 % by which it differs from the literature",
        arguments: PostMaterial.printed.map(\.name))
    func table2(_ name: String) throws {
        let post = try #require(try PostMaterial.ranked().first { $0.name == name })
        let row = try #require(PostMaterial.printed.first { $0.name == name })
        #expect(post.yieldStrength == row.yieldStrength)
        #expect(post.printedRatio == row.ratio)
        #expect(abs(post.conductivity / row.conductivity - 1) < 0.6)
        // To the digit that is printed the ratios follow from the columns, but for PEEK: 24, printed 20.
        let ratio = row.yieldStrength / row.conductivity
        #expect(abs(ratio / row.ratio - 1) < (name == "peek" ? 0.21 : 0.02))
    }

    @Test("a post conducts by the curve that ranks its material", arguments: PostMaterial.printed.map(\.name))
    func oneCurve(_ name: String) throws {
        let ranked = try #require(try PostMaterial.ranked().first { $0.name == name })
        let curve = try PostMaterial.curve(of: MaterialCatalogue.standard.material(named: name))
        #expect(try curve.value(at: 1) == ranked.conductivity)
        // Nylon is known at 1 K only.
        guard curve.range.lowerBound < 0.999, curve.range.upperBound > 1.001 else { return }
        let post = try SupportPost(area: 20e-6, length: 0.025, conductivity: curve)
        let slope = try post.heat(from: 1.001, to: 0.999) / 0.002 * 0.025 / 20e-6
        #expect(abs(slope / ranked.conductivity - 1) < 1e-4)
    }

    @Test("Bluestone is the best and stainless steel the worst")
    func ranking() throws {
        let names = try PostMaterial.ranked().map(\.name)
        #expect(names.first == "bluestone")
        #expect(names.filter { name in PostMaterial.printed.contains { $0.name == name } }.last == "stainless-304")
    }

    @Test(
        "the lower limit put to zero costs (Tc/Th)^3.3 with Bluestone", arguments: [0.01, 0.05, 0.2, 0.5], [1.0, 2, 4])
    func zeroLimit(_ cold: Double, _ warm: Double) throws {
        let bluestone = try PostMaterial.curve(of: MaterialCatalogue.standard.material(named: "bluestone"))
        let post = try SupportPost(area: 20e-6, length: 0.025, conductivity: bluestone)
        let share = pow(cold / warm, 3.3)
        #expect(abs(try post.errorOfZero(from: warm, to: cold) / (share / (1 - share)) - 1) < 2e-3)
        // Q = A/l · 1e-3/3.3 · T^3.3
        let exact = 20e-6 / 0.025 * 1e-3 / 3.3 * pow(warm, 3.3)
        #expect(abs(try post.heatToZero(from: warm) / exact - 1) < 1e-6)
    }

    @Test("heat goes with A/l, and none flows between equals")
    func geometry() throws {
        let macor = try PostMaterial.curve(of: MaterialCatalogue.standard.material(named: "macor"))
        let post = try SupportPost(area: 20e-6, length: 0.020, conductivity: macor)
        let longer = try SupportPost(area: 20e-6, length: 0.032, conductivity: macor)
        let (short, long) = (try post.heat(from: 1, to: 0.02), try longer.heat(from: 1, to: 0.02))
        #expect(abs(short / long - 1.6) < 1e-12)
        #expect(try post.heat(from: 1, to: 1) == 0)
        #expect(throws: MaterialError.self) { try post.heat(from: 100, to: 1) }
        #expect(throws: LinkError.self) { try SupportPost(area: 0, length: 0.02, conductivity: macor) }
    }
}
