import Readings
import SubkelvinTesting
import Telemetry

/// What is handed to a store under test: numbered submissions, each of which depends on a seed and its number alone, so that
/// whoever knows how many were stored knows what must be there.
///
/// Most readings are newer than all before them. Some are late, some the same again, some others at the same time; once in a
/// while many of one channel come at once.
struct WriterLoad {
    let seed: UInt64
    let channels: [Channel]

    static let start: Int64 = 1_800_000_000_000_000_000
    /// The name under which the number of the last stored submission is kept.
    static let source = "load"

    init(seed: UInt64, channels count: Int = 12) throws {
        self.seed = seed
        channels = try (0..<count).map {
            try Channel(device: "lab-\($0 / 5)", name: "channel-\($0 % 5)", unit: ChannelUnit.allCases[$0 % 5])
        }
    }

    /// A submission.
    func batches(_ number: Int) -> [ReadingBatch] {
        var random = SeededRandom(seed: seed &* 1_000_003 &+ UInt64(number))
        var batches: [ReadingBatch] = []
        for channel in channels where random.unit() < 0.7 {
            let now = Self.start + Int64(number) * 7_000_000_000
            let count = random.unit() < 0.03 ? random.uniform(in: 64...200) : random.uniform(in: 1...4)
            var readings: [Reading] = []
            for index in 0..<count {
                // Times on a grid of a second, so that late ones meet others.
                let late = random.unit() < 0.1 ? Int64(random.uniform(in: 0...5000)) : 0
                readings.append(
                    Self.reading(at: now + (Int64(index) - late) * 1_000_000_000, random: &random))
            }
            batches.append(
                ReadingBatch(
                    channel: channel, readings: readings, provenance: random.unit() < 0.5 ? "log \(number / 50)" : nil))
        }
        return batches
    }

    private static func reading(at time: Int64, random: inout SeededRandom) -> Reading {
        switch random.uniform(in: 0...19) {
        case 0: Reading(time: time, missing: .disconnected)
        case 1: Reading(time: time, value: 102.005, quality: .aboveRange)
        case 2: Reading(time: time, value: random.uniform(in: -1...1), quality: .suspect)
        // Few different numbers, so that the same comes again.
        default: Reading(time: time, value: Double(random.uniform(in: 1...8)) / 1000)
        }
    }
}
