internal import Instruments
internal import Synchronization
internal import Telemetry

/// Log files of the past that come as if live, by a fleet's clock that stands in the past.
final class ReplaySource: TelemetrySource {
    private let device: String
    private let clock: FleetClock
<<<<<<< HEAD
    private let problems: ProblemReport
=======
    private let problems: LineProblems
    private let heard: @Sendable ([LogMessage]) -> Void
>>>>>>> 2bcbb0eee59501052cf7821202b205206234be07
    private let offloading: Offloading
    private let settings: LogSourceSettings
    private let log = Mutex<ReplayLog?>(nil)

    var devices: [String] { [device] }

    /// A source of a log that has not begun.
<<<<<<< HEAD
    init(_ device: String, _ settings: LogSourceSettings, clock: FleetClock, problems: ProblemReport) {
=======
    ///
    /// - Parameter heard: takes what the thermometers' bridge says, when its time has come.
    init(
        _ device: String, _ settings: LogSourceSettings, clock: FleetClock, problems: LineProblems,
        heard: @escaping @Sendable ([LogMessage]) -> Void
    ) {
>>>>>>> 2bcbb0eee59501052cf7821202b205206234be07
        self.device = device
        self.settings = settings
        self.clock = clock
        self.problems = problems
<<<<<<< HEAD
=======
        self.heard = heard
>>>>>>> 2bcbb0eee59501052cf7821202b205206234be07
        offloading = Offloading("subkelvin.replay.\(device)")
    }

    func run(into hub: TelemetryHub, _ monitor: SourceMonitor) async {
        var outbox = Outbox()
        var isEmpty = true
        while !Task.isCancelled {
            let now = clock.now
            do {
                // Files of the past keep what is not read.
                let isWaiting = outbox.isFull
                let news = try await offloading.run { [self] in
                    try log.withLock { log in
<<<<<<< HEAD
                        guard !isWaiting else {
                            return (batches: [ReadingBatch](), problems: LogProblems(), isOver: false)
                        }
=======
                        guard !isWaiting else { return (due: ReplayLog.Due(), isOver: false) }
>>>>>>> 2bcbb0eee59501052cf7821202b205206234be07
                        var own = try log ?? ReplayLog(settings, of: device)
                        defer { log = own }
                        let news = try own.due(by: now)
                        return (due: news, isOver: own.isOver)
                    }
                }
<<<<<<< HEAD
                problems.take(news.problems)
                monitor.works(device)
                if !news.batches.isEmpty { isEmpty = false }
                guard await outbox.send(news.batches, to: hub) else { return }
                if news.isOver, outbox.isEmpty {
                    return monitor.fails(
                        device,
                        isEmpty
                            ? "its logs have no reading; ‘subkelvin logs inspect \(settings.folder)’ says what is there"
                            : "the replay has come to its end")
                }
=======
                problems.tell(news.due.problems, monitor)
                if !news.due.messages.isEmpty { heard(news.due.messages) }
                monitor.works(device)
                guard await outbox.send(news.due.batches, to: hub, monitor) else { return }
                if news.isOver, outbox.isEmpty { return monitor.fails(device, "the replay has come to its end") }
>>>>>>> 2bcbb0eee59501052cf7821202b205206234be07
            } catch {
                monitor.fails(device, "a day of its logs cannot be read: \(error)")
            }
            do { try await clock.sleep(for: .seconds(1)) } catch { return }
        }
    }
}
