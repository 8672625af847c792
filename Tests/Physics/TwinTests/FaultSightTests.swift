import Cryogenics
import HeatTransfer
import Readings
import Testing

@testable import Twin

@Suite("Faults as instruments see them")
struct FaultSightTests {
    /// A channel of the cryostat `ld-400` under each name.
    private static func named(_ said: [SensorReading], _ instruments: PlantInstruments) -> [String: Reading] {
        Dictionary(said.map { (instruments.channels[$0.channel].name, $0.reading) }) { first, _ in first }
    }

    @Test(
        "drives, compressor and accelerometer say what is true while anything is broken, and valves what they are told",
        arguments: Fault.Kind.allCases)
    func truth(kind: Fault.Kind) throws {
        let plant = try FaultTests.plant()
        var instruments = try PlantInstruments(plant.model, devices: ["lab"], seed: 3)
        try plant.begin(Fault(kind))
        try plant.advance(to: plant.time + 600)
        let reading = try plant.reading()
        let said = Self.named(instruments.readings(of: reading, at: 1_750_000_000_000_000_000), instruments)
        let truths = Dictionary(reading.channels().map { ($0.name, $0.value) }) { first, _ in first }
        for part in Control.Part.all where plant.model.plates[0].has(part) {
            // Nothing shows what the building supplies.
            if case .facility = part { continue }
            #expect(said["\(part)"]?.value == truths["\(part)"], "\(part)")
        }
        for (name, channel, error) in [
            ("pulsetube-power", "compressor power", 200.0), ("pulsetube-high", "helium high", 3e4),
            ("pulsetube-low", "helium low", 3e4), ("vibration", "base vibration", 1e-3),
        ] {
            let (value, truth) = (said[name]?.value ?? .nan, truths[channel] ?? .nan)
            #expect(abs(value - truth) < error + 0.1 * truth, "\(name): \(value), and not \(truth)")
        }
    }

    @Test(
        "each shows at least one sign of its signature to the instruments, by a reading that is good",
        arguments: Fault.Kind.allCases)
    func signature(kind: Fault.Kind) throws {
        let plant = try FaultTests.plant()
        var instruments = try PlantInstruments(plant.model, devices: ["lab"], seed: 3)
        let start = plant.time
        let clock = { Int64(1.75e18) + Int64((plant.time - start) * 1e9) }
        // Once around all thermometers before it breaks.
        try plant.advance(to: start + 120)
        let before = Self.named(instruments.readings(of: try plant.reading(), at: clock()), instruments)
        try plant.begin(Fault(kind))
        var found: Set<Signal> = []
        let signs = kind.signature.signs
        while plant.time < start + 120 + 6 * 3600, found.isEmpty {
            try plant.advance(to: plant.time + 60)
            let said = Self.named(instruments.readings(of: try plant.reading(), at: clock()), instruments)
            for sign in signs {
                guard let channel = sign.signal.channel, let reading = said[channel], reading.quality == .good,
                    let value = reading.value, let known = before[channel]?.value
                else { continue }
                // What comes into range tells as much as what becomes more.
                let appears = before[channel]?.quality == .belowRange && sign.factor > 1
                if appears || sign.holds(value, before: known) { found.insert(sign.signal) }
            }
        }
        #expect(!found.isEmpty, "\(signs.map(\.signal))")
    }
}

extension Signal {
    /// The channel that shows it.
    fileprivate var channel: String? {
        switch self {
        case .stage(let stage, _): stage.channelName
        case .pressure(let gauge): "P\(gauge)"
        case .flow: "flow"
        case .rotation(let pump): "\(pump.rawValue)-speed"
        case .condensed: nil
        }
    }
}
