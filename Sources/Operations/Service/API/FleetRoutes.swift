internal import FoundationEssentials
internal import HTTPServing
internal import Instruments
internal import Observability
internal import Readings
internal import Telemetry

/// The HTTP interface, `/api/v1` and what stands beside it.
struct FleetRoutes: Sendable {
    let service: ServiceCore

    /// The most points of a series.
    static let mostPoints = 10_000
    /// The most points of a request, of all its channels together.
    static let mostPointsInAll = 100_000
    /// The most channels of a request.
    static let mostChannels = 64
    private static let usualPoints = 2000
    private static let day: Int64 = 86_400_000_000_000
    /// Before 2000 no log is written that can be read here; in ns since 1970.
    private static let earliest: Int64 = 946_684_800_000_000_000
    /// How far ahead of now answers reach.
    private static let furthest = 3653 * day

    /// All routes.
    func add(to router: inout Router) {
        router.get("/healthz") { _ in .text("ok\n") }
        router.get("/readyz") { _ in try ready() }
        router.get("/metrics") { request in try metrics(request) }
        router.get("/api/v1/openapi.json") { _ in .json(bytes: OpenAPIDocument.bytes) }
        router.get("/api/v1/fleet") { request in
            try request.query.allowOnly()
            return live(.json(state.answer))
        }
        router.get("/api/v1/devices/{device}") { request in try device(request) }
        router.get("/api/v1/devices/{device}/series") { request in
            try await service.inTime.run { try await series(request) }
        }
        router.get("/api/v1/devices/{device}/prediction") { request in
            try await service.inTime.run { try await prediction(request) }
        }
        router.get("/api/v1/devices/{device}/panel") { request in try panel(request) }
        router.get("/api/v1/devices/{device}/profile") { request in try profile(request) }
        router.get("/api/v1/events") { _ in
            let updates = service.broadcaster
            return .events { writer in
                if let greeting = updates.greeting { try writer.send(greeting) }
                for await event in updates.subscribe() { try writer.send(event) }
            }
        }
    }

    private var state: FleetState { service.state }

    /// An answer that holds for now alone.
    private func live(_ response: HTTPResponse) -> HTTPResponse {
        var response = response
        response.headers["cache-control"] = "no-store"
        return response
    }

    // MARK: Beside the interface

    private func ready() throws(HTTPError) -> HTTPResponse {
        guard !service.isDraining else { throw .unavailable("the service ends", retryAfter: 5) }
        switch state.hub.store.condition {
        case .working: return .text("ready\n")
        case .full, .failing:
            throw .unavailable("readings cannot be stored: \(state.hub.store.condition)", retryAfter: 10)
        }
    }

    private func metrics(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
        try request.query.allowOnly()
        service.noteMetrics()
        return try .metrics(service.metrics.registry, for: request)
    }

    // MARK: Devices

    private func find(_ request: HTTPRequest) throws(HTTPError) -> (assessment: DeviceAssessment, record: DeviceRecord)
    {
        let name = request.parameter("device")
        guard let found = state.device(name) else {
            throw .notFound("there is no device ‘\(name.prefix(64))’", hint: "GET /api/v1/fleet lists them")
        }
        return found
    }

    private func device(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
        try request.query.allowOnly()
        let (assessment, record) = try find(request)
        let channels = assessment.latest.all.map { channel, reading in
            ChannelAnswer(
                name: channel.name, unit: channel.unit.rawValue, quantity: channel.unit.quantity, value: reading.value,
                quality: reading.quality.rawValue, time: rfc3339(reading.time), age: assessment.latest.age(of: reading))
        }
        let events = record.events.map {
            EventAnswer(time: rfc3339($0.time), channel: $0.channel, event: $0.kind.rawValue, value: $0.value)
        }
        return live(
            .json(DeviceDetail(state.answer(assessment, record), channels: channels, events: events)))
    }

    private func panel(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
        try request.query.allowOnly()
        return live(.json(PanelAnswer(try find(request).assessment)))
    }

    private func profile(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
        try request.query.allowOnly()
        let assessment = try find(request).assessment
        guard let answer = ProfileAnswer(assessment) else {
            throw .notFound("‘\(assessment.device.name)’ is no link", hint: "links have kind ‘link’ in /api/v1/fleet")
        }
        return live(.json(answer))
    }

    // MARK: In time

