import Readings
import Twin

extension Benchmark {
    /// A thousand cryostats at base as their instruments show them, one second after the other: all sixty channels of each.
    ///
    /// At most 150 ns a reading, so that reading all of them once a second takes less than a hundredth of one core. Their
    /// plants stand still: what is timed is the instruments alone.
    static let sensors = [
        Benchmark(
            name: "sensor-readings", mostNanoseconds: 60_000 * 150, schedule: Schedule(batches: 20), isCounted: false
        ) {
            let fridge = try ColdFridge()
            let reading = try fridge.plant().reading()
            let settings = try InstrumentSettings.cryostat()
            var fleet: [PlantInstruments] = []
            for number in 0..<1000 {
                fleet.append(
                    try PlantInstruments(
                        fridge.model, devices: ["fridge-\(number)"], seed: UInt64(number), settings: settings))
            }
            var buffer: [SensorReading] = []
            var time: Int64 = 1_750_000_000_000_000_000
            return {
                var sum = 0.0
                time += 1_000_000_000
                for index in fleet.indices {
                    fleet[index].read(reading, at: time, into: &buffer)
                    sum += buffer[6].reading.value ?? .nan
                }
                return sum
            }
        }
    ]
}
