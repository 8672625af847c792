internal import Observability
internal import Synchronization
internal import Telemetry

/// How much of the past of simulated devices has been told.
final class BackfillProgress: Sendable {
    private let counts = Mutex<(done: Int, all: Int)?>(nil)

    /// 0 to 1; nil where nothing is left to be told.
    var done: Double? {
        counts.withLock { counts in
            guard let counts else { return nil }
            return counts.all > 0 ? Double(counts.done) / Double(counts.all) : 0
        }
    }

    /// Begins; how much there is comes later.
    func begin() { counts.withLock { $0 = (0, 0) } }

    /// Says how many parts there are.
    func expect(_ all: Int) { counts.withLock { $0 = (0, all) } }

    /// A part is done.
    func advance() { counts.withLock { $0?.done += 1 } }

    /// All is done, or given up.
    func end() { counts.withLock { $0 = nil } }
}

/// Tells the past of simulated devices behind the page: of all devices the newest day first, then the one before, and so on.
///
/// Each day is a part of the past by its own name, acknowledged with its readings: what an earlier start has told is passed by.
final class Backfill: Sendable {
    private let sources: [TwinSource]
    private let clock: FleetClock
    private let offloading: Offloading
    private let progress: BackfillProgress
    private let log: Logger?

    /// The past of some sources.
    ///
    /// - Parameters:
    ///   - progress: told how far it is.
    ///   - offloading: where it is worked out.
    ///   - log: told of a past that cannot be told.
    init(
        _ sources: [TwinSource], _ progress: BackfillProgress, clock: FleetClock, offloading: Offloading,
        log: Logger? = nil
    ) {
        self.log = log
        self.sources = sources
        self.progress = progress
        self.clock = clock
        self.offloading = offloading
    }

    /// Tells all that is not told yet.
    func run(into hub: TelemetryHub) async {
        defer { progress.end() }
        let untold = try? await offloading.run { [sources] in
            let told = Set(try hub.store.positions().lazy.map(\.source))
            return UntoldPasts(sources.compactMap { $0.past(told: told) })
        }
        guard let untold, untold.days > 0 else { return }
        progress.expect(untold.days)
        while !Task.isCancelled, let next = try? await offloading.run({ untold.next() }) ?? nil {
            switch next {
            case .day(let day):
                guard await submit(day, to: hub) else { return }
            case .failed(let device, let reason):
                log?.warning(
                    "the past of a device ends here: it cannot be told further back",
                    ["device": .text(device), "reason": .text(reason)])
            }
            progress.advance()
        }
    }

    /// Hands a day in until it is durable; what the disk refuses is tried again every second.
    private func submit(_ day: TwinPast.Day, to hub: TelemetryHub) async -> Bool {
        while !Task.isCancelled {
            do throws(TelemetryError) {
                try await hub.submit(past: day.batches, part: day.name)
                return true
            } catch {
                guard case .database = error.reason else { return false }
                do { try await clock.sleep(for: .seconds(1)) } catch { return false }
            }
        }
        return false
    }
}

/// What is left to be told of the pasts of several devices.
final class UntoldPasts: Sendable {
    /// What comes next.
    enum Next: Sendable {
        case day(TwinPast.Day)
        /// The past of a device ends, for what its plant said; others go on.
        case failed(device: String, reason: String)
    }

    private let pasts: Mutex<[TwinPast]>

    init(_ pasts: sending [TwinPast]) { self.pasts = Mutex(pasts) }

    /// How many days are left.
    var days: Int { pasts.withLock { $0.reduce(0) { $0 + $1.days } } }

    /// The newest day of all; nil once there is none.
    func next() -> Next? {
        pasts.withLock { pasts in
            pasts.removeAll { $0.days == 0 }
            guard let past = pasts.max(by: { ($0.untold ?? .min) < ($1.untold ?? .min) }) else { return nil }
            do { return try past.tell().map { .day($0) } } catch {
                pasts.removeAll { $0 === past }
                return .failed(device: past.device, reason: "\(error)")
            }
        }
    }
}
