internal import FoundationEssentials
internal import HTTPServing
public import Observability
internal import Readings
internal import Synchronization
public import Telemetry

/// A fleet that runs: sources, store, states, and what answers.
///
/// ```swift
/// let service = try FleetService(settings, log: log)
/// print(try service.listen())
/// let running = Task { await service.run() }
/// …
/// running.cancel()
/// try await service.stop()                 // whether or not all that runs has come to its end
/// ```
///
/// The page is there as soon as it listens; readings come as soon as their sources have begun, and the past of simulated devices
/// behind that.
public final class FleetService: Sendable {
    private let settings: Mutex<ServiceSettings>
    private let isDemonstration: Bool
    private let clock: FleetClock
    private let store: TelemetryStore
    /// Through which all readings go.
    let hub: TelemetryHub
    private let monitor = SourceMonitor()
    /// What its routes need.
    let core: ServiceCore
    private let sources: SourceTasks
    private let log: Logger
    private let server = Mutex<HTTPServer?>(nil)
    private let condition = Mutex(StoreCondition.working)
    private let metrics: ServiceMetrics
    private let progress: BackfillProgress
    private let plants = Offloading("subkelvin.plants", width: ProcessInfo.processInfo.activeProcessorCount)
    private let bases = PlantBases()
    private let past = Offloading("subkelvin.past")
    private let forecasts = Offloading("subkelvin.forecasts")
    /// What works out the forecasts of the fleet as its file was read last.
    private let forecasting = Mutex<Task<Void, Never>?>(nil)

    /// All that is said, for what happens in it.
    private let spoken: TelemetrySubscription
    /// How many transactions may wait to be looked through.
    private static let buffered = 256

    /// How often what is new is told, by the wall's clock.
    private static let pulse = Duration.seconds(1)
    private static let firstPulse = Duration.milliseconds(100)
    /// How often the past is looked through for trends, and how often while it still grows.
    private static let lookingBack = (usual: Duration.seconds(60), growing: Duration.seconds(5))
    /// How often retention removes what is old.
    private static let pruning = Duration.seconds(300)

    /// A service that does not listen yet.
    ///
    /// - Parameters:
    ///   - settings: the fleet.
    ///   - isDemonstration: whether it is shown as one.
    ///   - beneath: the clock by which it waits; the fleet's own runs so many times as fast as its settings say.
    ///   - wall: what the wall's clock shows, in ns since 1970; a live fleet asks it again and again.
    ///   - log: where it says what it does.
    /// - Throws: `TelemetryError` where the store cannot be opened; `LogFileError` where a replay's logs cannot be read.
    public init<Beneath: Clock>(
        _ settings: ServiceSettings, isDemonstration: Bool = false, clock beneath: Beneath = ContinuousClock(),
        wall: @escaping @Sendable () -> Int64 = TelemetryStore.systemTime, log: Logger
    ) throws where Beneath.Duration == Duration {
        let store = try TelemetryStore(path: settings.store, retention: settings.retention)
        let start = try Self.start(settings, store, wall: wall())
        let clock =
            start.map { FleetClock(beneath, start: $0, speed: settings.speed) } ?? FleetClock(beneath, wall: wall)
        let hub = TelemetryHub(store: store) { clock.now }
        let registry = MetricsRegistry()
        let progress = BackfillProgress()
        self.settings = Mutex(settings)
        self.isDemonstration = isDemonstration
        self.store = store
        self.hub = hub
        self.log = log
        self.progress = progress
        self.clock = clock
        sources = SourceTasks(hub, monitor, clock: clock)
        metrics = try ServiceMetrics(registry, hub, monitor) { progress.done }
        let state = Self.state(settings, isDemonstration, clock, hub, monitor, sources, progress)
        core = ServiceCore(state, metrics: metrics, exporter: try FleetExporter(registry))
        core.broadcaster.tell(state.answer)
        spoken = hub.subscribe(buffering: Self.buffered)
    }

    /// The state of a fleet of which nothing is known yet but what the store has.
    private static func state(
        _ settings: ServiceSettings, _ isDemonstration: Bool, _ clock: FleetClock, _ hub: TelemetryHub,
        _ monitor: SourceMonitor, _ sources: SourceTasks, _ progress: BackfillProgress, carrying old: FleetState? = nil
    ) -> FleetState {
        let state = FleetState(
            settings.devices, title: settings.title, clock: clock, hub: hub, monitor: monitor,
            isDemonstration: isDemonstration, carrying: old, steps: { (sources.source(of: $0) as? TwinSource)?.step },
            backfill: { progress.done })
        state.update()
        return state
    }

