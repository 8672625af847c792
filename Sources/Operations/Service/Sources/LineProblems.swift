internal import Instruments
internal import Observability
internal import Synchronization

/// Tells which lines of which files could not be taken as they stand: in the service's log, in its metrics, to the monitor.
///
/// A log that is broken throughout must not fill another: a few are told a minute, and how many were not.
final class LineProblems: Sendable {
    private let device: String
    private let clock: FleetClock
    private let metrics: ServiceMetrics
    private let log: Logger

    private struct Told {
        var minute = Int64.min
        var count = 0
        var withheld = 0
    }
    private let told = Mutex(Told())

    /// How many problems are told in a minute of the wall's clock.
    static let mostAMinute = 10

    /// Problems of a device's files.
    init(_ device: String, clock: FleetClock, metrics: ServiceMetrics, log: Logger) {
        self.device = device
        self.clock = clock
        self.metrics = metrics
        self.log = log
    }

    /// Tells problems of the files that were read now.
    func tell(_ problems: LogProblems, _ monitor: SourceMonitor) {
        let unreadable = problems.counts["unreadable"] ?? 0
        metrics.problems(of: device, lines: problems.count - unreadable, files: unreadable)
        let worst = problems.first.first { if case .unreadable = $0.reason { true } else { false } }
        monitor.misses(device, worst?.description)
        guard problems.count > 0 else { return }
        let minute = clock.uptime.components.seconds / 60
        let (rest, withheld) = told.withLock { told in
            let isNew = minute != told.minute
            if isNew { (told.minute, told.count) = (minute, 0) }
            let rest = min(Self.mostAMinute - told.count, problems.first.count)
            let before = isNew ? told.withheld : 0
            if isNew { told.withheld = 0 }
            told.count += rest
            told.withheld += problems.count - rest
            return (rest, before)
        }
        if withheld > 0 {
            log.warning(
                "more lines of a log were not as expected",
                ["device": .text(device), "count": .integer(Int64(withheld))])
        }
        // One of each kind before others of the same.
        var kinds: Set<String> = []
        let news = problems.first.filter { kinds.insert($0.reason.word).inserted }
        for problem in (news + problems.first.filter { !news.contains($0) }).prefix(rest) {
            log.warning("a log is not as expected", ["device": .text(device), "problem": .text("\(problem)")])
        }
    }
}
