import Cryogenics
public import HeatTransfer

extension Plant {
    /// The way of a plant to its base: as after a cooldown, at rest.
    ///
    /// The procedure `cooldown` is run to its end, and the plant goes on until it has come to rest: for two days, a link for eight.
    ///
    /// - Parameters:
    ///   - model: the plant, which begins at room temperature.
    ///   - progress: told the time in s now and then.
    /// - Returns: the plant at time 0; what happened on the way has times below zero.
    /// - Throws: ``StartError`` where the procedure fails; `NetworkError` where the model cannot be followed.
    public static func atBase(_ model: PlantModel, progress: (Double) -> Void = { _ in }) throws -> Plant {
        let plant = try Plant(model)
        let cooldown = try Procedure.named("cooldown")
        try plant.run(cooldown)
        while plant.task != nil {
            try plant.advance(to: plant.time + 3600)
            progress(plant.time)
        }
        guard plant.time(of: "\(cooldown.name) ends") != nil else {
            throw StartError(event: plant.events.last?.name ?? "nothing happened", time: plant.time)
        }
        let end = plant.time + settling(of: model)
        while plant.time < end {
            try plant.advance(to: min(plant.time + 3600, end))
            progress(plant.time)
        }
        return try plant.countingFromNow()
    }

    /// How long a plant comes to rest after its cooldown, in s: a cooling unit of a link has no mixture of its own, and is cooled
    /// along the shields.
    private static func settling(of model: PlantModel) -> Double { (model.plates.count > 1 ? 8 : 2) * 86400.0 }

    /// The same plant with a clock at zero; what happened so far has times below.
    public func countingFromNow() throws(NetworkError) -> Plant {
        var state = try snapshot()
        let now = state.time
        state.time = 0
        for index in state.events.indices { state.events[index].time -= now }
        for index in state.bursts.indices { state.bursts[index].end -= now }
        state.task?.since -= now
        return try Plant(model, from: state)
    }
}

/// Why a plant could not be brought to its base first.
public struct StartError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened last.
    public var event: String
    /// When it was given up, in s from the beginning of the cooldown.
    public var time: Double

    /// What happened, and what to do.
    public var description: String {
        "the plant does not come to its base: \(event), after \((time / 360).rounded() / 10) h; "
            + "run ‘twin cooldown’ to see how far it comes, or let the scenario start warm"
    }
}
