import HTTPServing
import Observability
import SubkelvinTesting
import Synchronization

/// A server with one of every kind of handler, on a free port, and what it counts and says.
final class TestServer: Sendable {
    let server: HTTPServer
    let metrics = MetricsRegistry()
    let log = MemorySink()
    private let box = Box()

    struct Broken: Error {}

    init(_ change: (inout ServerConfiguration) -> Void = { _ in }) throws {
        var configuration = ServerConfiguration()
        // Handlers share their threads with all tests, some of which compute: only who tests this limit is held to it.
        configuration.limits.handlerTime = .seconds(600)
        change(&configuration)
        server = try HTTPServer(
            configuration, router: Self.router(metrics, box), metrics: metrics,
            log: Logger(label: "http", level: .info, sink: log) { 0 })
    }

    final class Box: Sendable {
        let started = Atomic<Int>(0)
        let cancelled = Atomic<Int>(0)
    }

    /// How many handlers noticed that they were told to stop.
    var stopped: Int { box.cancelled.load(ordering: .relaxed) }

    /// How many handlers of `/waits` were called.
    var started: Int { box.started.load(ordering: .relaxed) }

    var port: UInt16 { server.port }

    /// What a counter or gauge says.
    func value(_ line: String) -> Double? {
        metrics.text().split(separator: "\n").first { $0.hasPrefix("\(line) ") }
            .flatMap { Double($0.dropFirst(line.count + 1)) }
    }

    func refused(_ reason: String) -> Double? { value("http_refused_total{reason=\"\(reason)\"}") }

    /// Waits until something holds, for three thousand looks.
    func eventually(_ condition: () -> Bool) async throws -> Bool {
        for _ in 0..<3_000 {
            if condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    private static func router(_ metrics: MetricsRegistry, _ box: Box) -> Router {
        var router = Router()
        router.get("/hello") { _ in .text("hello") }
        router.get("/large") { _ in .text(String(repeating: "x", count: 5_000_000)) }
        router.get("/later") { _ in
            try await Task.sleep(for: .milliseconds(20))
            return .text("later")
        }
        router.get("/waits") { _ in
            box.started.wrappingAdd(1, ordering: .relaxed)
            do {
                try await Task.sleep(for: .seconds(60))
            } catch {
                box.cancelled.wrappingAdd(1, ordering: .relaxed)
                throw error
            }
            return .text("never")
        }
        router.get("/fails") { _ in throw Broken() }
        router.get("/splits") { _ in HTTPResponse(headers: ["x-bad": "a\r\nset-cookie: b"]) }
        router.post("/echo") { .bytes($0.body, type: "application/octet-stream") }
        router.get("/a/{x}") { .text($0.parameter("x")) }
        router.get("/metrics") { try HTTPResponse.metrics(metrics, for: $0) }
        router.get("/events") { _ in
            .events { writer in
                do {
                    for number in 0... {
                        try writer.send(ServerSentEvent("\(number)", event: "tick"))
                        try await Task.sleep(for: .milliseconds(20))
                    }
                } catch {
                    box.cancelled.wrappingAdd(1, ordering: .relaxed)
                    throw error
                }
            }
        }
        router.get("/silent") { _ in .events { _ in try await Task.sleep(for: .seconds(60)) } }
        router.get("/three") { _ in
            .events { writer in for number in 1...3 { try writer.send(ServerSentEvent("\(number)")) } }
        }
        router.get("/flood") { _ in
            .events { writer in
                let event = ServerSentEvent(String(repeating: "x", count: 10_000))
                while true {
                    try writer.send(event)
                    try await Task.sleep(for: .milliseconds(1))
                }
            }
        }
        var content = StaticContent()
        content.add("/", Array("<p>".utf8), type: "text/html; charset=utf-8")
        content.add("/assets/app.js", Array("let a = 1".utf8))
        router.serve(content)
        return router
    }
}
