import CommandLineKit
import HeatTransfer
import Quantities
import Text
import Twin

/// The command `subkelvin twin play`.
struct TwinPlay: Command {
    static let name = "play"
    static let abstract = "Shows a cooldown in the terminal as it goes."
    static let discussion = """
        A bar a plate, on a logarithmic scale from 5 mK to 300 K; the step of the procedure, pressures, the mixture, what is open \
        and on. Where the output is no terminal the pictures follow one another without delay.

        With --words a line is an event of a scenario without its time, such as fault: { kind: compressor-trip } or \
        set: { v9: closed }; mend: compressor-trip mends it, heat: { base: 0 W } ends what heat: { base: 10 µW } began, quit ends. \
        What instruments say of which something is wrong, as after sensor: { kind: open, channel: base }, stands beneath.
        """
    static let examples = [
        Example("subkelvin twin play --preset eth-30m", "The 30 m link, six simulated hours a second."),
        Example("subkelvin twin play --speed 1h", "A single cryostat, slower."),
        Example("subkelvin twin play --from-base --speed 1min --words -", "A cryostat at base: type what breaks."),
    ]

    @Argument("A link or cryostat as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String?
    @OptionGroup var options: CooldownOptions
    @Option("Simulated time that passes in a second.") var speed: TimeSpan = TimeSpan(si: 6 * 3600)
    @Option("For how long at most, in simulated time.", name: "for") var duration: TimeSpan = TimeSpan(si: 60 * 86400)

    @Flag("Begin at base, and not with a cooldown.", name: "from-base") var fromBase: Bool
    @Option(
        "Do what this file or pipe says as it goes, a line each; - for what is typed.", placeholder: "FILE",
        completion: .file(extensions: [])) var words: String?

    func validate() throws {
        guard speed.si >= 1, speed.si <= 30 * 86400 else { throw ArgumentError("--speed lies between 1 s and 30 d") }
        guard duration.si > 0, duration.si <= 1000 * 86400 else {
            throw ArgumentError("--for lies between nothing and 1000 d")
        }
    }

    /// Pictures a second.
    private static let rate = 5.0

    func run(on console: Console) async throws {
        let said = try words.map { try PlayWords($0) }
        let plant = try beginning(on: console)
        var instruments = PlayedInstruments()
        var answers: [String] = []
        let isLive = console.output.isTerminal
        let width = (console.output.columns ?? 80) - 1
        var height = 0
        var pictures = 0
        while true {
            let (lines, tooLong) = said?.lines() ?? ([], 0)
            if !lines.isEmpty || tooLong > 0 { answers = [] }
            if tooLong > 0 {
                answers.append("\(tooLong) left out: no line is longer than \(PlayWords.longestLine) bytes")
            }
            for line in lines {
                do { guard try plant.happen(line, &instruments) else { return } } catch {
                    answers.append(escaped("\(error)", limit: 400))
                }
            }
            try instruments.look(at: plant)
            let picture = try TwinPicture(
                plant, title: options.title(file: file), said: instruments.lines(at: plant.time), answers: answers
            ).lines(width: width)
            // A live picture takes the place of the one before it; else an empty line parts them.
            let back = height == 0 ? "" : isLive ? "\u{1B}[\(height)A\u{1B}[J" : "\n"
            try console.write(back + picture.map { $0 + "\n" }.joined())
            height = picture.count
            pictures += 1
            guard plant.time < duration.si, plant.task != nil || fromBase || said != nil else { return }
            let next = Double(pictures) * speed.si / (isLive ? Self.rate : 1)
            try plant.advance(to: min(next, duration.si))
            if isLive { try await Task.sleep(for: .seconds(1 / Self.rate)) }
        }
    }

    /// A plant that begins a cooldown, or rests at base.
    private func beginning(on console: Console) throws -> Plant {
        let model = try options.model(file: file)
        if fromBase { return try atBase(model, on: console) }
        let plant = try Plant(model)
        try plant.run(.named("cooldown"))
        return plant
    }
}
