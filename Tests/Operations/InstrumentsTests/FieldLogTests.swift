import Foundation
import Readings
import Telemetry
import Testing

@testable import Instruments

/// Where logs of a real cryostat lie on this machine; they are no part of the project.
private let fieldLogs = ProcessInfo.processInfo.environment["SUBKELVIN_FIELD_LOGS"]

@Suite("Logs of a real cryostat", .enabled(if: fieldLogs != nil, "SUBKELVIN_FIELD_LOGS names no folder"))
struct FieldLogTests {
    /// What one reading of all of them finds.
    private static let read = Result { try Read(fieldLogs ?? "") }

    struct Read {
        var events: [LogEvent] = []
        var problems = LogProblems()
        var lines = 0
        var channels: [String: [Reading]] = [:]

        init(_ path: String) throws {
            let folder = try #require(LogFolder.devices(in: path).first { $0.name == "whitefridge" })
            var reader = LogReader(folder, LogSettings(device: "whitefridge", zone: .utc))
            var finder = LogEvents()
            for day in try folder.days() {
                let contents = try reader.read(day)
                finder.add(contents.batches, contents.messages)
                problems.add(contents.problems)
                lines += contents.files.reduce(0) { $0 + $1.lines }
                for batch in contents.batches { channels[batch.channel.name, default: []] += batch.readings }
            }
            events = finder.take()
        }

        func has(_ time: String, _ channel: String, _ kind: LogEvent.Kind, _ value: Double? = nil) -> Bool {
            events.contains {
                rfc3339($0.time) == "2026-\(time)Z" && $0.channel == channel && $0.kind == kind
                    && (value == nil || $0.value == value)
            }
        }
    }

    @Test("every line is read, and none is wrong")
    func everyLine() throws {
        let read = try Self.read.get()
        #expect(read.lines == 158_354)
        #expect(read.problems.count == 0, "\(read.problems.first.prefix(5))")
    }

    @Test(
        "what a person found in them is found, at its second",
        arguments: [
            ("06-25T16:01:02", "sample-heater", LogEvent.Kind.off, nil), ("06-26T15:50:22", "still-heater", .off, nil),
            ("06-25T16:04:42", "still", .started, nil), ("06-25T16:05:02", "4K", .started, nil),
            ("06-25T16:05:12", "50K", .started, nil),
            ("06-25T17:02:12", "base", .belowRange, 7.000e-3), ("06-26T02:38:12", "base", .belowRange, 7.032e-3),
            ("06-26T11:11:12", "base", .belowRange, 7.000e-3),
            ("06-25T23:03:52", "base", .returned, nil), ("06-26T10:25:02", "base", .returned, nil),
            ("06-26T16:04:32", "base", .returned, nil),
            ("06-26T15:52:52", "ext", .off, nil), ("06-26T15:52:52", "v9", .closed, nil),
            ("06-26T15:52:52", "v13", .opened, nil), ("06-26T15:52:52", "turbo1", .off, nil),
            ("06-26T15:52:52", "pulsetube", .off, nil), ("06-26T15:52:52", "P1", .off, nil),
            ("06-26T15:55:02", "4K", .crossedUp, 4), ("06-26T15:55:52", "50K", .crossedUp, 50),
            ("06-26T16:00:12", "still", .crossedUp, 1), ("06-26T16:11:12", "still", .crossedUp, 4),
            ("06-26T16:08:42", "base", .crossedUp, 0.02), ("06-26T16:10:22", "base", .crossedUp, 0.1),
            ("06-26T16:13:42", "base", .crossedUp, 1), ("06-26T16:18:02", "base", .crossedUp, 4),
            ("06-26T18:24:52", "base", .crossedUp, 10), ("06-26T18:22:12", "still", .crossedUp, 100),
            ("06-26T17:01:06", "v7", .closed, nil), ("06-26T17:01:16", "v4", .closed, nil),
            ("06-26T17:01:26", "v3", .closed, nil), ("06-26T17:01:36", "v1", .closed, nil),
            ("06-26T17:01:46", "v10", .closed, nil), ("06-26T17:01:56", "v13", .closed, nil),
            ("06-26T17:02:06", "scroll1", .off, nil),
        ] as [(String, String, LogEvent.Kind, Double?)])
    func table(_ row: (time: String, channel: String, kind: LogEvent.Kind, value: Double?)) throws {
        #expect(try Self.read.get().has(row.time, row.channel, row.kind, row.value))
    }

    @Test(
        "a base too cold for its curve has no number after an hour, and is below its range for as long as its resistance is there",
        arguments: [
            ("06-25T18:02:22", "06-25T23:03:52"), ("06-26T03:38:22", "06-26T10:25:02"),
            ("06-26T12:11:12", "06-26T16:04:32"),
        ])
    func tooCold(from: String, until: String) throws {
        let read = try Self.read.get()
        let event = try #require(
            read.events.first {
                $0.channel == "base" && $0.kind == .belowRange && $0.value == nil
                    && rfc3339($0.time) == "2026-\(from)Z"
            })
        let silent = try #require(read.channels["base"]).filter {
            $0.time >= event.time && rfc3339($0.time) < "2026-\(until)Z"
        }
        #expect(silent.allSatisfy { $0.value == nil && $0.quality == .belowRange })
        let resistances = try #require(read.channels["base-resistance"]).filter {
            $0.time >= event.time && rfc3339($0.time) < "2026-\(until)Z"
        }
        #expect(silent.count == resistances.count && silent.count > 1000)
    }

    @Test("gauges that are off have a placeholder for a pressure, and say that they are off")
    func placeholder() throws {
        let pressures = try #require(try Self.read.get().channels["P1"])
        let off = pressures.filter { $0.quality == .off }
        #expect(off.count > 2000 && off.allSatisfy { $0.value == 2 })
        #expect(pressures.allSatisfy { $0.quality == .off || $0.quality == .good && $0.value != 2 })
    }

    @Test("nothing is held to be out of its range but the base below its curve")
    func noFalseAlarm() throws {
        for (name, readings) in try Self.read.get().channels where name != "base" && name != "P1" {
            let bad = readings.filter { $0.quality > .suspect }
            #expect(bad.isEmpty, "\(name): \(bad.count), the first at \(bad.first.map { rfc3339($0.time) } ?? "")")
        }
    }
}