    /// What part of the past, or of what is to come, is asked for.
    private struct Window: Sendable {
        var from: Int64
        var to: Int64
        var points: Int
        var channels: [Channel]
    }

    private func window(
        _ request: HTTPRequest, _ assessment: DeviceAssessment, ahead: Int64
    ) throws(HTTPError) -> Window {
        try request.query.allowOnly("channel", "from", "to", "points")
        // The answer says between which times it is: nothing lies outside of these.
        let now = state.clock.now
        let to = min(try request.query.time("to") ?? (now + ahead), now + Self.furthest)
        let from = max(try request.query.time("from") ?? (now - Self.day), Self.earliest)
        guard from < to else {
            throw .badRequest(
                "‘from’ is not before ‘to’",
                hint: "give a ‘from’ before \(rfc3339(to)), and both between 2000 and ten years from now")
        }
        let wanted = try request.query.integer("points", in: 1...Self.mostPoints)
        let names = request.query.values("channel")
        guard !names.isEmpty else {
            throw .missingParameter("channel", expected: "a channel of the device such as base; once for each")
        }
        guard names.count <= Self.mostChannels else {
            throw .badRequest("\(names.count) channels at once", hint: "ask for at most \(Self.mostChannels)")
        }
        let share = Self.mostPointsInAll / names.count
        let points = wanted ?? min(Self.usualPoints, share)
        guard points <= share else {
            throw .badRequest(
                "\(names.count) channels of \(points) points each",
                hint: "ask for at most \(Self.mostPointsInAll) points in all, so \(share) of each")
        }
        var channels: [Channel] = []
        for name in names {
            guard let channel = state.hub.store.channel(device: assessment.device.name, name: name) else {
                // A device that has said nothing yet may have any channel; its past is empty.
                if assessment.latest.all.isEmpty { continue }
                throw .notFound(
                    "‘\(assessment.device.name)’ has no channel ‘\(name.prefix(64))’",
                    hint: "GET /api/v1/devices/\(assessment.device.name) lists them")
            }
            channels.append(channel)
        }
        return Window(from: from, to: to, points: points, channels: channels)
    }

    private func series(_ request: HTTPRequest) async throws -> HTTPResponse {
        let assessment = try find(request).assessment
        let window = try window(request, assessment, ahead: 0)
        let store = state.hub.store
        let stages = assessment.device.stages.compactMap {
            store.channel(device: assessment.device.name, name: $0.channel)
        }
        // The warmest and the coldest speak all the time, as long as the device does; one of them may be switched off.
        let witnesses = stages.isEmpty ? window.channels : Array(Set([stages[0], stages[stages.count - 1]]))
        @Sendable func series(_ channel: Channel) throws -> Series {
            try store.series(of: channel, from: window.from, to: window.to, points: window.points)
        }
        // Reading the disk blocks: it has threads of its own. Who asked may have gone meanwhile.
        var read: [Series] = []
        for channel in window.channels {
            try Task.checkCancellation()
            read.append(try await service.reading.run { try series(channel) })
        }
        let found = try await service.reading.run { [read] in
            let heard = HeardSpans(read.contains(where: HeldSeries.needsHeard) ? try witnesses.map(series) : [])
            return try read.map { series in
                let isHeld = HeldSeries.isHeld(series.channel)
                let before = isHeld ? try store.reading(of: series.channel, before: window.from) : nil
                return SeriesAnswer.ChannelSeries(HeldSeries(series, before: before, heard: heard))
            }
        }
        return live(
            .json(
                SeriesAnswer(
                    from: rfc3339(window.from), to: rfc3339(window.to), series: found,
                    reason: window.channels.isEmpty ? "the device has said nothing yet" : nil)))
    }

    private func prediction(_ request: HTTPRequest) async throws -> HTTPResponse {
        let (assessment, record) = try find(request)
        let window = try window(request, assessment, ahead: Self.day)
        let (series, reason) = try await service.reading.run {
            let prediction = Prediction(record, assessment)
            let series = window.channels.compactMap {
                prediction.series(of: $0, from: window.from, to: window.to, points: window.points)
            }
            return (series, prediction.reason)
        }
        return live(
            .json(
                SeriesAnswer(
                    from: rfc3339(window.from), to: rfc3339(window.to), series: series,
                    reason: series.isEmpty ? reason ?? "the twin knows nothing of these channels" : nil)))
    }
}
