import HeatTransfer
import Testing

@testable import Cryogenics

/// What arXiv:2604.15971 says of the link, from its table 3, and what an independent calculation of the same equations gives.
@Suite("The link of arXiv:2604.15971")
struct LinkClaimsTests {
    private func model(
        _ length: Double, units: Int, flux: String, _ coupling: LinkModel.Coupling, cell: Double
    ) throws -> LinkModel {
        try LinkModel(
            .regular(length: length, coolingUnits: units), .preset("eth-table-3"), flux: flux, coupling: coupling,
            cellLength: cell)
    }

    private func solve(
        _ length: Double, units: Int = 0, flux: String = "appendix-d", _ coupling: LinkModel.Coupling = .coupled,
        cell: Double = 0.05
    ) throws -> LinkState {
        try model(length, units: units, flux: flux, coupling, cell: cell).solve()
    }

    private func reach(step: Double, longest: Double, flux: String, _ coupling: LinkModel.Coupling, spacing: Double?)
        throws -> LinkReach
    {
        try LinkReach(step: step, longest: longest) { length in
            let units = spacing.map { Int((length / $0).rounded()) - 1 } ?? 0
            return try model(length, units: units, flux: flux, coupling, cell: 0.25)
        }
    }

    @Test(
        "no cooling unit: the 4K plate passes 5.2 K at about 20 m, still and base further out",
        arguments: [(LinkModel.Coupling.cascade, 20.0...21.5), (.coupled, 21.0...23.0)])
    func withoutUnit(coupling: LinkModel.Coupling, band: ClosedRange<Double>) throws {
        let reach = try reach(step: 0.1, longest: 40, flux: "table-3", coupling, spacing: nil)
        #expect(band.contains(reach.length), "\(reach.length) m")
        #expect(reach.limitedBy == "4K plate")
    }

    @Test("30 m with a unit: 50K below 80 K, hottest halfway between node and unit; 4K below 6 K; base below 50 mK")
    func thirtyMetres() throws {
        for coupling in LinkModel.Coupling.allCases {
            let state = try solve(30, units: 1, coupling)
            let warm = state.extremes(0)
            #expect(warm.maximum < 80)
            #expect(min(abs(warm.hottestPosition - 7.5), abs(warm.hottestPosition - 22.5)) < 1)
            #expect(state.extremes(1).maximum < 6)
            #expect(state.extremes(3).maximum < 0.05)
            #expect(state.isWithinLimits)
        }
    }

    @Test(
        "30 m agree with an independent calculation: plates to 0.1 %, maxima to 0.5 % (joints by ∫dT/R, not R at the mean)",
        arguments: [
            (
                LinkModel.Coupling.coupled, [44.093, 3.4333, 0.60512, 6.0062e-3], [51.298, 3.820, 0.8340, 43.426e-3],
                69.439
            ),
            (.cascade, [44.320, 3.4486, 0.60639, 6.0645e-3], [51.806, 3.849, 0.83925, 43.748e-3], 70.931),
        ])
    func independent(
        coupling: LinkModel.Coupling, nodes: [Double], units: [Double], hottest: Double
    ) throws {
        let state = try solve(30, units: 1, coupling)
        for stage in 0..<4 {
            let plates = state.plates(stage)
            #expect(plates.map(\.name) == ["A", "CU1", "B"])
            #expect(abs(plates[0].temperature / nodes[stage] - 1) < 1e-3, "\(plates[0])")
            #expect(abs(plates[1].temperature / units[stage] - 1) < 5e-3, "\(plates[1])")
            #expect(abs(plates[2].temperature / plates[0].temperature - 1) < 1e-6)
        }
        #expect(abs(state.extremes(0).maximum / hottest - 1) < 1e-3)
    }

    @Test(
        "units every 15 m: the nodes' base plates stay below 50 mK to 120 m (cascade), to 120 or 135 m (coupled)",
        arguments: [(LinkModel.Coupling.cascade, [120.0]), (.coupled, [120, 135])])
    func spacing(coupling: LinkModel.Coupling, lengths: [Double]) throws {
        let reach = try reach(step: 15, longest: 200, flux: "appendix-d", coupling, spacing: 15)
        #expect(lengths.contains(reach.length), "\(reach.length) m")
        #expect(reach.limitedBy == "base plate")
    }

    @Test(
        "5 m and 10 m: base below 50 mK, minima at the coolers, one maximum between",
        arguments: [5.0, 10], ["appendix-d", "table-3"])
    func short(length: Double, flux: String) throws {
        let state = try solve(length, flux: flux)
        #expect(state.extremes(3).maximum < 0.05)
        for stage in 0..<4 {
            let temperatures = state.profile(stage).temperatures
            let falls = zip(temperatures, temperatures.dropFirst()).map { $0 > $1 * (1 + 1e-9) }
            // Rising, then falling: the signs change once.
            #expect(zip(falls, falls.dropFirst()).count { $0 != $1 } == 1)
            #expect(temperatures.min() == min(temperatures[0], temperatures[temperatures.count - 1]))
        }
    }

