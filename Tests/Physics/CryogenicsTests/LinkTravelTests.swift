import Cryogenics
import Materials
import Testing

/// What contracts, against the figures of arXiv:2604.15971, section III and appendix B.
struct LinkTravelTests {
    private func travel(_ length: Double, coolingUnits: Int = 0) throws -> LinkTravel {
        try LinkTravel(.regular(length: length, coolingUnits: coolingUnits), .preset("eth-table-3"))
    }

    private func movement(_ name: String, in travel: LinkTravel) throws -> LinkTravel.Movement {
        try #require(travel.movements.first { $0.name == name })
    }

    @Test(
        "contractions are the printed ones within their own uncertainty",
        arguments: [
            ("copper", 3.25e-3, 0.03), ("aluminium-6061", 4.15e-3, 0.04), ("brass", 3.75e-3, 0.05),
            ("stainless-304", 3.0e-3, 0.05), ("bluestone", 6.5e-3, 0.10), ("tungsten", 0.75e-3, 0.10),
            ("invar", 0.5e-3, 0.25),
        ])
    func contractionsAreThePrintedOnes(_ material: String, _ printed: Double, _ tolerance: Double) throws {
        let relative = try Contraction.relative(of: MaterialCatalogue.standard.material(named: material), at: 4)
        #expect(abs(relative / printed - 1) <= tolerance)
        #expect(SolidMaterial.printedContractions[material] == printed)
        #expect(try SolidMaterial(named: material).contraction == relative)
    }

    @Test("the waveguide of 30 m shortens by 125 mm; braids with 150 mm leave 25 mm")
    func waveguideShortens() throws {
        let waveguide = try movement("waveguide", in: travel(30, coolingUnits: 1))
        #expect((waveguide.needed * 1e3).rounded() == 125)
        #expect(waveguide.available == 0.150)
        #expect(abs(try #require(waveguide.margin) - 0.025) < 0.0005)
        #expect(waveguide.isMet)
    }

    @Test("the base shield of a link module shortens by 8 mm; braids of 12 mm and slides of 5 mm suffice")
    func baseShieldShortens() throws {
        let travel = try travel(30, coolingUnits: 1)
        #expect((try movement("base shield of a link module", in: travel).needed * 1e3).rounded() == 8)
        let braid = try movement("base braid", in: travel)
        #expect(braid.available == 0.012)
        #expect(abs(braid.needed - 8.1e-3) < 0.1e-3)
        let slide = try movement("base slide at a cooling unit", in: travel)
        #expect(slide.available == 0.005)
        #expect(slide.isMet)
        #expect(travel.isMet)
    }

    @Test("a link is too long for its waveguide's braids exactly where 4.15 mm/m pass 150 mm", arguments: 1...30)
    func tooLongForItsBraids(_ spans: Int) throws {
        let length = 2.5 * Double(spans)
        let waveguide = try movement("waveguide", in: travel(length))
        #expect(waveguide.isMet == (length * 4.1545e-3 <= 0.150))
    }

    @Test("a module that stretches asks more of its braid")
    func stretchedModuleAsksMore() throws {
        let usual = try movement("base braid", in: travel(20)).needed
        #expect(try movement("base braid", in: travel(22)).needed > usual)
        let stretched = try LinkDescription.regular(length: 10).stretched(to: 17)
        #expect(try !LinkTravel(stretched, .preset("eth-table-3")).isMet)
    }

    @Test("without a cooling unit nothing slides in one")
    func nothingSlidesWithoutUnit() throws {
        #expect(try travel(10).movements.allSatisfy { !$0.name.contains("slide") })
    }

    @Test("nothing contracts at 293 K, and more at every colder temperature", arguments: ["copper", "aluminium-6061"])
    func contractionGrows(_ name: String) throws {
        let material = try MaterialCatalogue.standard.material(named: name)
        let values = try [293, 250, 200, 150, 100, 50].map { try Contraction.relative(of: material, at: $0) }
        #expect(abs(values[0]) < 2e-5)
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
        #expect(try Contraction.relative(of: material, at: 0.01) == Contraction.relative(of: material, at: 0))
    }
}
