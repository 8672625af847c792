import Dispatch
import Foundation
import Readings
import Twin

/// A thousand cryostats at base at once, each looked at by its sixty instruments every second of its own time.
///
/// They go on from one snapshot, each 21.6 s later than the one before, so that the minutes at which plants are looked at, and the
/// six hours after which their integrators begin anew, are spread as those of a real fleet. Two threads have half of them each
/// and go round, second by second.
struct Fleet: Codable, Sendable {
    /// How many cryostats.
    var count: Int
    /// Simulated seconds of all together in a second.
    var speed: Double
    /// How long one takes to restore from a snapshot and to go on by three hours, on average, in s.
    var preparation: Double
    /// What the process takes of memory with all of them, in bytes, and without.
    var memory: Double
    var memoryBefore: Double

    /// How many times real time they must run.
    static let leastSpeed = 1000.0
    /// How much memory in bytes they may take.
    static let mostMemory = 2e9

    /// Makes a fleet and runs it for a minute.
    static func measure(count: Int = 1000, seconds: Int = 60, threads: Int = 2) throws -> Fleet {
        let fridge = try ColdFridge()
        let settings = try InstrumentSettings.cryostat()
        let before = residentMemory()
        let clock = ContinuousClock()
        let (began, ready) = (clock.now, DispatchGroup())
        for _ in 0..<threads { ready.enter() }
        let parts = Parts(count: threads)
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            parts[thread] = Result {
                var isReady = false
                defer { if !isReady { ready.leave() } }
                var plants: [(plant: Plant, instruments: PlantInstruments)] = []
                for number in stride(from: thread, to: count, by: threads) {
                    let plant = try fridge.plant()
                    try plant.advance(to: plant.time + 21_600 * Double(number) / Double(count))
                    let instruments = try PlantInstruments(
                        fridge.model, devices: ["fridge-\(number)"], seed: UInt64(number), settings: settings)
                    plants.append((plant, instruments))
                }
                isReady = true
                ready.leave()
                ready.wait()
                let start = clock.now
                var (sum, said) = (0.0, [SensorReading]())
                for _ in 0..<seconds {
                    for index in plants.indices {
                        let plant = plants[index].plant
                        try plant.advance(to: plant.time + 1)
                        plants[index].instruments.read(
                            try plant.reading(), at: Int64(plant.time * 1e9), into: &said)
                        sum += said[6].reading.value ?? 0
                    }
                }
                _ = opaque(sum)
                return Part(start: start, end: clock.now, memory: residentMemory())
            }
        }
        let all = try parts.all()
        let start = all.map(\.start).min() ?? began
        let end = all.map(\.end).max() ?? began
        return Fleet(
            count: count, speed: Double(count * seconds) / (start.duration(to: end) / .seconds(1)),
            preparation: (began.duration(to: start) / .seconds(1)) * Double(threads) / Double(count),
            memory: all.map(\.memory).max() ?? .nan, memoryBefore: before)
    }

    private struct Part: Sendable {
        var start: ContinuousClock.Instant
        var end: ContinuousClock.Instant
        var memory: Double
    }

    /// What the threads found, each in its own place.
    private final class Parts: @unchecked Sendable {
        // The lock guards the list.
        private let lock = NSLock()
        private var results: [Result<Part, any Error>?]

        init(count: Int) { results = [Result<Part, any Error>?](repeating: nil, count: count) }

        subscript(thread: Int) -> Result<Part, any Error>? {
            get { lock.withLock { results[thread] } }
            set { lock.withLock { results[thread] = newValue } }
        }

        func all() throws -> [Part] { try lock.withLock { try results.compactMap { try $0?.get() } } }
    }
}

/// What this process takes of memory now, in bytes.
func residentMemory() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    let kibibytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) }
    return (kibibytes ?? .nan) * 1024
}
