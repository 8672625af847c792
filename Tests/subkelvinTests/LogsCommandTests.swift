import CommandLineKit
import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("subkelvin logs")
struct LogsCommandTests {
    private static let example = "\(repository)/Examples/logs/lab-1"

    @Test("events have a time in UTC, a channel, what happened, and a value or null")
    func events() async throws {
        let run = await Run(line: "logs events \(Self.example) --zone Europe/Zurich --json")
        #expect(run.code == .done)
        let events = try run.array()
        func has(_ time: String, _ channel: String, _ event: String, _ value: Double?) -> Bool {
            events.contains {
                $0["time"] as? String == time && $0["channel"] as? String == channel && $0["event"] as? String == event
                    && $0["value"] as? Double == value
            }
        }
        #expect(has("2025-03-14T13:06:04Z", "pulsetube", "off", 0))
        #expect(has("2025-03-14T13:06:04Z", "v9", "closed", 0) && has("2025-03-14T13:06:04Z", "P1", "off", nil))
        #expect(has("2025-03-14T13:04:04Z", "still-heater", "off", 0))
        #expect(events.contains { $0["event"] as? String == "below-range" && $0["value"] is NSNull })
        #expect(events.contains { $0["channel"] as? String == "base" && $0["event"] as? String == "returned" })
        #expect(events.allSatisfy { Set($0.keys) == ["time", "channel", "event", "value"] })
        let times = events.compactMap { $0["time"] as? String }
        #expect(times == times.sorted() && times.count == events.count)
    }

    @Test("a threshold of one's own is looked for too")
    func threshold() async throws {
        let line = "logs events \(Self.example) --zone UTC --json"
        let (usual, more) = (try await Run(line: line).array(), try await Run(line: "\(line) --threshold 55K").array())
        #expect(more.count == usual.count + 1)
        #expect(more.contains { $0["value"] as? Double == 55 && $0["event"] as? String == "crossed-up" })
    }

    @Test("an import that is done again changes nothing")
    func again() async throws {
        let folder = try TemporaryDirectory()
        let line = "logs import \(Self.example) --zone UTC --store \(folder.path)/lab.sqlite --json"
        let (first, second) = (try await Run(line: line).object(), try await Run(line: line).object())
        let added = try #require(first["added"] as? Int)
        #expect(added > 1000 && first["duplicates"] as? Int == 0 && first["conflicts"] as? Int == 0)
        #expect(second["added"] as? Int == 0 && second["duplicates"] as? Int == added)
    }

    @Test("what is exported are the readings, those of a channel if asked for", arguments: ["csv", "h5"])
    func export(kind: String) async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/base.\(kind)"
        let run = await Run(line: "logs export \(Self.example) --zone UTC --channel base --to \(path)")
        #expect(run.code == .done, "\(run.error)")
        if kind == "csv" {
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 37 && lines[0] == "time,channel,unit,value,quality")
            #expect(lines[1] == "2025-03-14T13:50:04Z,base,K,0.0089,good")
            #expect(lines.contains { $0.hasSuffix(",base,K,,below-range") })
        } else {
            #expect(try Data(contentsOf: URL(filePath: path)).starts(with: [0x89, 0x48, 0x44, 0x46]))
        }
    }

    @Test("an inspection as JSON says what there is, and what is not good")
    func inspect() async throws {
        let run = await Run(line: "logs inspect \(repository)/Examples/logs --zone Europe/Zurich --json")
        let device = try #require(try run.array().first)
        #expect(device["device"] as? String == "lab-1" && (device["problems"] as? [String: Int])?.isEmpty == true)
        let channels = try #require(device["channels"] as? [[String: Any]])
        let base = try #require(channels.first { $0["channel"] as? String == "base" })
        #expect((base["not_good"] as? [String: Int])?["below-range"] ?? 0 > 5 && base["readings"] as? Int == 36)
    }

    @Test("wrong lines are told with their place, and the rest is read")
    func wrong() async throws {
        let folder = try TemporaryDirectory()
        try folder.write(
            "14-03-25,10:00:00,1.5\r\nrubbish\r\n14-03-25,10:00:20,1.6\r\n", to: "25-03-14/CH5 T 25-03-14.log")
        let run = await Run(line: "logs inspect \(folder.path) --zone UTC --device lab")
        #expect(run.code == .done && run.output.contains("lab: 1 day, 1 channel, 2 readings"))
        #expect(
            run.error.contains("25-03-14/CH5 T 25-03-14.log:2: no date and time; expected ‘DD-MM-YY,HH:MM:SS,number’"))
    }

    @Test(
        "what cannot be is refused, and says why",
        arguments: [
            ("events EXAMPLE", "--zone", ExitCode.usage),
            ("events EXAMPLE --zone Europe/Zuric", "Europe/Zurich", .usage),
            ("events /nowhere/at-all --zone UTC", "No such file or directory", .noSuchFile),
            ("inspect EMPTY --zone UTC", "holds no logs", .badData),
            ("export EXAMPLE --zone UTC --channel base --channel bse --to EMPTY/x.csv", "did you mean base", .badData),
            ("export EXAMPLE --zone UTC --to base.txt", "ends in .csv or .h5", .usage),
            ("import EXAMPLE --zone UTC --device a/b --store EMPTY/x.sqlite", "is no name", .usage),
        ])
    func refused(words: String, why: String, code: ExitCode) async throws {
        let folder = try TemporaryDirectory()
        let line = "logs \(words)".replacing("EXAMPLE", with: Self.example).replacing("EMPTY", with: folder.path)
        let run = await Run(line: line)
        #expect(run.code == code && run.error.contains(why), "\(run.error)")
    }
}