    @Test(
        "30 m without insulation: 4K plates near 11 K, shield 220 to 240 K, node's 50K plate 72 to 78 K, nothing above 293 K"
    )
    func withoutInsulation() throws {
        let state = try solve(30, units: 1, flux: "no-mli")
        let plates = state.plates(1).filter(\.isNode)
        #expect(plates.allSatisfy { (10...12).contains($0.temperature) })
        #expect(!state.isWithinLimits)
        #expect((220...240).contains(state.extremes(0).maximum))
        #expect(state.plates(0).filter(\.isNode).allSatisfy { (72...78).contains($0.temperature) })
        #expect(state.rows.flatMap(\.temperatures).allSatisfy { $0 < 293 })
    }

    @Test("heat in = heat out, stage by stage, to 1e-9", arguments: [(5.0, 0), (30, 1), (45, 2)])
    func balance(length: Double, units: Int) throws {
        for coupling in LinkModel.Coupling.allCases {
            #expect(try solve(length, units: units, coupling, cell: 0.1).heatBalance() < 1e-9)
        }
    }

    @Test("cells of 0.25 m and 0.05 m differ by less than 0.1 %")
    func mesh() throws {
        let (fine, coarse) = (try solve(30, units: 1), try solve(30, units: 1, cell: 0.25))
        for stage in 0..<4 {
            #expect(abs(fine.extremes(stage).maximum / coarse.extremes(stage).maximum - 1) < 1e-3)
        }
    }

    /// Of an independent program: finite volumes of 0.1 m, damped Newton, from 0.6 to 1.7 W/m² in steps.
    @Test(
        "a link far beyond its reach still comes to rest",
        arguments: [
            (35.0, [174.0, 20.5, 2.76, 0.221]), (40.0, [187.0, 30.2, 4.21, 0.451]), (60.0, [221.0, 185.0, 50.0, 39.6]),
        ])
    func beyondReach(length: Double, maxima: [Double]) throws {
        let state = try solve(length, cell: 0.25)
        for (stage, maximum) in maxima.enumerated() {
            #expect(abs(state.extremes(stage).maximum / maximum - 1) < 0.02, "\(state.extremes(stage).maximum) K")
        }
        #expect(!state.isWithinLimits && state.heatBalance() < 1e-9)
    }

    @Test(
        "a link too long for its coolers has no state in which copper is known, and the error says where and why",
        arguments: [("appendix-d", LinkModel.Coupling.coupled), ("no-mli", .cascade), ("appendix-d", .cascade)])
    func tooLong(flux: String, coupling: LinkModel.Coupling) throws {
        let error = #expect(throws: NetworkError.self) { try solve(200, flux: flux, coupling, cell: 0.5) }
        #expect(error?.isOverheated == true && error?.node != nil)
        #expect("\(String(describing: error))".contains("copper"), "\(String(describing: error))")
    }

    @Test("reach begins with the shortest link there is, and says where there is none")
    func shortest() throws {
        let reach = try reach(step: 0.1, longest: 3, flux: "table-3", .coupled, spacing: nil)
        // Two adapters with a braid between: each must be longer than half the 50K gap of 250 mm.
        #expect(reach.length == 3 && reach.trials.first.map { abs($0.length - 0.3) < 1e-9 } == true)
        let error = #expect(throws: LinkError.self) {
            try self.reach(step: 0.1, longest: 0.2, flux: "table-3", .coupled, spacing: nil)
        }
        #expect(error.map { "\($0)".contains("gaps of 125 mm") } == true, "\(String(describing: error))")
    }

    @Test("a floor keeps the nodes at 10 mK or above; without one they read colder than the measured 10 to 15 mK")
    func floor() throws {
        var parameters = try LinkParameters.preset("eth-table-3")
        let link = try LinkDescription.regular(length: 5)
        let without = try LinkModel(link, parameters, flux: "appendix-d").solve()
        // Another takes the place of the one before, also a lower one.
        try parameters.setBaseFloor(0.02)
        try parameters.setBaseFloor(0.01)
        let with = try LinkModel(link, parameters, flux: "appendix-d").solve()
        #expect(without.plates(3)[0].temperature < 0.01)
        #expect((0.01...0.015).contains(with.plates(3)[0].temperature))
    }

    @Test("more cooling cools, more load warms, a dilution unit on the way cools the base stage")
    func directions() throws {
        var link = try LinkDescription.regular(length: 30, coolingUnits: 1)
        let parameters = try LinkParameters.preset("eth-table-3")
        func base(_ link: LinkDescription, _ parameters: LinkParameters) throws -> Double {
            try LinkModel(link, parameters, flux: "appendix-d", cellLength: 0.25).solve().extremes(3).maximum
        }
        let plain = try base(link, parameters)
        var annealed = parameters
        for stage in annealed.stages.indices { annealed.stages[stage].shield.residualResistanceRatio = 600 }
        #expect(try base(link, annealed) < plain)
        let unit = try #require(link.modules.firstIndex { $0.kind == .coolingUnit })
        link.modules[unit].dilutionUnits = 1
        #expect(try base(link, parameters) < plain / 2)
        link.modules[unit].dilutionUnits = 0
        link.modules[0].coolingFactor = 0.3
        #expect(try base(link, parameters) > plain)
    }
}
