internal import Instruments
internal import Observability
internal import Synchronization

/// Counts what of a device's logs could not be taken as it stands, and says it with file, line and what is expected there.
///
/// Of each kind the first is said at once, and then one an hour: a drive that is gone for a night would fill the log otherwise.
final class ProblemReport: Sendable {
    private let device: String
    private let metrics: ServiceMetrics
    private let clock: FleetClock
    private let log: Logger
    /// When each kind was said last, by the wall's clock.
    private let said = Mutex<[String: Duration]>([:])

    private static let pause = Duration.seconds(3600)

    /// A report of a device.
    init(_ device: String, _ metrics: ServiceMetrics, clock: FleetClock, log: Logger) {
        self.device = device
        self.metrics = metrics
        self.clock = clock
        self.log = log
    }

    /// Takes in what was found by a look.
    func take(_ problems: LogProblems) {
        guard problems.count > 0 else { return }
        metrics.problems(of: device, problems.count)
        let now = clock.uptime
        let due = said.withLock { said in
            let due = problems.counts.keys.filter { word in said[word].map { now - $0 >= Self.pause } ?? true }
            for word in due { said[word] = now }
            return due.sorted()
        }
        for word in due {
            guard let problem = problems.first.first(where: { $0.reason.word == word }) else { continue }
            log.warning(
                problem.reason.isLoss ? "a line of a log cannot be read" : "a log is not as it should be",
                [
                    "device": .text(device), "problem": .text("\(problem)"),
                    "count": .integer(Int64(problems.counts[word] ?? 1)),
                ])
        }
    }
}
