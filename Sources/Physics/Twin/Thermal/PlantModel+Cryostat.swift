public import Cryogenics
import HeatTransfer

extension PlantModel {
    /// A cryostat of a description: its own stages, lines, supports, shields and coolers.
    ///
    /// - Parameters:
    ///   - cryostat: at rest it comes to the temperatures of this model.
    ///   - parameters: what a description does not say: pulse tubes at rest, surfaces of stages without shields.
    /// - Throws: `CryostatError` for a stage without mass, without the stages or coolers of a dilution refrigerator; `NetworkError`,
    ///   `MaterialError`, `CoolerError`.
    public init(_ cryostat: CryostatModel, _ parameters: PlantParameters = .eth) throws {
        let description = cryostat.description
        let stages = description.stages.map(\.stage)
        guard stages.prefix(3) == [.fiftyKelvin, .fourKelvin, .still], stages.last == .base else {
            throw CryostatError(
                [.key("stages")],
                "to be followed in time a cryostat needs the stages 50K, 4K, still, perhaps cold plate, and base")
        }
        let copper = try Self.copper()
        var capacities: [HeatCapacity] = []
        for (index, stage) in description.stages.enumerated() {
            guard let mass = stage.mass else {
                throw CryostatError(
                    [.key("stages"), .item(index)],
                    "give ‘mass’, copper of the plate with what hangs on it, such as ‘40 kg’: without it the stage stores no "
                        + "heat, and the cryostat cannot be followed in time")
            }
            capacities.append(try .mass(mass, of: copper))
        }
        let built = try cryostat.network(
            inTime: .init(capacities: capacities, tie: .mass(1e-3, of: copper), highest: Self.highest))
        let coolers = try CryostatCoolers(description)
        var own = parameters
        own.shieldAreas = description.stages.enumerated().map { index, stage in
            stage.shield?.area ?? parameters.shieldAreas[min(index, parameters.shieldAreas.count - 1)]
        }
        try self.init(
            Parts(
                network: built.network, room: built.room, rows: built.stages.map { [($0, 0)] },
                areas: stages.map { _ in [0] },
                places: [
                    Place(
                        name: description.name, position: 0, nodes: built.stages, pulseTube: coolers.pulseTube,
                        circuit: try coolers.circuit(hasSwitches: own.hasNodeSwitches), size: coolers.size)
                ], length: 0, stages: stages, roomTemperature: description.ambient,
                shine: built.radiation(onto: .fiftyKelvin)), own)
    }
}

/// The coolers of a cryostat as a plant has them: pulse tubes together, one dilution unit.
private struct CryostatCoolers {
    var pulseTube: NodePulseTube
    /// How many pulse tubes.
    var size = 1.0
    private var unit: (DilutionUnit, [Double])?
    private var curves: (still: PowerCoolingCurve, base: PowerCoolingCurve)?

    init(_ description: CryostatDescription) throws {
        let factors = description.factors.cooling
        let stages = description.stages.map(\.stage)
        var single: [Stage: any CoolingCurve] = [:]
        var tube: PulseTube?
        for (index, cooler) in description.coolers.enumerated() {
            switch cooler.kind {
            case .pulseTube(let map):
                guard tube == nil else { throw Self.twice(index) }
                tube = map
            case .dilutionUnit(let found):
                guard unit == nil else { throw Self.twice(index) }
                unit = (found, cooler.stages(of: stages).map { factors[$0] ?? 1 })
            case .powerLaw(let stage, let curve):
                guard single[stage] == nil else { throw Self.twice(index) }
                var curve = curve
                (curve.power, curve.leak) = (curve.power * (factors[stage] ?? 1), curve.leak * (factors[stage] ?? 1))
                single[stage] = curve
            case .rated(let stage, let line):
                guard single[stage] == nil else { throw Self.twice(index) }
                single[stage] = ScaledRating(line: line, factor: factors[stage] ?? 1)
            }
        }
        let both = (factors[.fiftyKelvin] ?? 1, factors[.fourKelvin] ?? 1)
        let high = try PulseTubeMap.named("pt415-to-300K")
        if let tube {
            size = Double(tube.count)
            pulseTube = NodePulseTube(
                measured: .map(tube), map: try PulseTube(high, count: tube.count, scale: tube.scale), factors: both)
        } else if let first = single[.fiftyKelvin], let second = single[.fourKelvin] {
            // Curves have their factors already.
            pulseTube = NodePulseTube(measured: .curves(first, second), map: try PulseTube(high), factors: (1, 1))
        } else {
            throw CryostatError(
                [.key("coolers")], "to be followed in time a cryostat needs a pulse tube, or curves of 50K and 4K")
        }
        if let still = single[.still] as? PowerCoolingCurve, let base = single[.base] as? PowerCoolingCurve {
            curves = (still, base)
        }
        guard unit != nil || curves != nil else {
            throw CryostatError(
                [.key("coolers")],
                "to be followed in time a cryostat needs a dilution unit, or power laws of still and base")
        }
    }

    private static func twice(_ index: Int) -> CryostatError {
        CryostatError(
            [.key("coolers"), .item(index)],
            "another cooler cools this stage already; to be followed in time put them together in one")
    }

    func circuit(hasSwitches: Bool) throws -> DilutionCircuit? {
        if let (unit, factors) = unit { return DilutionCircuit(unit, factors: factors, hasSwitches: hasSwitches) }
        return try curves.map { try DilutionCircuit(still: $0.still, base: $0.base, hasSwitches: hasSwitches) }
    }

    /// A rated line a number of times over.
    private struct ScaledRating: CoolingCurve {
        var line: RatedStage
        var factor: Double
        var range: ClosedRange<Double> { line.range }

        func power(at temperature: Double) -> (power: Double, slope: Double) {
            let found = line.power(at: temperature)
            return (factor * found.power, factor * found.slope)
        }
    }
}
