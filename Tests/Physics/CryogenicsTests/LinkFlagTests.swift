import Testing

@testable import Cryogenics

@Suite("Flags of a solved link: what a reader should not take at its word")
struct LinkFlagTests {
    /// Table 3 with no range stated for anything.
    private static var silent: LinkParameters {
        get throws {
            var parameters = try LinkParameters.preset("eth-table-3")
            for index in parameters.stages.indices {
                parameters.stages[index].coolingSpan = nil
                parameters.stages[index].node.span = nil
                parameters.stages[index].unit.span = nil
                parameters.stages[index].braid.span = nil
            }
            return parameters
        }
    }

    private static func state(_ parameters: LinkParameters, units: Int = 1) throws -> LinkState {
        try LinkModel(.regular(length: 10, coolingUnits: units), parameters, flux: "appendix-d", cellLength: 0.25)
            .solve()
    }

    @Test("a law is flagged where it is used outside of its range, on the side where it is", arguments: 0..<4)
    func sides(stage: Int) throws {
        var parameters = try Self.silent
        #expect(try Self.state(parameters).flags.isEmpty)
        let state = try Self.state(parameters)
        let plates = state.plates(stage)
        let node = try #require(plates.first?.temperature)
        for (span, isFlagged) in [
            (LinkParameters.Span(lowest: node * 1.01, highest: 300), true),
            (.init(lowest: nil, highest: node * 0.99), true),
            // The ends belong to the range; base and still have no cooler at the unit, whatever its plate's temperature.
            (.init(lowest: node, highest: stage < 2 ? nil : node), false),
        ] {
            parameters.stages[stage].coolingSpan = span
            let flags = try Self.state(parameters).flags
            #expect(flags.isEmpty != isFlagged)
            for flag in flags {
                #expect(flag.stage == parameters.stages[stage].stage && flag.isFloorless == (stage == 3))
                guard case .outside(.cooling, let temperature, let stated) = flag.reason else {
                    Issue.record("\(flag)")
                    continue
                }
                #expect(stated == span && plates.contains { abs($0.temperature / temperature - 1) < 1e-9 })
            }
        }
    }

    @Test("joints are flagged by their own ranges, and only where the link has them", arguments: [0, 1])
    func joints(units: Int) throws {
        let narrow = LinkParameters.Span(lowest: nil, highest: 1e-6)
        for law in [LinkFlag.Law.node, .unit, .braid] {
            var parameters = try Self.silent
            switch law {
            case .node: parameters.stages[1].node.span = narrow
            case .unit: parameters.stages[1].unit.span = narrow
            default: parameters.stages[1].braid.span = narrow
            }
            let laws = try Self.state(parameters, units: units).flags.compactMap { flag in
                if case .outside(let law, _, _) = flag.reason { law } else { nil }
            }
            #expect(laws == (law == .unit && units == 0 ? [] : [law]))
        }
    }

    @Test("a base that cannot be colder than 1 K is warmer than the still around it")
    func warmer() throws {
        var parameters = try Self.silent
        try parameters.setBaseFloor(1)
        let flags = try Self.state(parameters).flags
        #expect(flags.count == 1)
        guard case .warmer(let temperature, .still, let around)? = flags.first?.reason else {
            Issue.record("\(flags)")
            return
        }
        #expect(temperature >= 1 && around < temperature)
    }
}
