import Cryogenics
import HeatTransfer
import Readings
import Thermometry

@testable import Twin

/// A plant as the tests want it, without a way to there.
struct StillPlant {
    let model: PlantModel
    private var snapshot: Plant.Snapshot

    /// A single cryostat with given temperatures of 50K, 4K, still and base in K.
    init(_ temperatures: [Double] = [40, 3.2, 0.8, 0.012]) throws {
        try self.init(PlantFixtures.single(), temperatures)
    }

    init(_ model: PlantModel, _ temperatures: [Double]) throws {
        self.model = model
        snapshot = try Plant(model).snapshot()
        set(temperatures)
    }

    /// Sets the temperatures of all plates in K, from 50K to base.
    mutating func set(_ temperatures: [Double]) {
        for plate in model.plates {
            for (node, temperature) in zip(plate.nodes, temperatures) {
                snapshot.temperatures[node.index] = temperature
            }
        }
    }

    /// Sets a state, or one of the plant's first plate.
    mutating func setStates(_ change: (inout [Double]) -> Void) { change(&snapshot.states) }
    mutating func setControls(_ change: (inout PlateControls) -> Void) { change(&snapshot.controls[0]) }

    /// Breaks something.
    mutating func begin(_ fault: Fault) { snapshot.faults.append(fault) }

    func reading() throws -> PlantReading { try Plant(model, from: snapshot).reading() }
}

/// Instruments of a single cryostat, and what they say.
struct Bench {
    static let start: Int64 = 1_750_000_000_000_000_000

    var plant: StillPlant
    var instruments: PlantInstruments
    private(set) var time = Bench.start
    private(set) var now: [SensorReading] = []
    private var seen: PlantReading

    init(
        _ temperatures: [Double] = [40, 3.2, 0.8, 0.012], seed: UInt64 = 1, settings: InstrumentSettings? = nil
    ) throws {
        plant = try StillPlant(temperatures)
        seen = try plant.reading()
        instruments = try PlantInstruments(plant.model, devices: ["lab"], seed: seed, settings: settings)
    }

    /// Lets the plant be as it was set.
    mutating func look() throws { seen = try plant.reading() }

    /// Lets seconds pass, then reads.
    mutating func pass(_ seconds: Double = 60) {
        time += Int64(seconds * 1e9)
        instruments.read(seen, at: time, into: &now)
    }

    /// Reads again and again.
    mutating func pass(_ seconds: Double, times: Int) { for _ in 0..<times { pass(seconds) } }

    /// What a channel says; nil where it says nothing.
    subscript(channel: String) -> Reading? {
        guard let index = instruments.index(of: channel, at: "lab") else { return nil }
        return now.first { $0.channel == index }?.reading
    }

    func raw(_ channel: String) -> (value: Double, unit: RawUnit)? {
        guard let index = instruments.index(of: channel, at: "lab"),
            let reading = now.first(where: { $0.channel == index }),
            let value = instruments.rawValue(of: reading)
        else { return nil }
        return (value, instruments.rawUnit(of: index))
    }

    mutating func set(_ kind: SensorFault.Kind, _ channel: String? = nil) throws {
        try instruments.set(SensorFault(kind, of: "lab", channel))
    }
    mutating func clear(_ kind: SensorFault.Kind, _ channel: String? = nil) throws {
        try instruments.clear(SensorFault(kind, of: "lab", channel))
    }
}

/// Mean and standard deviation.
func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    return (mean, square.squareRoot())
}
