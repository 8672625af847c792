import CommandLineKit
import Glibc
import HeatTransfer
import Quantities
import Text
import Twin

/// The command `subkelvin twin play`.
struct TwinPlay: Command {
    static let name = "play"
    static let abstract = "Shows a cooldown in the terminal as it goes."
    static let discussion = """
        A bar a plate, on a logarithmic scale from 5 mK to 300 K. Where the output is no terminal the pictures follow one another \
        without delay.
        """
    static let examples = [
        Example("subkelvin twin play --preset eth-30m", "The 30 m link, six simulated hours a second."),
        Example("subkelvin twin play --speed 1h", "A single cryostat, slower."),
    ]

    @Argument("A link as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: CooldownOptions
    @Option("Simulated time that passes in a second.") var speed: TimeSpan = TimeSpan(si: 6 * 3600)
    @Option("For how long at most, in simulated time.", name: "for") var duration: TimeSpan = TimeSpan(si: 60 * 86400)

    func validate() throws {
        guard speed.si > 0, speed.si <= 30 * 86400 else {
            throw ArgumentError("--speed lies between nothing and 30 days")
        }
        guard duration.si > 0 else { throw ArgumentError("--for must be above zero") }
    }

    /// Pictures a second.
    private static let rate = 5.0

    func run(on console: Console) async throws {
        let plant = try options.plant(file: file)
        let cooldown = try Cooldown(plant)
        let isLive = console.output.isTerminal
        var lines = 0
        while true {
            let picture = TwinPicture(cooldown: cooldown, title: options.title(file: file)).text()
            // A live picture takes the place of the one before it.
            let back = isLive && lines > 0 ? "\u{1B}[\(lines)A\u{1B}[J" : ""
            try console.write(back + picture)
            lines = picture.count { $0 == "\n" }
            guard cooldown.time < duration.si, cooldown.time(of: Cooldown.isCold) == nil else { return }
            try cooldown.advance(to: cooldown.time + speed.si / (isLive ? Self.rate : 1))
            if isLive { try await Task.sleep(for: .seconds(1 / Self.rate)) }
        }
    }
}

/// A cooldown at a moment, as text.
struct TwinPicture {
    /// What is shown.
    var cooldown: Cooldown
    /// Of what.
    var title: String

    private static let range = (low: 0.005, high: 300.0)
    private static let width = 48

    func text() -> String {
        let state = cooldown.state
        var lines = ["\(title), \(days(cooldown.time)): \(Self.words(cooldown.phase))"]
        for (stage, name) in cooldown.plant.stages.enumerated() {
            for plate in cooldown.plant.plates {
                let temperature = state[plate.nodes[stage]]
                lines.append(
                    padded("\(name) \(plate.name)", to: 12) + bar(temperature) + " " + kelvin(temperature))
            }
        }
        if cooldown.phase == .condense {
            let share = cooldown.condensed.max() ?? 0
            lines.append("mixture condensed: \(percent(share))")
        }
        if let last = cooldown.events.last { lines.append("last: \(last.name), \(days(last.time))") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func bar(_ temperature: Double) -> String {
        let (low, high) = Self.range
        let share = log(min(max(temperature, low), high) / low) / log(high / low)
        let full = Int((share * Double(Self.width)).rounded())
        return "[" + String(repeating: "#", count: full) + String(repeating: " ", count: Self.width - full) + "]"
    }

    private func padded(_ words: String, to width: Int) -> String {
        words + String(repeating: " ", count: max(1, width - words.count))
    }

    private static func words(_ phase: Cooldown.Phase) -> String {
        switch phase {
        case .cool: "pulse tubes run, heat switches closed"
        case .precool: "mixture circulates, heat switches open"
        case .condense: "mixture condenses"
        case .settle: "at work"
        }
    }
}
