internal import Instruments
internal import Synchronization
internal import Telemetry

/// A device whose control software writes log files: they are read as they grow.
final class LogSource: TelemetrySource {
    private let device: String
    private let settings: LogSourceSettings
    private let clock: FleetClock
    private let problems: LineProblems
    private let heard: @Sendable ([LogMessage]) -> Void
    private let offloading: Offloading

    var devices: [String] { [device] }

    /// How long it waits between two looks, by the wall's clock.
    private static let pause = Duration.seconds(2)

    /// A source that has not begun; each has a thread of its own, because a network drive may answer late or never.
    ///
    /// - Parameter heard: takes what the thermometers' bridge says.
    init(
        _ device: String, _ settings: LogSourceSettings, clock: FleetClock, problems: LineProblems,
        heard: @escaping @Sendable ([LogMessage]) -> Void
    ) {
        self.device = device
        self.settings = settings
        self.clock = clock
        self.problems = problems
        self.heard = heard
        offloading = Offloading("subkelvin.logs.\(device)")
    }

    func run(into hub: TelemetryHub, _ monitor: SourceMonitor) async {
        guard let positions = await positions(hub, monitor) else { return }
        let tail = Mutex(
            LogTail(directory: settings.folder, settings: settings.reading(device), positions: positions))
        let holder = Holder(tail)
        var outbox = Outbox()
        while !Task.isCancelled {
            if outbox.isFull {
                // The files keep what is not read.
                guard await outbox.send([], to: hub, monitor) else { return }
                do { try await clock.sleep(for: Self.pause) } catch { return }
                continue
            }
            let now = clock.now
            guard let news = try? await offloading.run({ holder.tail.withLock { $0.poll(now: now) } }) else { return }
            // It may have waited for a drive while another source took its place.
            guard !Task.isCancelled else { return }
            problems.tell(news.problems, monitor)
            monitor.reads(device, news.day.map { "\($0)" })
            if !news.messages.isEmpty { heard(news.messages) }
            if news.isReachable {
                monitor.works(device)
            } else {
                monitor.fails(
                    device, "its logs cannot be read: \(news.problems.first.first.map { "\($0)" } ?? settings.folder)")
            }
            guard await outbox.send(news.batches, positions: news.positions, to: hub, monitor) else { return }
            if news.hasMore, outbox.isEmpty { continue }
            do { try await clock.sleep(for: Self.pause) } catch { return }
        }
    }

    /// How far its logs were read; nil where the task was cancelled before the store said so.
    private func positions(_ hub: TelemetryHub, _ monitor: SourceMonitor) async -> [SourcePosition]? {
        while !Task.isCancelled {
            do { return try await offloading.run { try hub.store.positions() } } catch {
                monitor.fails(device, "the store does not say how far its logs were read: \(error)")
                do { try await clock.sleep(for: Self.pause) } catch { return nil }
            }
        }
        return nil
    }

    /// A tail that goes from thread to thread.
    private final class Holder: Sendable {
        let tail: Mutex<LogTail>
        init(_ tail: consuming Mutex<LogTail>) { self.tail = tail }
    }
}
