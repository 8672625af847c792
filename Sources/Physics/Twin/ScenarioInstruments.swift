import Readings

/// The instruments of a scenario on its way: what they say of the plant, with what is wrong with them then.
///
///     var watched = try ScenarioInstruments(run)
///     try run.advance(to: 3600)
///     let readings = try watched.readings(of: run)
public struct ScenarioInstruments: Sendable {
    /// The instruments, each plate a device.
    public private(set) var instruments: PlantInstruments

    /// The usual instruments of a run's plant, which nobody has looked at yet.
    ///
    /// - Throws: ``PlantInstrumentsError`` or `ChannelError` where two plates have names that no two devices can have.
    public init(_ run: ScenarioRun) throws { try self.init(run.plant.model, seed: run.scenario.seed) }

    init(_ model: PlantModel, seed: UInt64) throws {
        instruments = try PlantInstruments(model, devices: model.deviceNames, seed: seed)
    }

    /// What they say now.
    ///
    /// - Precondition: the run's time is not before that of the last call.
    /// - Throws: `NetworkError` where the plant has no state.
    public mutating func readings(of run: ScenarioRun) throws -> [SensorReading] {
        try readings(of: run.plant.reading(), with: run.sensorFaults)
    }

    mutating func readings(of reading: PlantReading, with faults: [SensorFault]) throws -> [SensorReading] {
        try instruments.hold(faults)
        return instruments.readings(of: reading, at: Int64((reading.time * 1e9).rounded()))
    }
}
