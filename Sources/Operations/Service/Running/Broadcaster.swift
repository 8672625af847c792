internal import FoundationEssentials
internal import HTTPServing
internal import Readings
internal import Synchronization
internal import Telemetry

/// What goes to everybody who watches: rendered once, handed to each.
final class Broadcaster: Sendable {
    private struct State {
        var next = 0
        var watchers: [Int: AsyncStream<ServerSentEvent>.Continuation] = [:]
        var fleet: ServerSentEvent?
    }
    private let state = Mutex(State())

    /// How many events are kept for a watcher that does not keep up; the newest.
    private static let buffered = 32

    /// What a watcher hears first: when to return, and how the fleet is; nil as long as nobody has told.
    var greeting: ServerSentEvent? { state.withLock { $0.fleet } }

    /// All that comes from now on.
    func subscribe() -> AsyncStream<ServerSentEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ServerSentEvent.self, bufferingPolicy: .bufferingNewest(Self.buffered))
        let id = state.withLock { state in
            state.next += 1
            state.watchers[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.watchers[id] = nil } }
        return stream
    }

    /// Tells what channels said.
    func tell(_ news: [ChannelReading], now: Int64) {
        send(ServerSentEvent(Self.json(news, now: now), event: "readings"))
    }

    /// Tells how the fleet is.
    func tell(_ fleet: FleetAnswer) {
        let response = HTTPResponse.json(fleet)
        let event = ServerSentEvent(response.bytes, event: "fleet", retry: 2000)
        state.withLock { $0.fleet = event }
        send(event)
    }

    private func send(_ event: ServerSentEvent) {
        let watchers = state.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.yield(event) }
    }

    /// `{"now":…,"readings":[[device,channel,ms,value,quality],…]}`; names of channels need no escaping.
    static func json(_ news: [ChannelReading], now: Int64) -> [UInt8] {
        var text = "{\"now\":\"\(rfc3339(now))\",\"readings\":["
        for (index, one) in news.enumerated() {
            let value = one.reading.value.map { "\($0)" } ?? "null"
            text += index > 0 ? "," : ""
            text += "[\"\(one.channel.device)\",\"\(one.channel.name)\",\(one.reading.time / 1_000_000),\(value),"
            text += "\(one.reading.quality.code)]"
        }
        return Array((text + "]}").utf8)
    }

    /// Ends all streams.
    func end() {
        let watchers = state.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.finish() }
    }
}
