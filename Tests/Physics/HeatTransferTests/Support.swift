import HeatTransfer
import Materials
import SubkelvinTesting
import Testing

/// The integral of a catalogue material's property.
func integral(
    _ property: Property, of material: String, ratio: Double? = nil
) throws -> PropertyIntegral {
    let material = try MaterialCatalogue.standard.material(named: material)
    return try PropertyIntegral(property, of: material, Conditions(residualResistanceRatio: ratio))
}

/// Networks that nobody picked: a tree of free nodes and more flows across, one cold and one warm bath.
struct RandomNetwork: CustomTestStringConvertible {
    let seed: UInt64
    var network = ThermalNetwork()
    let cold: ThermalNetwork.Node
    let warm: ThermalNetwork.Node
    var free: [ThermalNetwork.Node] = []
    let boundaries: ClosedRange<Double>

    var testDescription: String { "seed \(seed)" }

    static let copper = try? integral(.thermalConductivity, of: "copper", ratio: 100)
    static let steel = try? integral(.thermalConductivity, of: "stainless-304")

    init(seed: UInt64) throws {
        self.seed = seed
        var random = SeededRandom(seed: seed)
        let low = random.logUniform(in: 1...20)
        let high = random.logUniform(in: 50...300)
        boundaries = low...high
        cold = try network.addNode("cold", fixedAt: low)
        warm = try network.addNode("warm", fixedAt: high)
        for number in 0..<random.uniform(in: 1...25) {
            let guess = random.logUniform(in: low...high)
            let capacity = try HeatCapacity.power(random.logUniform(in: 1...100), at: 50, exponent: 1)
            let node = try network.addNode("node \(number)", guess: guess, capacity: capacity)
            let parents = [cold, warm] + free
            if let parent = random.element(of: parents) {
                network.connect("branch \(number)", node, parent, by: try Self.exchange(&random))
                // Radiation alone couples cold nodes so weakly that they would take years to come to rest.
                network.connect("wire \(number)", node, parent, by: try .conductance(power: 1e-3, at: 1, exponent: 1))
            }
            free.append(node)
        }
        // Some heat flows in any of them.
        if let first = free.first {
            for (name, bath) in [("to cold", cold), ("from warm", warm)] {
                network.connect(name, first, bath, by: try Self.exchange(&random))
            }
        }
        for number in 0..<random.uniform(in: 1...20) {
            guard let a = random.element(of: free), let b = random.element(of: [cold, warm] + free), a != b else {
                continue
            }
            network.connect("cross \(number)", a, b, by: try Self.exchange(&random))
        }
    }

    static func exchange(_ random: inout SeededRandom) throws -> HeatExchange {
        let size = random.logUniform(in: 1e-2...1)
        switch random.uniform(in: 0...7) {
        case 0:
            guard let copper else { fallthrough }
            return try .conduction(area: size * 1e-5, length: 0.1, conductivity: copper)
        case 1:
            guard let steel else { fallthrough }
            return try .conduction(area: size * 1e-3, length: 0.1, conductivity: steel)
        case 2: return try .radiation(area: size, emissivity: 0.1, to: 2 * size, emissivity: 0.2)
        case 3: return try .insulation(area: size, measuredFlux: 1.7, warm: 293)
        case 4:
            return try .insulation(
                area: size,
                InsulationBlanket(
                    layers: 20, layersPerCentimetre: 20, residualGas: .init(.nitrogen, pressure: 1e-3)))
        case 5: return try .contact(resistance: 1 / size, at: 50, exponent: random.uniform(in: 0.5...2.5))
        case 6: return try .floatingShields(area: size, emissivities: [0.1, 0.03, 0.03, 0.05])
        default: return try .conductance(power: size, at: 50, exponent: random.uniform(in: 0.5...3))
        }
    }

    static func many(_ count: Int, from first: UInt64 = 1) -> [RandomNetwork] {
        (0..<UInt64(count)).compactMap { try? RandomNetwork(seed: first + $0) }
    }
}

/// Stages whose powers are linear in all their temperatures: a cooler with a known answer.
struct LinearCooler: CoupledCooler {
    var ranges: [ClosedRange<Double>]
    /// Row by row, in W/K.
    var slopes: [[Double]]

    /// Two stages, as of a pulse tube.
    static let pulseTube = LinearCooler(ranges: [30...300, 2.5...300], slopes: [[1.5, 0.2], [-0.005, 0.9]])
    /// Three stages, each of which acts on the others, not symmetrically.
    static let threeStages = LinearCooler(
        ranges: [30...300, 2.5...300, 0.5...300], slopes: [[1.5, 0.2, -0.1], [-0.05, 0.9, 0.01], [0.02, -0.04, 0.2]])

    func powers(at temperatures: [Double]) -> CoupledPowers {
        let above = zip(temperatures, ranges).map { $0 - $1.lowerBound }
        return CoupledPowers(
            powers: slopes.map { row in zip(row, above).reduce(0) { $0 + $1.0 * $1.1 } }, slopes: slopes)
    }
}
