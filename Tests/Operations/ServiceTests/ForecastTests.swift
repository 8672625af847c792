import Cryogenics
import Foundation
import HeatTransfer
import Readings
import SubkelvinTesting
import Telemetry
import Testing
import Twin

@testable import Service

@Suite("What is to come", .serialized)
struct ForecastTests {
    private static let start: Int64 = 1_800_000_000_000_000_000
    private static let description = Result { try PlantDescription.preset("eth-node") }
    /// Worked out once for all tests.
    private static let forecast = Result { try Forecast(of: device(), description.get()) }

    private static func device() throws -> Device {
        Device(cryostat: "lab", title: "", description: try description.get())
    }

    /// A moment of a cooldown as a service sees it.
    private struct Moment {
        /// In s from the beginning.
        var time: Double
        var record: DeviceRecord
        var assessment: DeviceAssessment
    }

    /// Another plant of the same kind that cools down, seen through instruments with noise at moments that nobody chose.
    ///
    /// - Returns: the moments, and when its base came below 20 mK, in s.
    private func cooldown(seed: UInt64) throws -> (moments: [Moment], goal: Double) {
        var random = SeededRandom(seed: seed)
        let plant = try Plant(Self.description.get().model())
        var instruments = try PlantInstruments(plant.model, devices: ["lab"], seed: seed)
        var record = DeviceRecord(try Self.device(), sourceKind: "twin")
        record.forecast = try Self.forecast.get()
        try plant.run(.named("cooldown"))
        var moments: [Moment] = []
        while plant.time(of: Plant.isCold) == nil {
            try plant.advance(to: plant.time + random.uniform(in: 400...1100))
            let now = Self.start + Int64(plant.time * 1e9)
            let said = instruments.readings(of: try plant.reading(), at: now).map {
                ChannelReading(channel: instruments.channels[$0.channel], reading: $0.reading)
            }
            let assessment = record.take(said, now: now, staleAge: LatestReadings.staleAge).assessment
            moments.append(Moment(time: plant.time, record: record, assessment: assessment))
        }
        return (moments, try #require(plant.time(of: Plant.isCold)))
    }

    private func seconds(_ text: String) throws -> Double {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        return try #require(formatter.date(from: text)).timeIntervalSince1970 - Double(Self.start) / 1e9
    }

    @Test(
        "a cooldown is expected to end when it does, and what is predicted is what comes",
        arguments: [1, 2] as [UInt64])
    func cooling(seed: UInt64) throws {
        let (moments, goal) = try cooldown(seed: seed)
        let cooling = moments.filter { $0.assessment.phase == .cooling && $0.time > 7200 }
        #expect(cooling.count > 20)
        for moment in cooling where moment.time < goal - 1800 {
            let expected = try #require(moment.record.expected(moment.assessment), "after \(moment.time) s")
            #expect(expected.event == "base below 20 mK")
            // Points of the way are ten minutes apart; thermometers err by some percent.
            #expect(
                abs(try seconds(expected.time) - goal) < 3600, "\(expected.time) after \(moment.time) s, not \(goal) s")
        }
        let half = cooling[cooling.count / 2]
        let prediction = Prediction(half.record, half.assessment)
        #expect(prediction.reason == nil)
        for name in ["50K", "4K", "still", "base"] {
            let channel = try Channel(device: "lab", name: name, unit: .kelvin)
            let series = try #require(
                prediction.series(
                    of: channel, from: Self.start, to: Self.start + Int64(goal * 1e9), points: 2000))
            #expect(series.channel == name && series.unit == "K")
            // Beside what was measured before and will be after.
            for moment in cooling {
                guard let measured = moment.assessment.latest.value(name), measured > 1 else { continue }
                let time = Double(Self.start) / 1e6 + moment.time * 1e3
                // Where it falls steeply a few minutes more or less are much.
                let near = series.points.filter { abs($0.time - time) < 1.2e6 }.compactMap(\.mean)
                let (least, most) = (try #require(near.min()), try #require(near.max()))
                #expect(
                    (0.9 * least...1.1 * most).contains(measured),
                    "\(name) after \(moment.time) s: \(measured), not \(least) to \(most)")
            }
        }
    }

    /// A device that has shown some temperatures for two hours.
    private func steady(_ temperatures: [String: Double]) throws -> (DeviceRecord, DeviceAssessment) {
        var record = DeviceRecord(try Self.device(), sourceKind: "twin")
        record.forecast = try Self.forecast.get()
        var random = SeededRandom(seed: 5)
        var last: DeviceAssessment?
        for minute in 0..<120 {
            let now = Self.start + Int64(minute) * 60_000_000_000
            let readings = try temperatures.sorted { $0.key < $1.key }.map { name, value in
                ChannelReading(
                    channel: try Channel(device: "lab", name: name, unit: .kelvin),
                    reading: Reading(time: now, value: value * (1 + random.normal(deviation: 0.003))))
            }
            last = record.take(readings, now: now, staleAge: LatestReadings.staleAge).assessment
        }
        return (record, try #require(last))
    }

    @Test("of what rests nothing is expected, and its twin rests too")
    func rest() throws {
        let cold = ["50K": 42.0, "4K": 3.6, "still": 0.9, "base": 0.011]
        for (temperatures, phase, base) in [
            (cold, Phase.base, 0.001...0.03), (cold.mapValues { _ in 294 }, .warm, 280.0...300),
        ] {
            let (record, assessment) = try steady(temperatures)
            #expect(assessment.phase == phase)
            #expect(record.expected(assessment) == nil)
            let channel = try Channel(device: "lab", name: "base", unit: .kelvin)
            let series = try #require(
                Prediction(record, assessment).series(
                    of: channel, from: Self.start, to: Self.start + 86_400_000_000_000, points: 500))
            #expect(series.points.count == 2)
            #expect(series.points.allSatisfy { $0.mean.map(base.contains) ?? false }, "\(series.points)")
        }
    }

    @Test("of what nobody hears, knows the make of, or has worked out, nothing is predicted, and why is said")
    func unknown() throws {
        let channel = try Channel(device: "lab", name: "base", unit: .kelvin)
        func reason(_ record: DeviceRecord, _ assessment: DeviceAssessment) -> String? {
            let prediction = Prediction(record, assessment)
            #expect(prediction.series(of: channel, from: 0, to: 1_000_000_000, points: 10) == nil)
            #expect(record.expected(assessment) == nil)
            return prediction.reason
        }
        let (known, cold) = try steady(["4K": 3.6, "base": 0.011])
        var silent = known
        let later = silent.take([], now: cold.latest.now + 3_600_000_000_000, staleAge: LatestReadings.staleAge)
        #expect(later.assessment.phase == .unknown)
        #expect(reason(silent, later.assessment)?.contains("nobody can tell") == true)
        var waiting = known
        waiting.forecast = nil
        #expect(reason(waiting, cold)?.contains("being worked out") == true)
        let nameless = DeviceRecord(Device(cryostat: "lab", title: ""), sourceKind: "bluefors")
        #expect(reason(nameless, cold)?.contains("name its cryostat") == true)
        // A valve, and a power, have no prediction beside those that have one.
        let valve = try Channel(device: "lab", name: "v1", unit: .one)
        #expect(Prediction(known, cold).series(of: valve, from: 0, to: 1_000_000_000, points: 10) == nil)
    }

    @Test("channels of the twin are called as those of the instruments", arguments: ["eth-node", "eth-5m", "xld-1000"])
    func names(preset: String) throws {
        let plant = try PlantDescription.preset(preset)
        let device =
            plant.isLink
            ? try Device(link: "lab", title: "", limits: Limits(of: plant), description: plant)
            : Device(cryostat: "lab", title: "", description: plant)
        let scenario = Scenario(name: "rest", title: "", start: .warm)
        let frame = try TwinFrame(of: device, TwinSettings(plant: plant, scenario: scenario), bases: PlantBases())
        let measured = Set(frame.channels.map(\.name))
        let model = try plant.model()
        let predicted = ForecastChannels(device, model).values(of: try Plant(model).reading())
        #expect(Set(predicted.map(\.name)).subtracting(measured) == [])
        let stages = Set(device.stages.map(\.channel)).intersection(measured)
        #expect(stages.count >= 4 && stages.isSubset(of: predicted.map(\.name)))
        #expect(Set(device.places.map(\.channel)).isSubset(of: predicted.map(\.name)))
        #expect(Set(predicted.map(\.name)).count == predicted.count)
        // At room temperature all of it is.
        let temperatures = predicted.filter { one in device.stages.contains { $0.channel == one.name } }
        #expect(temperatures.allSatisfy { (280...300).contains($0.value) })
    }
}
