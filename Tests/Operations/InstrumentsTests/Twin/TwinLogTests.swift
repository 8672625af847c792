import Cryogenics
import Readings
import SubkelvinTesting
import Telemetry
import Testing
import Twin

@testable import Instruments

@Suite("A twin writes logs")
struct TwinLogTests {
    /// A cryostat at its base, worked out once.
    private static let base = Result { try Plant.atBase(PlantModel(single: link())).snapshot() }

    private static func link() throws -> LinkParameters {
        var link = try LinkParameters.preset("eth-table-3")
        try link.setBaseFloor(0.008)
        return link
    }

    private static func plant() throws -> Plant {
        try Plant(PlantModel(single: link()), from: base.get())
    }

    /// What happens to a cryostat for an hour while its log is written.
    enum Story: CaseIterable {
        case rest, warmup, gaugeOff, belowCurve

        func begin(_ plant: Plant) throws {
            if self == .warmup { try plant.run(.named("warmup")) }
        }

        func faults() -> [SensorFault] {
            switch self {
            case .rest, .warmup: []
            case .gaugeOff: [SensorFault(.gaugeOff, of: "lab", "P1")]
            // The sensor reads colder and colder, past the end of its curve.
            case .belowCurve: [SensorFault(.relativeDrift(perDay: -8), of: "lab", "base")]
            }
        }
    }

    @Test(
        "what is read back are the numbers of the twin to the printed digits, past midnight, in both dialects",
        arguments: Story.allCases, LogDialect.allCases)
    func back(story: Story, dialect: LogDialect) throws {
        let folder = try TemporaryDirectory()
        let zone = try ZoneRules(named: "Europe/Zurich")
        let settings = LogSettings.twin(device: "lab", zone: zone)
        var writer = LogWriter(directory: folder.path, dialect: dialect, zone: zone)
        let plant = try Self.plant()
        var instruments = try PlantInstruments(plant.model, devices: ["lab"], seed: 5)
        try story.begin(plant)
        for fault in story.faults() { try instruments.set(fault) }
        var said: [String: [Int64: Reading]] = [:]
        // Half past eleven in the evening of a winter's day in Zurich.
        let start: Int64 = 1_736_807_400
        for step in 0..<(3600 / dialect.interval) {
            let time = start + Int64(step * dialect.interval)
            try plant.advance(to: plant.time + Double(dialect.interval))
            let readings = instruments.readings(of: try plant.reading(), at: time * 1_000_000_000)
            writer.write(LogSnapshot(readings, of: instruments, settings), at: time * 1_000_000_000)
            for reading in readings {
                said[instruments.channels[reading.channel].name, default: [:]][time * 1_000_000_000] = reading.reading
            }
        }
        try writer.flush()
        let logs = LogFolder(folder.path)
        #expect(try logs.days().count == 2)
        var reader = LogReader(logs, settings)
        var compared = 0
        var offs = 0
        var belows = 0
        for day in try logs.days() {
            let contents = try reader.read(day)
            #expect(contents.problems.count == 0, "\(contents.problems.first)")
            for batch in contents.batches {
                let keys = Dictionary(uniqueKeysWithValues: LogSnapshot.statusKeys)
                guard let twin = said[keys[batch.channel.name] ?? batch.channel.name] else { continue }
                let isLong = [.kelvin, .ohm].contains(batch.channel.unit) || keys[batch.channel.name] != nil
                for reading in batch.readings {
                    let original = try #require(twin[reading.time])
                    guard let value = original.value, let found = reading.value else {
                        #expect(reading.value == nil && original.quality == reading.quality)
                        continue
                    }
                    // Digits of the file's own unit: those of °C are coarser against K near nothing, finer elsewhere.
                    let most = batch.channel.name == "flow" ? 5.1e-10 : (isLong ? 1.1e-6 : 5.1e-3) * abs(value)
                    #expect(abs(found - value) <= most, "\(batch.channel): \(found), not \(value)")
                    if original.quality == .off { offs += reading.quality == .off ? 1 : 0 }
                    if original.quality == .belowRange { belows += reading.quality == .belowRange ? 1 : 0 }
                    if original.quality == .good { #expect(reading.quality == .good, "\(batch.channel) \(reading)") }
                    compared += 1
                }
            }
        }
        let lines = 3600 / dialect.interval
        #expect(compared > lines * 20)
        #expect(story == .gaugeOff ? offs == lines : offs == 0)
        if story == .belowCurve { #expect(belows > lines / 4) }
    }

    @Test("a twin beside its own log is off by no more than its instruments")
    func beside() throws {
        let folder = try TemporaryDirectory()
        let settings = LogSettings.twin(device: "lab", zone: .utc)
        var writer = LogWriter(directory: folder.path, dialect: .earlier, zone: .utc)
        let plant = try Self.plant()
        var instruments = try PlantInstruments(plant.model, devices: ["lab"], seed: 5)
        // Ten minutes at base; then the pulse tube goes off.
        for step in 0..<70 {
            if step == 10 { try plant.set([ControlSetting(Control(.pulseTube), to: .on(false))]) }
            let time = (1_736_807_400 + Int64(step) * 60) * 1_000_000_000
            let readings = instruments.readings(of: try plant.reading(), at: time)
            writer.write(LogSnapshot(readings, of: instruments, settings), at: time)
            try plant.advance(to: plant.time + 60)
        }
        try writer.flush()
        var record = MeasuredRecord()
        var reader = LogReader(LogFolder(folder.path), settings)
        for day in try LogFolder(folder.path).days() { record.add(try reader.read(day).batches) }
        let comparison = try LogComparison(record, Self.plant(), every: 300)
        #expect(comparison.beginning == .warmup && comparison.settings.map(\.words) == ["pulsetube off"])
        #expect(rfc3339(comparison.start) == "2025-01-13T22:40:00Z")
        for channel in comparison.channels where channel.stage != .base {
            let last = try #require(channel.points.last { $0.measured != nil })
            #expect(
                channel.count >= 10 && channel.rms.map { $0 < 0.03 * last.twin + 0.01 } == true,
                "\(channel.stage): \(channel.rms ?? -1) K of \(last.twin) K")
        }
    }
}
