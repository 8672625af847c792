import Cryogenics
import Testing

/// Slits as black area: arXiv:2604.15971, appendix B.
struct ShieldSlitTests {
    @Test("a square metre at 293 K radiates 418 W")
    func stefanBoltzmann() throws {
        #expect(abs(try ShieldSlit(width: 1, length: 1).heat(from: 293, to: 0) - 417.9) < 0.1)
    }

    @Test("heat goes with the area, and none passes between equals", arguments: [1e-5, 1e-4, 1e-3])
    func heatGoesWithArea(_ width: Double) throws {
        let slit = try ShieldSlit(width: width, length: 2.5)
        let twice = try ShieldSlit(width: 2 * width, length: 2.5)
        #expect(abs(twice.heat(from: 50, to: 1) / slit.heat(from: 50, to: 1) - 2) < 1e-12)
        #expect(slit.heat(from: 50, to: 50) == 0)
        #expect(slit.heat(from: 1, to: 50) < 0)
    }

    @Test(
        "a shield that is all slit is black; a tenth of a millimetre along both seams adds one percent of copper's 0.025"
    )
    func emissivity() throws {
        let seams = try ShieldSlit(width: 1e-4, length: 5)
        #expect(seams.effectiveEmissivity(of: 0.025, shieldArea: seams.area) == 1)
        let row = try #require(seams.rows(.preset("eth-table-3")).first)
        #expect(row.stage == .fiftyKelvin && row.reaches == .fourKelvin)
        #expect(abs(row.shieldArea - Double.pi * 0.205 * 2.5) < 1e-12)
        #expect(abs((row.emissivity - 0.025) / 0.025 - 0.012) < 0.001)
        // 0.2 W onto 4K: more than the 38 mW (15 mW/m) that reach a pitch of it otherwise.
        #expect(abs(row.heat - 0.209) < 0.001)
    }

    @Test("sizes that are not positive are refused", arguments: [0, -1e-3, Double.nan])
    func badSizes(_ size: Double) {
        #expect(throws: LinkError.self) { try ShieldSlit(width: size, length: 1) }
        #expect(throws: LinkError.self) { try ShieldSlit(width: 1e-4, length: size) }
    }
}
