import CommandLineKit
import Cryogenics
import Text
import Twin

/// How a plant that runs at a pace shows itself: a line now and then, in a terminal always the same one.
struct LiveLine {
    /// How often a line is shown, in s of simulated time; nil where it runs as fast as it goes.
    let interval: Double?
    private let factor: Double
    private let isSilent: Bool
    private let console: Console
    private let begin = ContinuousClock.now

    init(speed: Pace, isSilent: Bool, _ console: Console) {
        self.isSilent = isSilent
        self.console = console
        guard case .times(let factor) = speed else {
            (interval, self.factor) = (nil, 0)
            return
        }
        self.factor = factor
        // A line a minute of simulated time; fewer where more than two a second would come.
        let steps = [60.0, 600, 3600, 21600, 86400]
        let chosen = steps.first { $0 / factor >= 0.5 } ?? 86400
        // In a terminal the one line may change every half second.
        interval = console.output.isTerminal ? min(chosen, max(factor / 2, 0.5)) : chosen
    }

    /// Waits until a simulated time in s from the start is due.
    func wait(until time: Double) async throws {
        guard interval != nil else { return }
        try await Task.sleep(until: begin + .seconds(time / factor), clock: .continuous)
    }

    /// Shows how a plant is.
    func show(_ plant: Plant) throws {
        guard !isSilent else { return }
        let reading = try plant.reading()
        let signals: [Signal] = [
            .pressure(1), .stage(.fourKelvin, .nodes), .stage(.still, .nodes), .stage(.base, .nodes), .flow,
        ]
        var words = dayTime(plant.time)
        for signal in signals { words += "  \(signal) \(signal.rounded(reading.value(of: signal)))" }
        if let task = plant.task { words += "  \(task.procedure): \(task.step)" }
        guard console.output.isTerminal else { return try console.print(words) }
        while displayWidth(words) >= (console.output.columns ?? 80) { words.removeLast() }
        try console.write("\r\(words)\u{1B}[K")
    }

    /// Takes the line off the screen.
    func end() throws {
        if interval != nil, !isSilent, console.output.isTerminal { try console.write("\r\u{1B}[K") }
    }
}