    /// What the fleet's clock begins with; nil where it is the wall's.
    ///
    /// That is where a replay's logs begin; else now, or, after a run whose clock was fast, where that came to.
    private static func start(_ settings: ServiceSettings, _ store: TelemetryStore, wall: Int64) throws -> Int64? {
        var beginnings: [Int64] = []
        for device in settings.devices {
            guard case .replay(let logs) = device.source else { continue }
            var log = try ReplayLog(logs, of: device.device.name)
            if let first = try log.beginning() { beginnings.append(first) }
        }
        if let first = beginnings.min() { return first }
        let isSimulated = settings.devices.allSatisfy { if case .twin = $0.source { true } else { false } }
        let newest = isSimulated ? store.latest().map(\.reading.time).max() : nil
        if let newest, newest + 1_000_000_000 > wall { return newest + 1_000_000_000 }
        return settings.speed == 1 ? nil : wall
    }

    // MARK: Running

    /// What answers.
    var router: Router {
        var router = Router()
        FleetRoutes(service: core).add(to: &router)
        Pages.add(to: &router)
        return router
    }

    /// Begins to answer.
    ///
    /// - Parameter address: where; that of the settings, if left out.
    /// - Returns: the address of the front page.
    /// - Throws: `ServerError` when it cannot listen there.
    public func listen(at address: ListenAddress? = nil) throws -> String {
        let address = address ?? settings.withLock { $0.listen }
        let isLoopback = address.address == ListenAddress.standard.address
        let server = try HTTPServer(
            ServerConfiguration(
                isLoopback ? .loopback(port: address.port) : .network(address: address.address, port: address.port)),
            router: router, metrics: metrics.registry, log: log)
        self.server.withLock { $0 = server }
        return server.url
    }

    /// Runs until its task is cancelled.
    public func run() async {
        await withTaskGroup { group in
            group.addTask { await self.runSources() }
            group.addTask { for await readings in self.spoken { self.core.hear(readings) } }
            group.addTask {
                // Who waits for the first readings sees them as they come.
                while !Task.isCancelled, self.core.state.isWaiting {
                    await self.tell()
                    do { try await self.clock.sleep(for: Self.firstPulse) } catch { return }
                }
                await self.every(Self.pulse) { await self.tell() }
            }
            group.addTask { await self.lookBack() }
            group.addTask {
                await self.every(Self.pruning) {
                    _ = try? await self.past.run { [store = self.store, now = self.clock.now] in
                        try store.prune(now: now)
                    }
                }
            }
        }
    }

    private func every(_ duration: Duration, _ body: @Sendable () async -> Void) async {
        while !Task.isCancelled {
            await body()
            do { try await clock.sleep(for: duration) } catch { return }
        }
    }

    private func runSources() async {
        let settings = settings.withLock { $0 }
        let hasPast = try? await past.run { [store] in
            let known = Set(store.channels().map(\.device))
            return try settings.devices.contains {
                try $0.hasUntoldPast(in: store, isKnown: known.contains($0.device.name))
            }
        }
        if hasPast == true { progress.begin() }
        await begin(settings, isStart: true)
        // What is now comes first: nothing else is worked out before every twin has said how it is.
        while !Task.isCancelled, sources.twins.contains(where: { !$0.hasTried }) {
            do { try await clock.sleep(for: Self.firstPulse) } catch { return }
        }
        let making = Task.isCancelled ? nil : beginForecasts()
        await withTaskCancellationHandler {
            // Also what an earlier start did not come to.
            await Backfill(sources.twins, progress, clock: clock, offloading: past, log: log).run(into: hub)
            await making?.value
        } onCancel: {
            making?.cancel()
        }
    }

    /// Lets the sources of a fleet run.
    ///
    /// - Parameter isStart: whether a past may be told of those that are new.
    private func begin(_ settings: ServiceSettings, isStart: Bool) async {
        // Whoever has least to work out comes first.
        let wanted = settings.devices.sorted { $0.beginning < $1.beginning }
            .map { (device: $0.device.name, identity: $0.identity) }
        let byName = Dictionary(settings.devices.map { ($0.device.name, $0) }) { first, _ in first }
        await sources.run(wanted) { name in
            guard let device = byName[name] else { preconditionFailure("a source without a device") }
            return self.source(device, isStart: isStart)
        }
    }

