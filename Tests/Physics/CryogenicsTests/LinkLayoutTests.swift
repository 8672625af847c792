import Testing

@testable import Cryogenics

@Suite("The layout of a link")
struct LinkLayoutTests {
    private static let parameters = try? LinkParameters.preset("eth-table-3")

    @Test(
        "modules as built: 5 m, 10 m and 30 m with a unit",
        arguments: [(5.0, 0, 1, 2, 2), (10, 0, 3, 4, 2), (30, 1, 10, 12, 4)])
    func modules(length: Double, units: Int, links: Int, braids: Int, adapters: Int) throws {
        let link = try LinkDescription.regular(length: length, coolingUnits: units)
        let kinds = Dictionary(grouping: link.modules, by: \.kind).mapValues(\.count)
        #expect(kinds[.link] == links && kinds[.braid] == braids && kinds[.adapter] == adapters)
        #expect(kinds[.coolingUnit, default: 0] == units && kinds[.node] == 2)
        #expect(abs(link.length - length) < 1e-12)
    }

    @Test("the modules farthest from the coolers of 30 m, LM3 and LM8, lie at 7.5 m and 22.5 m")
    func farthest() throws {
        let link = try LinkDescription.regular(length: 30, coolingUnits: 1)
        var position = 0.0
        var middles: [String: Double] = [:]
        for module in link.modules {
            middles[module.name] = position + module.length / 2
            position += module.length
        }
        #expect(middles["LM3"] == 7.5 && middles["LM8"] == 22.5)
    }

    @Test(
        "any length: cells and posts add up to it, blocks stand in order",
        arguments: [1.1, 2.5, 4.2, 7.3, 20, 33.3, 120])
    func addsUp(length: Double) throws {
        for units in [0, 1, 3] {
            let layout = try LinkLayout(
                .regular(length: length, coolingUnits: units), #require(Self.parameters), cellLength: 0.05)
            #expect(abs(layout.blocks.map(\.length).reduce(0, +) - length) < 1e-9)
            #expect(abs(layout.blocks.map(\.postLength).reduce(0, +) - length) < 1e-9)
            #expect(layout.joints.count == layout.blocks.count - 1)
            #expect(layout.plates.count == units + 2)
            let positions = layout.blocks.map(\.position)
            #expect(zip(positions, positions.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
            #expect(abs((positions.last ?? 0) - length) < 1e-9)
        }
    }

    /// Rows of modules as `kind:name`, and what is said of them.
    private static let wrong: [(String, String)] = [
        ("node:A", "begins and ends"),
        ("node:A braid:B node:C", "a braid stands between"),
        ("node:A adapter:B link:C node:D", "nothing joins it to ‘B’"),
        ("node:A cooling_unit:B node:C", "nothing joins it to ‘A’"),
        ("node:A adapter:B braid:B adapter:C node:D", "has this name"),
        ("adapter:A braid:B adapter:C", "begins and ends"),
        ("node:A adapter:B node:C adapter:D node:E", "none between"),
    ]

    @Test("modules that make no link are refused, by name", arguments: wrong)
    func refused(row: String, words: String) throws {
        var modules: [LinkDescription.Module] = []
        for word in row.split(separator: " ") {
            let parts = word.split(separator: ":").map(String.init)
            let kind = try #require(LinkDescription.Kind(rawValue: parts[0]))
            modules.append(LinkDescription.Module(kind, parts[1], length: 1))
        }
        do throws(LinkError) {
            try LinkDescription(name: "x", title: "x", modules: modules).validate()
            Issue.record("accepted")
        } catch {
            #expect("\(error)".contains(words), "\(error)")
        }
    }

    @Test("another length stretches the last link module, and never to nothing")
    func stretching() throws {
        let link = try LinkDescription.regular(length: 10)
        #expect(abs(try link.stretched(to: 11.3).length - 11.3) < 1e-12)
        #expect(throws: LinkError.self) { try link.stretched(to: 7) }
        #expect(throws: LinkError.self) { try LinkDescription.regular(length: -1) }
        #expect(throws: LinkError.self) { try LinkDescription.regular(length: .nan) }
    }
}
