import Cryogenics
import Glibc
import HeatTransfer
import Twin

extension Benchmark {
    /// Cryostats in time.
    ///
    /// `cooldown-link-30m` is what a plant has of heat alone: the stages of a 30 m link with a cooling unit in vacuum, pulse tubes
    /// at work, heat switches of 3 W/K between 4K and still and 4K and base at both nodes and the unit, for five days from
    /// 293 K, both at 1e-5 of T and 1e-7 K. The peer has the same equations from the same documents.
    ///
    /// After each day all 2524 temperatures of both agree within 3e-5, and ours with the peer's at 1e-8 within as much; 241 steps
    /// and 316 evaluations, the peer's 234 and 764.
    ///
    /// `plant-cooldown-30m` is all of it, from air in the can to 20 mK, and has no peer.
    static let twin = [
        Benchmark(
            name: "cooldown-link-30m",
            comparisons: [Comparison(peer: "solve-ivp-bdf", leastRatio: 30, agreement: 1e-4)],
            // Long enough that what else the machine does for a moment does not decide the median.
            schedule: Schedule(batches: 40)
        ) {
            let model = try PlantModel(thirtyMetres())
            let network = try coolingStages(of: model)
            let tolerance = TransientRun.Tolerance(relative: 1e-5, absolute: 1e-7)
            return {
                let run = try TransientRun(network, from: 293, tolerance: tolerance)
                var sum = 0.0
                for day in 1...5 {
                    _ = try run.advance(to: 86_400 * Double(day))
                    let temperatures = run.temperatures(at: try run.moment(at: run.time))
                    for row in model.rows { sum += log(row.lazy.map { temperatures[$0.node.index] }.max() ?? .nan) }
                }
                return exp(sum / 20)
            }
        },
        Benchmark(name: "plant-cooldown-30m", schedule: Schedule(batches: 3), isCounted: false) {
            let model = try PlantModel(thirtyMetres())
            return {
                let plant = try Plant(model)
                try plant.run(.named("cooldown"))
                while plant.time(of: Plant.isCold) == nil { try plant.advance(to: plant.time + 3600) }
                return plant.time(of: Plant.isCold) ?? .nan
            }
        },
        base("twin-base-1hz", seconds: 86_400, mostNanoseconds: 86_400 / 1e5 * 1e9, isCounted: false),
        base("twin-base-1h", seconds: 3600),
    ]

    private static func thirtyMetres() throws -> LinkModel {
        try LinkModel(.regular(length: 30, coolingUnits: 1), .preset("eth-table-3"), flux: "appendix-d")
    }

    private static func coolingStages(of model: PlantModel) throws -> ThermalNetwork {
        var network = try model.stagesInVacuum()
        let closed = try HeatExchange.conductance(power: 3, at: 1, exponent: 1)
        for plate in model.plates where plate.isNode {
            for stage in 2...3 {
                network.connect("heat switch", plate.nodes[1], plate.nodes[stage], by: closed)
            }
        }
        return network
    }

    /// A cryostat at base: on from a snapshot, read every second.
    private static func base(
        _ name: String, seconds: Int, mostNanoseconds: Double? = nil, isCounted: Bool = true
    ) -> Benchmark {
        Benchmark(name: name, mostNanoseconds: mostNanoseconds, schedule: Schedule(batches: 10), isCounted: isCounted) {
            let fridge = try ColdFridge()
            return {
                let plant = try fridge.plant()
                let start = plant.time
                var sum = 0.0
                for second in 1...seconds {
                    try plant.advance(to: start + Double(second))
                    sum += try ColdFridge.read(plant)
                }
                return sum
            }
        }
    }
}

/// A cryostat a day after its cooldown, to go on from.
struct ColdFridge: Sendable {
    let model: PlantModel
    let snapshot: Plant.Snapshot

    /// Cools it.
    init() throws {
        var link = try LinkParameters.preset("eth-table-3")
        try link.setBaseFloor(LinkParameters.measuredBaseFloor)
        model = try PlantModel(single: link)
        let plant = try Plant(model)
        try plant.run(.named("cooldown"))
        while plant.task != nil { try plant.advance(to: plant.time + 3600) }
        try plant.advance(to: plant.time + 86_400)
        snapshot = try plant.snapshot()
    }

    /// One that goes on from there.
    func plant() throws -> Plant { try Plant(model, from: snapshot) }

    /// What a monitor asks of a cryostat: all plates and all gauges.
    static func read(_ plant: Plant) throws -> Double {
        let reading = try plant.reading()
        var sum = 0.0
        for plate in plant.model.plates { for node in plate.nodes { sum += reading[node] } }
        for gauge in 1...6 { sum += reading.pressure(gauge: gauge, at: 0) }
        return sum
    }
}
