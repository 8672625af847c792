import Dispatch
import FoundationEssentials
import Instruments
import Observability
import Readings
import Synchronization
import Telemetry
import Twin

@testable import HTTPServing
@testable import Service

/// Whatever is asked of a fleet is answered in time and as its content type says; no handler fails, whoever asks for what.
///
/// The first line is a method and a target, each other one a field of the head.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)[...]
    let words = (lines.popFirst() ?? "").split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    var fields = HTTPFields()
    for line in lines.prefix(16) {
        // What the library that reads heads hands on: a name, a value, neither with a control character.
        let parts = line.split(separator: ":", maxSplits: 1).map { $0.filter { $0 != "\r" && $0 != "\0" } }
        if parts.count == 2 { fields.append(parts[0], parts[1].drop { $0 == " " }.description) }
    }
    let method = HTTPMethod(rawValue: String(words.first ?? "GET"))
    ask(method, String(words.count > 1 ? words[1] : "/"), fields)
    return 0
}

private func ask(_ method: HTTPMethod, _ target: String, _ fields: HTTPFields) {
    let request: HTTPRequest
    do throws(HTTPError) {
        request = try HTTPRequest(method, target, headers: fields)
        try Fleet.shared.hosts.check(request)
    } catch {
        precondition((400..<500).contains(error.status.rawValue), "not the client's fault?")
        return check(error.response, to: method, fields)
    }
    let answer = Answer()
    let done = DispatchSemaphore(value: 0)
    Task {
        let response = await Fleet.shared.service.router.respond(to: request)
        answer.response.withLock { $0 = response }
        done.signal()
    }
    precondition(done.wait(timeout: .now() + .seconds(5)) == .success, "no answer within five seconds")
    guard let response = answer.response.withLock({ $0 }) else { preconditionFailure("no answer") }
    check(response, to: method, fields)
    if response.status == .ok, request.route?.hasSuffix("/series") == true { checkSeries(response, request) }
}

private final class Answer: Sendable {
    let response = Mutex<HTTPResponse?>(nil)
}

/// A cryostat and a link with an hour of readings, by a clock that stands still; nothing of it runs.
private struct Fleet {
    static let shared: Fleet = {
        do { return try Fleet() } catch { preconditionFailure("no fleet: \(error)") }
    }()
    /// 2027-01-15T08:00:00Z.
    static let now: Int64 = 1_800_000_000_000_000_000

    let service: FleetService
    let hosts = HostRule(ServerConfiguration(.loopback(port: 8080)))

    private struct Silence: LogSink {
        func take(_ record: LogRecord) {}
    }

    private init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "subkelvin-fuzz-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = "\(folder)/readings.db"
        let store = try TelemetryStore(path: path)
        let channels: [(name: String, unit: ChannelUnit)] = [
            ("50K", .kelvin), ("4K", .kelvin), ("still", .kelvin), ("base", .kelvin), ("P1", .pascal), ("v1", .one),
            ("A.base", .kelvin), ("still-heater", .watt), ("turbo1-speed", .hertz),
        ]
        for device in ["lab", "link"] {
            try store.append(
                channels.enumerated().map { index, channel in
                    ReadingBatch(
                        channel: try Channel(device: device, name: channel.name, unit: channel.unit),
                        readings: (0..<60).map { minute in
                            let time = Self.now - Int64(60 - minute) * 60_000_000_000
                            // Some are worth nothing, and some are at the ends of what can be.
                            if minute % 13 == index { return Reading(time: time, missing: .belowRange) }
                            if minute == 40 + index { return Reading(time: time, value: .greatestFiniteMagnitude) }
                            return Reading(time: time, value: Double(minute % 2) * Double(index), quality: .suspect)
                        })
                })
        }
        try store.close()
        let devices = [
            Device(cryostat: "lab", title: "A laboratory", description: try .preset("ld-400")),
            try Device(link: "link", title: "A link", limits: Limits(), description: .preset("eth-5m")),
            Device(cryostat: "silent", title: "Says nothing"),
        ]
        service = try FleetService(
            ServiceSettings(
                title: "Fuzz", store: path,
                devices: devices.map {
                    DeviceSettings($0, .bluefors(LogSourceSettings(folder: folder, zone: .utc)))
                }), clock: StillClock(), wall: { Self.now }, log: Logger(label: "fuzz", sink: Silence(), now: { 0 }))
    }
}

/// A clock that stands still.
private struct StillClock: Clock {
    struct Instant: InstantProtocol {
        var time = Duration.zero
        func advanced(by duration: Duration) -> Instant { Instant(time: time + duration) }
        func duration(to other: Instant) -> Duration { other.time - time }
        static func < (left: Instant, right: Instant) -> Bool { left.time < right.time }
    }
    var now: Instant { Instant() }
    var minimumResolution: Duration { .nanoseconds(1) }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws { try await Task.sleep(for: .seconds(3600)) }
}

// MARK: What must hold

private func check(_ response: HTTPResponse, to method: HTTPMethod, _ fields: HTTPFields) {
    let status = response.status.rawValue
    precondition([200, 304, 400, 404, 405, 406, 421, 403].contains(status), "status \(status)")
    precondition(response.fault == nil, "a handler failed: \(response.fault ?? "")")
    for field in response.headers.fields {
        precondition(!field.value.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "a field of the answer could be two")
    }
    if status == 304 {
        precondition(fields["if-none-match"] != nil && response.bytes.isEmpty, "unchanged, though nobody asked")
    }
    let type = response.headers["content-type"] ?? ""
    if case .events = response.body { return precondition(type == "text/event-stream", "a stream of something else") }
    let body = response.bytes
    precondition(body.count < 32 << 20, "an answer of \(body.count) bytes")
    if type.hasPrefix("application/json") {
        let value = try? JSONDecoder().decode(AnyJSON.self, from: Data(body))
        guard let value else { preconditionFailure("what is said to be JSON is none") }
        if status >= 400 {
            guard case .object(let answer) = value, case .object(let error)? = answer["error"],
                case .text(let code)? = error["code"], case .text(let message)? = error["message"]
            else { preconditionFailure("an error without a code and words") }
            precondition(!code.isEmpty && !message.isEmpty && body.count < 20_000, "the error is not for people")
        }
    } else {
        precondition(status < 400, "an error that is no JSON")
    }
    if type.hasPrefix("application/openmetrics-text") {
        precondition(response.text.hasSuffix("# EOF\n"), "the metrics have no end")
    }
}

/// Times rise, lie within what the answer is about, and are no more than were asked for.
private func checkSeries(_ response: HTTPResponse, _ request: HTTPRequest) {
    guard let answer = try? JSONDecoder().decode(SeriesAnswer.self, from: Data(response.bytes)),
        let from = nanoseconds(answer.from), let to = nanoseconds(answer.to)
    else { preconditionFailure("the series read as something else") }
    precondition(from < to, "a series of no time")
    for series in answer.series {
        let times = series.points.map(\.time)
        precondition(zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "times do not rise")
        if let last = times.last { precondition(last <= Double(to) / 1e6, "a point after the end") }
        precondition(times.count <= 2 * FleetRoutes.mostPoints + 2, "\(times.count) points")
        for gap in series.gaps { precondition(gap.count == 2 && gap[0] <= gap[1], "a gap that ends before it begins") }
    }
}

/// Any JSON.
private enum AnyJSON: Decodable {
    case null, flag(Bool), number(Double), text(String), list([AnyJSON]), object([String: AnyJSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([AnyJSON].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: AnyJSON].self))
        }
    }
}
