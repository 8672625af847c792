import Glibc
public import Observability
import Synchronization

/// A server that listens from when it is made until it is stopped.
///
/// ```swift
/// var router = Router()
/// router.get("/healthz") { _ in .text("ok\n") }
/// let server = try HTTPServer(ServerConfiguration(.loopback(port: 8080)), router: router, metrics: metrics, log: log)
/// …
/// await server.stop()
/// ```
public final class HTTPServer: Sendable {
    /// The port that it listens on; the one that was found when port 0 was asked for.
    public let port: UInt16
    /// The address of the front page, such as `http://127.0.0.1:8080/`.
    public let url: String

    private struct Running {
        var daemon: Daemon
        var ticker: Ticker
    }

    private let core: ServerCore
    private let running: Mutex<Running?>

    /// Makes a server and listens.
    ///
    /// - Parameters:
    ///   - configuration: where, and within which limits.
    ///   - router: what answers.
    ///   - metrics: where requests, times, connections and refusals are counted; a registry holds one server's.
    ///   - log: where is said what went wrong; nothing of a request's query or body is.
    /// - Throws: `ServerError` when it cannot listen there; `MetricsError` when the registry has a server already.
    public init(
        _ configuration: ServerConfiguration = .init(), router: Router, metrics: MetricsRegistry, log: Logger
    ) throws {
        // First: who cannot listen here may try elsewhere, with the same registry.
        let listener = try Listener(configuration.binding)
        let counted: ServerMetrics
        do { counted = try ServerMetrics(metrics) } catch {
            close(listener.descriptor)
            throw error
        }
        let core = ServerCore(
            configuration, router: router, metrics: counted, log: log, now: monotonicNanoseconds)
        guard let daemon = Daemon(core, on: listener, configuration) else {
            let number = errno
            close(listener.descriptor)
            // The library says no more than that it did not start; with an identity that is the likely cause.
            throw ServerError(
                place: "\(listener.host):\(listener.port)",
                reason: configuration.tls == nil ? .system(number) : .invalidIdentity)
        }
        self.core = core
        port = listener.port
        url = "\(configuration.tls == nil ? "http" : "https")://\(listener.host):\(listener.port)/"
        running = Mutex(Running(daemon: daemon, ticker: Ticker(every: .milliseconds(100)) { core.tick() }))
    }

    deinit { end() }

    /// Stops: takes no new connections, ends streams, answers what is under way within a time, then closes.
    ///
    /// A request whose handler has not returned by then is answered with 503, and the handler's task cancelled. May be
    /// called several times; later calls return at once.
    public func stop(within time: Duration = .seconds(5)) async {
        running.withLock { $0?.daemon.quiesce() }
        core.isDraining.store(true, ordering: .sequentiallyConsistent)
        core.interruptAll(streamsOnly: true)
        await untilIdle(within: time)
        core.isClosing.store(true, ordering: .sequentiallyConsistent)
        core.interruptAll(streamsOnly: false)
        // The last answers are on their way, which takes a moment on a busy machine; a client that does not read them is waited for
        // no longer.
        await untilIdle(within: .seconds(2))
        end()
    }

    private func untilIdle(within time: Duration) async {
        let clock = ContinuousClock()
        let end = clock.now + time
        while core.active.load(ordering: .sequentiallyConsistent) > 0, clock.now < end {
            do { try await clock.sleep(for: .milliseconds(5)) } catch { return }
        }
    }

    private func end() {
        guard let running = running.withLock({ $0.take() }) else { return }
        core.isDraining.store(true, ordering: .sequentiallyConsistent)
        core.isClosing.store(true, ordering: .sequentiallyConsistent)
        core.interruptAll(streamsOnly: false)
        running.ticker.stop()
        running.daemon.stop()
    }
}

/// Nanoseconds of a clock that does not go back.
private func monotonicNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
