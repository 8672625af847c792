import Cryogenics
import HeatTransfer

@testable import Twin

/// Plants of the tests.
enum PlantFixtures {
    /// The measured link, whose nodes rest where they were read.
    static func measured() throws -> LinkParameters {
        var link = try LinkParameters.preset("eth-table-3")
        try link.setBaseFloor(LinkParameters.measuredBaseFloor)
        return link
    }

    /// A node by itself.
    static func single(_ parameters: PlantParameters = .eth) throws -> PlantModel {
        try PlantModel(single: measured(), parameters)
    }

    /// A link at rest.
    static func linkModel(_ length: Double, units: Int = 0, cell: Double = 0.5) throws -> LinkModel {
        try LinkModel(
            .regular(length: length, coolingUnits: units), measured(), flux: "appendix-d", cellLength: cell)
    }

    /// A link in time; cells of half a metre move its times by less than 1 % from those of finer ones.
    static func link(
        _ length: Double, units: Int = 0, switches: Bool = true, cell: Double = 0.5
    ) throws -> PlantModel {
        var parameters = PlantParameters.eth
        if !switches { parameters.unitSwitch = 0 }
        return try PlantModel(linkModel(length, units: units, cell: cell), parameters)
    }

    /// Runs the procedure `cooldown` to its end, or to the end of a procedure that failed, for sixty days at most.
    static func coolDown(_ plant: Plant) throws {
        try plant.run(.named("cooldown"))
        while plant.task != nil, plant.time < 60 * 86400 { try plant.advance(to: plant.time + 3600) }
    }

    /// From the start of the pulse tubes until all base plates were below 20 mK; nil where they were not.
    static func days(_ plant: Plant) -> Double? {
        guard let start = plant.time(of: "pulse tubes start"), let end = plant.time(of: Plant.isCold) else {
            return nil
        }
        return (end - start) / 86400
    }

    /// The single cryostat twelve hours after its cooldown, worked out once for all tests.
    static let coldSingle = Result { try cold(single()) }
    /// Two nodes five metres apart, likewise.
    static let coldLink = Result { try cold(link(5)) }

    private static func cold(_ model: PlantModel) throws -> Plant.Snapshot {
        let plant = try Plant(model)
        try coolDown(plant)
        try plant.advance(to: plant.time + 12 * 3600)
        return try plant.snapshot()
    }

    /// The single cryostat at base, as a plant of its own.
    static func atBase() throws -> Plant { try Plant(single(), from: coldSingle.get()) }
}

extension Plant {
    /// Sets controls in words: `v9`, `closed`.
    func set(_ words: (String, String)...) throws {
        try set(words.map { try ControlSetting($0.0, $0.1) })
    }

    /// The highest temperature of a stage's plates at nodes in K.
    func temperature(_ stage: Stage) throws -> Double { try reading().value(of: .stage(stage, .nodes)) }

    /// All ³He and ⁴He of a plate in mol, wherever it is.
    func helium(at plate: Int = 0) throws -> (light: Double, heavy: Double) {
        let states = try snapshot().states[model.plates[plate].states]
        let amounts = states.prefix(DilutionCircuit.State.impurity)
        func sum(_ first: Int) -> Double {
            stride(from: amounts.startIndex + first, to: amounts.endIndex, by: 2).reduce(0) { $0 + amounts[$1] }
        }
        return (sum(0), sum(1))
    }
}
