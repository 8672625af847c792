import Foundation
import Readings
import SubkelvinTesting
import Testing

@testable import Instruments

@Suite("Local time")
struct ClockTests {
    @Test(
        "offsets are those that Foundation has, for every hour around every change",
        arguments: [
            "Europe/Zurich", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca",
            "America/Sao_Paulo",
        ])
    func offsets(name: String) throws {
        let zone = try ZoneRules(named: name)
        let foundation = try #require(TimeZone(identifier: name))
        for hour in stride(from: 946_684_800, to: 2_100_000_000, by: 5400) {
            let offset = foundation.secondsFromGMT(for: Date(timeIntervalSince1970: Double(hour)))
            guard zone.offset(at: Int64(hour)) == Int64(offset) else {
                Issue.record(
                    "\(name) at \(rfc3339(Int64(hour) * 1_000_000_000)): \(zone.offset(at: Int64(hour))), not \(offset)"
                )
                return
            }
        }
    }

    @Test("the last line of a zone's file goes on where its table ends")
    func yearly() throws {
        let rule = try #require(YearlyRule(Array("CET-1CEST,M3.5.0,M10.5.0/3".utf8)))
        let spans = rule.spans(after: 1_700_000_000)
        let table = try ZoneRules(named: "Europe/Zurich").spans.filter {
            $0.start > 1_700_000_000 && $0.start < 2_100_000_000
        }
        #expect(table.count > 20)
        #expect(Array(spans.prefix(table.count)) == table)
        #expect(YearlyRule(Array("CET-1CEST,J60,J300".utf8)) == nil && YearlyRule(Array("<+0330>-3:30".utf8)) != nil)
    }

    @Test(
        "no zone but a known one",
        arguments: ["Europe/Zürich", "../../etc/passwd", "/etc/localtime", "", "Europe/Zuric"])
    func unknown(name: String) {
        #expect(throws: ZoneError.self) { try ZoneRules(named: name) }
    }

    private func lines(_ times: [String], _ date: String) -> [String] {
        times.enumerated().map { "\(date),\($1),1.\($0)" }
    }

    @Test("the hour that comes twice in autumn is told apart by the order of lines")
    func autumn() throws {
        let log = try TypedLog(
            lines(
                ["01:59:50", "02:00:00", "02:30:00", "02:59:50", "02:00:00", "02:30:00", "02:59:50", "03:00:00"],
                "26-10-25"),
            as: .temperature(1), of: "25-10-26", zone: ZoneRules(named: "Europe/Zurich"))
        #expect(
            log.times("50K") == [
                "2025-10-25T23:59:50Z", "2025-10-26T00:00:00Z", "2025-10-26T00:30:00Z", "2025-10-26T00:59:50Z",
                "2025-10-26T01:00:00Z", "2025-10-26T01:30:00Z", "2025-10-26T01:59:50Z", "2025-10-26T02:00:00Z",
            ])
        #expect(log.problems.isEmpty)
    }

    @Test("a clock set back by seconds within that hour stays in its half of it")
    func nudge() throws {
        let log = try TypedLog(
            lines(["02:10:00", "02:09:58", "02:10:08"], "26-10-25"), as: .temperature(1), of: "25-10-26",
            zone: ZoneRules(named: "Europe/Zurich"))
        #expect(log.times("50K") == ["2025-10-26T00:10:00Z", "2025-10-26T00:09:58Z", "2025-10-26T00:10:08Z"])
        #expect(log.contents.problems.counts == ["backwards": 1])
    }

    @Test("the hour that never was in spring is told")
    func spring() throws {
        let log = try TypedLog(
            lines(["01:59:50", "02:10:00", "03:10:00"], "30-03-25"), as: .temperature(1), of: "25-03-30",
            zone: ZoneRules(named: "Europe/Zurich"))
        #expect(log.times("50K") == ["2025-03-30T00:59:50Z", "2025-03-30T01:10:00Z", "2025-03-30T01:10:00Z"])
        #expect(log.problems.count == 1 && log.problems[0].contains(":2: clocks of the zone never showed this time"))
    }

    @Test("a clock that jumps back is told, by how much, and every line stands")
    func jump() throws {
        let log = try TypedLog(lines(["12:00:00", "11:00:00", "11:00:10"], "14-03-25"), as: .temperature(1))
        #expect(log["50K"].count == 3 && log.problems.count == 1)
        #expect(log.problems[0].contains(":2: the time lies 3600 s before the line above"))
    }
}
