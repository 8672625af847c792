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

    /// The past of some sources.
    ///
    /// - Parameters:
    ///   - progress: told how far it is.
    ///   - offloading: where it is worked out.
    init(_ sources: [TwinSource], _ progress: BackfillProgress, clock: FleetClock, offloading: Offloading) {
        self.sources = sources
        self.progress = progress
        self.clock = clock
        self.offloading = offloading
    }

    /// Tells all that is not told yet.
    func run(into hub: TelemetryHub) async {
        defer { progress.end() }
        let telling = try? await offloading.run { [sources] in
            let told = Set(try hub.store.positions().lazy.map(\.source))
            return Telling(sources.compactMap { $0.past(told: told) })
        }
        guard let telling, telling.days > 0 else { return }
        progress.expect(telling.days)
        while !Task.isCancelled {
            guard let day = try? await offloading.run({ try telling.next() }) ?? nil else { return }
            guard await submit(day, to: hub) else { return }
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

    /// What is left to be told.
    private final class Telling: Sendable {
        private let pasts: Mutex<[TwinPast]>

        init(_ pasts: sending [TwinPast]) { self.pasts = Mutex(pasts) }

        var days: Int { pasts.withLock { $0.reduce(0) { $0 + $1.days } } }

        /// The newest day of all; nil once there is none.
        func next() throws -> TwinPast.Day? {
            try pasts.withLock { pasts in
                pasts.removeAll { $0.days == 0 }
                return try pasts.max { ($0.untold ?? .min) < ($1.untold ?? .min) }?.tell()
            }
        }
    }
}
