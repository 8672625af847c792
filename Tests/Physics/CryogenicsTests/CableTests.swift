import Configuration
import Materials
import SubkelvinTesting
import Testing

@testable import Cryogenics
@testable import HeatTransfer

/// Cables: what they conduct and resist, and how they are described.
@Suite struct CableTests {
    static let all: [Cable] = (try? CableCatalogue.standard().all) ?? []
    private let catalogue: CableCatalogue

    init() throws { catalogue = try CableCatalogue.standard() }

    @Test("every cable of the catalogue finds its materials, and conducts from 4 K to 10 mK", arguments: all)
    func catalogued(_ cable: Cable) throws {
        #expect(Self.all.count > 30)
        let heat = try cable.heat(from: 4, to: 0.01, length: 1, materials: LineMaterials())
        #expect(heat > 0 && heat.isFinite)
        #expect(
            cable.parts.filter { $0.role.isConductor }.allSatisfy {
                $0.area < cable.outerDiameter * cable.outerDiameter
            })
    }

    @Test(
        "a steel line through a refrigerator conducts what was worked out by hand, by either laws below 4 K",
        arguments: [
            ("linear", [27.20853e-3, 0.4367623e-3, 2.128449e-6, 0.3286659e-6, 3.461026e-9]),
            ("subkelvin", [1.729044e-6, 0.2122080e-6, 1.529100e-9]),
        ])
    func steelLine(_ laws: String, _ expected: [Double]) throws {
        let cable = try catalogue.cable(named: "UT-085-SS")
        let materials = LineMaterials(laws: .named(laws))
        let temperatures = [300, 35, 2.85, 0.882, 0.082, 0.006]
        let lengths = [0.2, 0.29, 0.25, 0.17, 0.14]
        for (index, expected) in zip(lengths.indices.suffix(expected.count), expected) {
            let heat = try cable.heat(
                from: temperatures[index], to: temperatures[index + 1], length: lengths[index], materials: materials)
            #expect(abs(heat / expected - 1) < 1e-4, "\(index): \(heat)")
        }
    }

    @Test(
        "conductances of the metals at 4 K lie between those of the data sheets and 1.5 times them",
        arguments: all.filter { $0.statedConductance != nil })
    func stated(_ cable: Cable) throws {
        let stated = try #require(cable.statedConductance)
        let metals = Set(cable.roles.filter(\.isConductor))
        let found = try cable.conductance(at: stated.temperature, roles: metals, materials: LineMaterials())
        #expect((0.99...1.5).contains(found / stated.value), "\(cable.name): \(found / stated.value)")
    }

    @Test("the heat of a cable is that of its parts, and changes sign with its ends", arguments: all)
    func parts(_ cable: Cable) throws {
        let materials = LineMaterials()
        let whole = try cable.heat(from: 4, to: 0.1, length: 0.3, materials: materials)
        let conducted = try cable.conductedHeat(from: 4, to: 0.1, length: 0.3, materials: materials)
        #expect(abs(conducted.heat / whole - 1) < 1e-12)
        let roles = try cable.roles.map {
            try cable.heat(from: 4, to: 0.1, length: 0.3, roles: [$0], materials: materials)
        }
        #expect(abs(roles.reduce(0, +) / whole - 1) < 1e-12)
        #expect(abs(try cable.heat(from: 0.1, to: 4, length: 0.3, materials: materials) / whole + 1) < 1e-12)
        let uncertainties = conducted.shares.compactMap(\.relativeUncertainty)
        let (least, most) = (try #require(uncertainties.min()), try #require(uncertainties.max()))
        #expect((least * (1 - 1e-9)...most * (1 + 1e-9)).contains(try #require(conducted.relativeUncertainty)))
    }

    @Test("lines of a cryostat share one potential a material, however many they are")
    func sharing() throws {
        let materials = LineMaterials()
        let (a, b) = (try catalogue.cable(named: "ut-085-ss"), try catalogue.cable(named: "219-agss-ss"))
        let first = try a.conduction(length: 0.2, materials: materials)
        #expect(first.terms.count == 2)
        let second = try b.conduction(length: 0.3, materials: materials)
        #expect(second.terms.count == 3)
        #expect(first.terms.allSatisfy { term in second.terms.contains { $0.potential == term.potential } })
        let elapsed = try processorTime {
            for _ in 0..<3000 { _ = try a.conduction(length: 0.2, materials: materials) }
        }
        #expect(elapsed < .seconds(1), "3000 exchanges took \(elapsed)")
    }

    @Test("three hundred lines warm a plate as one that is three hundred times as thick, by one potential a material")
    func manyLines() throws {
        let cable = try catalogue.cable(named: "219-agcuni-cuni")
        let materials = LineMaterials()
        func network(_ exchanges: [HeatExchange]) throws -> (network: ThermalNetwork, plate: ThermalNetwork.Node) {
            var network = ThermalNetwork()
            let warm = try network.addNode("50K", fixedAt: 45)
            let plate = try network.addNode("4K", guess: 4)
            for (index, exchange) in exchanges.enumerated() {
                network.connect("line \(index)", warm, plate, by: exchange)
            }
            try network.connect(
                "cold", plate, network.addNode("cold", fixedAt: 2), by: .conductance(power: 1, at: 4, exponent: 2))
            return (network, plate)
        }
        let many = try network((0..<300).map { _ in try cable.conduction(length: 0.3, materials: materials) })
        let one = try network([cable.conduction(length: 0.3, materials: materials).scaled(by: 300)])
        #expect(many.network.potentials.count == 4)
        let (a, b) = (try many.network.steadyState()[many.plate], try one.network.steadyState()[one.plate])
        #expect(abs(a / b - 1) < 1e-9 && a > 2.01)
    }

    @Test(
        "resistances of wires are those their makers state",
        arguments: [
            ("pair-phosphor-bronze-36", 4.2, 8.56, 0.02), ("pair-phosphor-bronze-36", 305, 10.3, 0.02),
            ("wire-copper-30", 300, 0.338, 0.03), ("loom-nbti-12x2", 4.2, 0, 0),
        ])
    func wires(_ name: String, _ temperature: Double, _ expected: Double, _ tolerance: Double) throws {
        let cable = try catalogue.cable(named: name)
        let found = try cable.resistance(of: .wire, at: temperature, materials: LineMaterials())
        #expect(abs(found - expected) <= tolerance * expected, "\(found)")
    }

    @Test("laws that none of a cable's materials has are refused with those that there are")
    func laws() throws {
        let cable = try catalogue.cable(named: "119-cuni-cuni")
        try LineMaterials(laws: .preferring("linear")).requireLaws(for: cable)
        #expect(throws: LineError(cable.name, .unknownLaws("cubic", available: ["linear", "subkelvin"]))) {
            try LineMaterials(laws: .preferring("cubic")).requireLaws(for: cable)
        }
        let wire = try catalogue.cable(named: "wire-copper-30")
        #expect(throws: LineError.self) { try LineMaterials(laws: .preferring("linear")).requireLaws(for: wire) }
    }

    @Test("an unknown cable is answered with what was meant")
    func unknown() throws {
        #expect {
            try catalogue.cable(named: "ut-085-sss")
        } throws: {
            "\($0)".contains("did you mean ‘ut-085-ss’")
        }
    }

    private static let good = """
        kind: Cables
        cables:
          - name: mine
            title: Mine
            type: coax
            source: own drawing
            outer_diameter: 2 mm
            impedance: 50 Ohm
            parts:
              - { role: inner, material: copper, diameter: 0.5 mm, residual_resistance_ratio: 80 }
              - { role: dielectric, material: ptfe, inner_diameter: 0.5 mm, diameter: 1.6 mm }
              - { role: outer, material: copper, inner_diameter: 1.6 mm, diameter: 2 mm }
            loss:
              frequencies: [1 GHz, 4 GHz]
              rows: [{ temperature: 300 K, dB_per_m: [1, 2] }]

        """

    private static func read(_ text: String) throws -> CableFile {
        try ConfigurationDecoder().decode(CableFile.self, from: Array(text.utf8), file: "mine.yaml")
    }

    @Test(
        "faults in a file of cables, and where",
        arguments: [
            ("diameter: 0.5 mm, res", "diameter: -0.5 mm, res", "cables[0].parts[0]"),
            (
                "diameter: 0.5 mm, residual_resistance_ratio: 80", "residual_resistance_ratio: 80",
                "cross-section in one way"
            ),
            ("residual_resistance_ratio: 80", "residual_resistance_ratio: 0.9", "above 1"),
            ("inner_diameter: 0.5 mm", "inner_diameter: 0.4 mm", "parts overlap"),
            ("diameter: 2 mm }", "diameter: 2.1 mm }", "state outer_diameter anew"),
            ("role: inner", "role: inward", "inward"),
            ("name: mine", "name: My cable", "lower-case"),
            ("dB_per_m: [1, 2]", "dB_per_m: [1]", "needs 2 losses"),
            ("[1 GHz, 4 GHz]", "[4 GHz, 1 GHz]", "must be above zero and rise"),
            ("source: own drawing", "sauce: own drawing", "sauce"),
            ("role: inner,", "role: dielectric,", "a coax without inner"),
        ])
    func faults(_ good: String, _ bad: String, _ words: String) throws {
        _ = try Self.read(Self.good)
        #expect {
            try Self.read(Self.good.replacing(good, with: bad))
        } throws: {
            "\($0)".contains(words) && "\($0)".contains("mine.yaml:")
        }
    }

    @Test("a file's cables join the catalogue once")
    func adding() throws {
        let file = try Self.read(Self.good)
        let extended = try catalogue.adding(file)
        #expect(try extended.cable(named: "mine").area(of: .outer) > 1e-6)
        #expect(throws: LineError.self) { try extended.adding(file) }
    }
}