    private func source(_ device: DeviceSettings, isStart: Bool) -> any TelemetrySource {
        let name = device.device.name
        let problems = LineProblems(name, clock: clock, metrics: metrics, log: log)
        let heard = { @Sendable [core] messages in core.state.hear(messages, of: name) }
        switch device.source {
        case .twin(var twin):
            if !isStart { twin.history = 0 }
            return TwinSource(device.device, twin, clock: clock, bases: bases, offloading: plants)
        case .bluefors(let logs):
            return LogSource(name, logs, clock: clock, problems: problems, heard: heard)
        case .replay(let logs):
            return ReplaySource(name, logs, clock: clock, problems: problems, heard: heard)
        }
    }

    /// Works out the forecasts of the fleet as it is now, and of no other any more.
    @discardableResult
    private func beginForecasts() -> Task<Void, Never> {
        forecasting.withLock { running in
            running?.cancel()
            let making = Task { await makeForecasts() }
            running = making
            return making
        }
    }

    private func makeForecasts() async {
        for one in settings.withLock({ $0.devices }) {
            guard !Task.isCancelled, let description = one.device.description,
                !core.state.hasForecast(one.device.name)
            else { continue }
            let device = one.device
            do {
                let forecast = try await forecasts.run { try Forecast(of: device, description) }
                core.state.setForecast(forecast, of: device)
            } catch {
                log.warning(
                    "the twin of a device cannot be followed",
                    ["device": .text(device.name), "error": .text("\(error)")])
            }
        }
    }

    // MARK: Telling

    /// Says in the log when the store takes nothing, and when it does again.
    private func noteCondition() {
        let now = store.condition
        let before = condition.withLock { condition in
            defer { condition = now }
            return condition
        }
        guard now.word != before.word else { return }
        if now == .working { return log.notice("the store takes readings again", ["store": .text(store.path)]) }
        log.error("the store takes no readings", ["store": .text(store.path), "reason": .text("\(now)")])
    }

    private func tell() async {
        noteCondition()
        let news = core.state.update()
        if !news.isEmpty { core.broadcaster.tell(news, now: clock.now) }
        core.broadcaster.tell(core.state.answer)
    }

    private func lookBack() async {
        while !Task.isCancelled {
            let state = core.state
            _ = try? await past.run { state.lookBack() }
            let isGrowing = progress.done != nil
            let pause = isGrowing ? Self.lookingBack.growing : Self.lookingBack.usual
            do { try await clock.sleep(for: pause) } catch { return }
        }
    }

    // MARK: Changing and ending

    /// Takes other devices; those that are the same go on.
    ///
    /// Where it listens, the store and the speed stay as they are.
    ///
    /// - Returns: what needs a new start to take effect, in words; empty for nothing.
    public func reload(_ new: ServiceSettings) async -> [String] {
        let old = settings.withLock { settings in
            defer { settings = new }
            return settings
        }
        var left: [String] = []
        if old.listen != new.listen { left.append("listen") }
        if old.store != new.store { left.append("store") }
        if old.retention != new.retention { left.append("retention") }
        if old.speed != new.speed { left.append("speed") }
        core.replaceState { Self.state(new, isDemonstration, clock, hub, monitor, sources, progress, carrying: $0) }
        await begin(new, isStart: false)
        metrics.reloaded(true)
        beginForecasts()
        return left
    }

    /// Notes that another fleet's file was refused.
    public func noteRefusedReload() { metrics.reloaded(false) }

    /// Ends: takes no new requests, lets sources come to an end, closes the store.
    ///
    /// What waits for a network drive, or still works out a forecast, is left behind after a few seconds.
    ///
    /// - Throws: `TelemetryError` where the disk fails; all that was acknowledged is there nevertheless.
    public func stop() async throws {
        core.isDraining = true
        forecasting.withLock { $0?.cancel() }
        await sources.end()
        core.broadcaster.end()
        if let server = server.withLock({ $0.take() }) { await server.stop(within: .seconds(3)) }
        try store.close()
    }
}
