import Readings
import SubkelvinTesting
import Telemetry
import Testing

@testable import Instruments

@Suite("Logs that are written")
struct LogWriterTests {
    private func snapshot(_ index: Int, _ random: inout SeededRandom) -> (LogSnapshot, [String: Double]) {
        var snapshot = LogSnapshot()
        var values: [String: Double] = [:]
        for (number, name) in [(1, "50K"), (2, "4K"), (5, "still")] {
            let (warm, signal) = (random.logUniform(in: 0.5...300), random.logUniform(in: 10...2e4))
            snapshot.thermometers.append(
                .init(
                    number: number, temperature: Reading(time: 0, value: warm),
                    resistance: Reading(time: 0, value: signal)))
            (values[name], values["\(name)-resistance"]) = (warm, signal)
        }
        for gauge in 1...6 {
            let pressure = random.logUniform(in: 1e-4...1e5) * (gauge == 6 ? -1 : 1)
            snapshot.pressures.append(Reading(time: 0, value: pressure))
            values["P\(gauge)"] = pressure
        }
        let flow = random.uniform(in: 0...1e-3)
        (snapshot.flow, values["flow"]) = (flow, flow)
        for valve in 1...23 {
            let isOpen = random.uniform(in: 0...1) == 1
            snapshot.states.append(("v\(valve)", isOpen))
            values["v\(valve)"] = isOpen ? 1 : 0
        }
        snapshot.heaters = [random.logUniform(in: 1e-6...1e-2), 0]
        (values["sample-heater"], values["still-heater"]) = (snapshot.heaters[0], 0)
        return (snapshot, values)
    }

    @Test(
        "what is written is read back to the printed digits, in both dialects, past midnight and past the end of summer",
        arguments: LogDialect.allCases)
    func back(dialect: LogDialect) throws {
        let folder = try TemporaryDirectory()
        let zone = try ZoneRules(named: "Europe/Zurich")
        var writer = LogWriter(directory: folder.path, dialect: dialect, zone: zone)
        var random = SeededRandom(seed: 3)
        var expected: [Int64: [String: Double]] = [:]
        for index in 0..<400 {
            let time = (1_761_427_800 + Int64(index * dialect.interval)) * 1_000_000_000
            let (snapshot, values) = snapshot(index, &random)
            writer.write(snapshot, at: time)
            expected[time] = values
            if index % 50 == 0 { try writer.flush() }
        }
        try writer.flush()
        let logs = LogFolder(folder.path)
        #expect(try logs.days().count == 2)
        var reader = LogReader(logs, LogSettings(device: "lab", zone: zone, areHeatersInWatts: true))
        var compared = 0
        for day in try logs.days() {
            let contents = try reader.read(day)
            #expect(contents.problems.count == 0 && contents.others.isEmpty, "\(contents.problems.first)")
            for batch in contents.batches
            where !batch.channel.name.hasSuffix("-on") && batch.channel.name != "panel-code" {
                let digits: Double = batch.channel.unit == .kelvin || batch.channel.unit == .ohm ? 5.1e-7 : 5.1e-3
                for reading in batch.readings {
                    let value = try #require(expected[reading.time]?[batch.channel.name])
                    let found = try #require(reading.value)
                    let most = batch.channel.name == "flow" ? 5.1e-10 : digits * abs(value)
                    #expect(
                        abs(found - value) <= most && reading.quality == .good, "\(batch.channel) \(found) \(value)")
                    compared += 1
                }
            }
        }
        #expect(compared == 400 * (6 + 6 + 1 + 23 + 2))
    }

    @Test("qualities that the files have words for come back")
    func qualities() throws {
        let folder = try TemporaryDirectory()
        var writer = LogWriter(directory: folder.path, dialect: .current, zone: .utc)
        let qualities: [Quality] = [.good, .belowRange, .aboveRange, .off, .invalid, .disconnected]
        for index in 0..<3 {
            var snapshot = LogSnapshot()
            snapshot.pressures = qualities.map { Reading(time: 0, value: 12.5, quality: $0) }
            writer.write(snapshot, at: (1_741_946_400 + Int64(index) * 10) * 1_000_000_000)
        }
        try writer.flush()
        var reader = LogReader(LogFolder(folder.path), LogSettings(device: "lab", zone: .utc))
        let contents = try reader.read(try #require(LogDay(folder: "25-03-14")))
        for (index, quality) in qualities.enumerated() {
            let batch = try #require(contents.batches.first { $0.channel.name == "P\(index + 1)" })
            #expect(batch.readings.count == 3 && batch.readings.allSatisfy { $0.quality == quality })
        }
    }

    @Test("lines of the dialects look as control units write them")
    func looks() {
        #expect(
            LogDialect.current.long(0.009981) == "9.981000e-03" && LogDialect.earlier.long(293.456) == "2.934560E+2")
        #expect(LogDialect.earlier.long(0.009981) == "9.981000E-3" && LogDialect.earlier.long(5) == "5.000000E+0")
        #expect(LogDialect.earlier.pressure(-6) == "-6.00E+0" && LogDialect.earlier.pressure(0.02) == " 2.00E-2")
        #expect(LogDialect.earlier.stamp(1_741_946_400) == " 14-03-25,10:00:00")
        #expect(LogDialect.current.stamp(1_741_946_400) == "14-03-25,10:00:00")
    }

    @Test("a folder that cannot be made is told, and its lines stay to be written")
    func unwritable() throws {
        let folder = try TemporaryDirectory()
        try folder.write("", to: "file")
        var writer = LogWriter(directory: folder.path(of: "file"), dialect: .current, zone: .utc)
        var snapshot = LogSnapshot()
        snapshot.flow = 1e-3
        writer.write(snapshot, at: 0)
        #expect(throws: LogFileError.self) { try writer.flush() }
        #expect(throws: LogFileError.self) { try writer.flush() }
    }
}
