internal import Instruments
internal import Synchronization
internal import Telemetry

/// Log files of the past that come as if live, by a fleet's clock that stands in the past.
final class ReplaySource: TelemetrySource {
    private let device: String
    private let clock: FleetClock
    private let problems: LineProblems
    private let heard: @Sendable ([LogMessage]) -> Void
    private let offloading: Offloading
    private let settings: LogSourceSettings
    private let log = Mutex<ReplayLog?>(nil)

    var devices: [String] { [device] }

    /// A source of a log that has not begun.
    ///
    /// - Parameter heard: takes what the thermometers' bridge says, when its time has come.
    init(
        _ device: String, _ settings: LogSourceSettings, clock: FleetClock, problems: LineProblems,
        heard: @escaping @Sendable ([LogMessage]) -> Void
    ) {
        self.device = device
        self.settings = settings
        self.clock = clock
        self.problems = problems
        self.heard = heard
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
                        guard !isWaiting else { return (due: ReplayLog.Due(), isOver: false) }
                        var own = try log ?? ReplayLog(settings, of: device)
                        defer { log = own }
                        let news = try own.due(by: now)
                        return (due: news, isOver: own.isOver)
                    }
                }
                problems.tell(news.due.problems, monitor)
                if !news.due.messages.isEmpty { heard(news.due.messages) }
                monitor.works(device)
                if !news.due.batches.isEmpty { isEmpty = false }
                guard await outbox.send(news.due.batches, to: hub, monitor) else { return }
                if news.isOver, outbox.isEmpty {
                    return monitor.fails(
                        device,
                        isEmpty
                            ? "its logs have no reading; ‘subkelvin logs inspect \(settings.folder)’ says what is there"
                            : "the replay has come to its end")
                }
            } catch {
                monitor.fails(device, "a day of its logs cannot be read: \(error)")
            }
            do { try await clock.sleep(for: .seconds(1)) } catch { return }
        }
    }
}
