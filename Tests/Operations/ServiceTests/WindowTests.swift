import Foundation
import HTTPServing
import Observability
import Readings
import SubkelvinTesting
import Testing

@testable import Service
@testable import Telemetry

@Suite("Times that are asked for")
struct WindowTests {
    /// Times that RFC 3339 can say and 64 bits hold: near their ends, near now, anywhere.
    private static func times(_ random: inout SeededRandom) -> Int64 {
        let edges: [Int64] = [.min + 1, .max - 1, 0, FleetFixture.now, 946_684_800_000_000_000]
        return Bool.random(using: &random)
            ? Int64.random(in: -9_200_000_000_000_000_000...9_200_000_000_000_000_000, using: &random)
            : (edges.randomElement(using: &random) ?? 0) / 10_000_000_000 * 10_000_000_000
    }

    @Test("whatever times and points are asked for, the service answers, and within what it says it answers for")
    func anyWindow() async throws {
        let past = FleetFixture.minutes(try FleetFixture.channel("base"), 200) { 0.01 + Double($0) * 1e-6 }
        let fleet = try FleetFixture(past: [past])
        var random = SeededRandom(seed: 8)
        var answered = 0
        for _ in 0..<300 {
            let (from, to) = (rfc3339(Self.times(&random)), rfc3339(Self.times(&random)))
            let points = [1, 2, 3, 1000, 10_000].randomElement(using: &random) ?? 1
            for path in ["series", "prediction"] {
                let query = "channel=base&from=\(from)&to=\(to)&points=\(points)"
                let answer = try await fleet.get("/api/v1/devices/lab/\(path)?\(query)")
                #expect(answer.status == .ok || answer.status == .badRequest, "\(query)")
                guard answer.status == .ok else { continue }
                answered += 1
                let series = try JSONDecoder().decode(SeriesAnswer.self, from: Data(answer.bytes))
                #expect(series.from < series.to && series.from >= "2000" && series.to < "2038")
            }
        }
        #expect(answered > 50)
        for query in [
            "from=1970-01-01T00:00:00Z&points=1", "from=1900-01-01T00:00:00Z&points=2",
            "from=1678-01-01T00:00:00Z&to=2261-12-31T00:00:00Z&points=1",
        ] {
            #expect(try await fleet.get("/api/v1/devices/lab/series?channel=base&\(query)").status == .ok)
        }
        try await fleet.service.stop()
    }

    @Test("a series of any times has all readings of them, and its gaps can be told")
    func anySeries() throws {
        let folder = try TemporaryDirectory()
        let store = try TelemetryStore(path: folder.path + "/store.db", retention: .forever)
        let channel = try FleetFixture.channel("base")
        let all = [Int64.min, -FleetFixture.now, 0, FleetFixture.now, .max - 1].map { Reading(time: $0, value: 1) }
        try store.append([ReadingBatch(channel: channel, readings: all)])
        var random = SeededRandom(seed: 9)
        for _ in 0..<200 {
            let edges: [Int64] = [.min, .max, 0, .random(in: .min ... .max, using: &random)]
            let pair = (0..<2).map { _ in edges.randomElement(using: &random) ?? 0 }.sorted()
            let series = try store.series(
                of: channel, from: pair[0], to: pair[1], points: .random(in: 1...3, using: &random))
            #expect(series.gaps(longerThan: HeldSeries.longest(series.width)).allSatisfy { !$0.isEmpty })
            #expect(series.gaps(longerThan: .max).isEmpty)
        }
        try store.close()
    }

    @Test("no request has more points than can be answered, and no more are answered at once than can be")
    func limits() async throws {
        let names = (0..<FleetRoutes.mostChannels).map { "ch\($0)" }
        let past = try names.map { FleetFixture.minutes(try FleetFixture.channel($0), 3) { Double($0) + 1 } }
        let fleet = try FleetFixture(past: past)
        let query = names.map { "channel=\($0)" }.joined(separator: "&")
        let share = FleetRoutes.mostPointsInAll / FleetRoutes.mostChannels
        for (points, status) in [("", HTTPStatus.ok), ("&points=\(share)", .ok), ("&points=\(share + 1)", .badRequest)]
        {
            for path in ["series", "prediction"] {
                #expect(try await fleet.get("/api/v1/devices/lab/\(path)?\(query)\(points)").status == status)
            }
        }
        let admission = Admission(2)
        let (held, release) = AsyncStream.makeStream(of: Void.self)
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup { group in
            for _ in 0..<2 {
                group.addTask {
                    try await admission.run {
                        enter.yield()
                        for await _ in held {}
                    }
                }
            }
            var inside = entered.makeAsyncIterator()
            for _ in 0..<2 { await inside.next() }
            await #expect(throws: HTTPError.self) { try await admission.run {} }
            release.finish()
            try await group.waitForAll()
        }
        try await admission.run {}
        try await fleet.service.stop()
    }

    @Test("series and predictions are answered so many at once, of both together; the next is told to come again")
    func crowded() async throws {
        let fleet = try FleetFixture(past: [
            FleetFixture.minutes(try FleetFixture.channel("base"), 3) { Double($0) + 1 }
        ])
        let (held, release) = AsyncStream.makeStream(of: Void.self)
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        let paths = ["series", "prediction"].map { "/api/v1/devices/lab/\($0)?channel=base" }
        let most = ServiceCore.mostInTime
        try await withThrowingTaskGroup { group in
            for _ in 0..<most {
                group.addTask {
                    try await fleet.service.core.inTime.run {
                        enter.yield()
                        for await _ in held {}
                    }
                }
            }
            var inside = entered.makeAsyncIterator()
            for _ in 0..<most { await inside.next() }
            for path in paths {
                let answer = try await fleet.get(path)
                #expect(answer.status == .serviceUnavailable && answer.headers["retry-after"] == "1", "\(path)")
            }
            #expect(try await fleet.get("/api/v1/devices/lab").status == .ok)
            release.finish()
            try await group.waitForAll()
        }
        for path in paths { #expect(try await fleet.get(path).status == .ok) }
        try await fleet.service.stop()
    }

    @Test("who has gone is not read for")
    func gone() async throws {
        let past = FleetFixture.minutes(try FleetFixture.channel("base"), 3) { Double($0) + 1 }
        let fleet = try FleetFixture(past: [past])
        let asking = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await fleet.get("/api/v1/devices/lab/series?channel=base").status
        }
        asking.cancel()
        #expect(try await asking.value != .ok)
        try await fleet.service.stop()
    }
}
