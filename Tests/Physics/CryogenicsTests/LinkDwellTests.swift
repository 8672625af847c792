import Cryogenics
import HeatTransfer
import Testing

/// Ageing insulation, against an independent calculation and the six months of arXiv:2604.15971, section IV.
struct LinkDwellTests {
    private func model(_ flux: String = "appendix-d") throws -> LinkModel {
        try LinkModel(
            .regular(length: 30, coolingUnits: 1), .preset("eth-table-3"), flux: flux, cellLength: 0.5)
    }

    @Test("limits fail after the days of an independent calculation, the first within the six months printed")
    func days() throws {
        let dwell = try LinkDwell(model())
        let expected = [
            ("base everywhere", 139.0), ("4K everywhere", 184), ("4K plate", 408), ("50K plate", 812),
            ("base plate", 935), ("still plate", 943),
        ]
        #expect(dwell.ends.map(\.limit.name) == expected.map(\.0))
        for (end, (_, days)) in zip(dwell.ends, expected) {
            #expect(abs(try #require(end.days) / days - 1) < 0.02)
        }
        let fourKelvin = try #require(dwell.ends[1].days)
        #expect(abs(fourKelvin - LinkDwell.printed.days) < 5)
        #expect(LinkDwell.printed.drift == 0.2)
    }

    @Test("at the flux found the limit is reached, and below it kept")
    func limitIsReached() throws {
        let model = try model()
        let limit = LinkDwell.Limit(stage: .fourKelvin, isEverywhere: true, limit: 6)
        let end = try #require(try LinkDwell(model, limits: [limit]).ends.first)
        let flux = try #require(end.flux)
        #expect(abs(try model.with(flux: flux).solve().extremes(1).maximum - 6) < 1e-4)
        #expect(try model.with(flux: 0.99 * flux).solve().extremes(1).maximum < 6)
    }

    @Test("half the drift, twice the days")
    func drift() throws {
        let limit = LinkDwell.Limit(stage: .base, isEverywhere: true, limit: 0.05)
        let days = try [0.2, 0.1].map {
            try #require(try LinkDwell(model(), drift: $0, limits: [limit]).ends.first?.days)
        }
        #expect(abs(days[1] / days[0] - 2) < 1e-9)
        #expect(throws: LinkError.self) { try LinkDwell(model(), drift: 0) }
    }

    @Test("what has failed already fails on day 0")
    func failedAlready() throws {
        let limit = LinkDwell.Limit(stage: .fiftyKelvin, isEverywhere: true, limit: 40)
        #expect(try LinkDwell(model(), limits: [limit]).ends.first?.days == 0)
    }

    @Test("a flux by value is the flux by name", arguments: [("table-3", 2.2), ("no-mli", 8.5)])
    func fluxByValue(_ name: String, _ flux: Double) throws {
        let (a, b) = (try model(name).solve(), try model().with(flux: flux).solve())
        #expect(a.rows == b.rows)
        #expect(throws: LinkError.self) { try model().with(flux: -1) }
    }
}
