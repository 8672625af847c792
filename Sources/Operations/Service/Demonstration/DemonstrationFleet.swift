internal import Cryogenics
internal import Telemetry
internal import Twin

/// The fleet that runs without a file: six twins at different moments of a laboratory's month.
///
/// Each has a month of past and a story that goes on: what breaks is mended, what is cold warms up some day. Their scenarios could
/// as well stand in files; they are values here, so that the program needs none.
public enum DemonstrationFleet {
    /// How many times as fast as the wall's clock it runs unless told otherwise.
    public static let usualSpeed = 60.0
    /// How much past its devices have, in s.
    static let month = 30 * day

    /// Single readings for two days, minutes for as long as its month and some more: at sixty times the wall's speed a day there has
    /// two months.
    private static var retention: Retention {
        get throws { try Retention(raw: 2 * Retention.day, minutes: 35 * Retention.day, hours: nil) }
    }

    private static let day = 86400.0
    private static let hour = 3600.0

    /// The fleet.
    ///
    /// - Parameters:
    ///   - store: the file of its readings.
    ///   - speed: how many times as fast as the wall's clock.
    /// - Throws: never for what comes with Subkelvin.
    public static func settings(store: String, speed: Double = usualSpeed) throws -> ServiceSettings {
        let stories = [
            Story("lab-1", "At base, measuring", "ld-400", measuring, every: day),
            Story("lab-2", "Cooling down for the next user", "ld-400", turnover, every: 4.5 * day),
            Story("lab-3", "Warming up for a change of samples", "xld-1000", change, every: 4.5 * day),
            Story("lab-4", "A seal that ages", "ld-400", try ageing(), every: 20 * day),
            Story("lab-5", "A compressor that trips", "xld-1000", try trip(), every: 3.5 * day),
            Story("link-30m", "Two refrigerators 30 m apart", "eth-30m", heating, every: day),
        ]
        return ServiceSettings(
            title: "Demonstration: six simulated devices", store: store, retention: try retention, speed: speed,
            devices: try stories.enumerated().map { try $1.device(seed: UInt64($0 + 1)) })
    }

    /// What happens to a device, again and again.
    private struct Story {
        var name: String
        var title: String
        var preset: String
        var events: [Scenario.Event]
        var period: Double

        init(_ name: String, _ title: String, _ preset: String, _ events: [Scenario.Event], every period: Double) {
            self.name = name
            self.title = title
            self.preset = preset
            self.events = events
            self.period = period
        }

        func device(seed: UInt64) throws -> DeviceSettings {
            let plant = try PlantDescription.preset(preset)
            let scenario = Scenario(name: name, title: title, start: .base, seed: seed, events: events)
            let limits = Limits(of: plant)
            var twin = TwinSettings(plant: plant, scenario: scenario, period: period, history: month)
            twin.base = PreparedBases.base(of: preset)
            return DeviceSettings(
                plant.isLink
                    ? try Device(link: name, title: title, limits: limits, description: plant)
                    : Device(cryostat: name, title: title, limits: limits, description: plant),
                .twin(twin))
        }
    }

    // All begin at base a month before now; the comments say what comes next.

    /// An experiment heats the base for four hours of each day, from nine hours after now.
    private static let measuring = [
        Scenario.Event(at: 9 * hour, for: 4 * hour, .heat([Scenario.Heat(2e-6, into: .base)]))
    ]

    /// Warm for a day in each turn of four and a half: now half a day on its way down.
    private static let turnover = [
        Scenario.Event(at: 1.5 * day, .run("warmup")), Scenario.Event(at: 2.5 * day, .run("cooldown")),
    ]

    /// The same, now five hours on its way up.
    private static let change = [
        Scenario.Event(at: 3 * day - 5 * hour, .run("warmup")), Scenario.Event(at: 3.8 * day, .run("cooldown")),
    ]

    /// A seal lets more air in every half day for ten days, now the sixth, and is replaced then.
    private static func ageing() throws -> [Scenario.Event] {
        let leak = try Fault(.airLeak, size: 0.2e-6)
        let steps = (0..<20).map { step in
            let begin = 4 * day + Double(step) * day / 2
            return Scenario.Event(at: begin, for: 14 * day - begin, .fault(leak))
        }
        return steps + [Scenario.Event(at: 14 * day, .run("warmup")), Scenario.Event(at: 15 * day, .run("cooldown"))]
    }

    /// The compressor tripped forty minutes ago; six hours later it can run again.
    private static func trip() throws -> [Scenario.Event] {
        let begin = 2 * day - 40 * 60
        return [
            Scenario.Event(at: begin, for: 6 * hour, .fault(try Fault(.compressorTrip))),
            Scenario.Event(at: begin + 7 * hour, .run("warmup")),
            Scenario.Event(at: begin + 18 * hour, .run("cooldown")),
        ]
    }

    /// A heater at one of its nodes for eight hours of each day, from half an hour after now.
    private static let heating = [
        Scenario.Event(at: hour / 2, for: 8 * hour, .heat([Scenario.Heat(2e-5, into: .base, at: "A")]))
    ]
}
