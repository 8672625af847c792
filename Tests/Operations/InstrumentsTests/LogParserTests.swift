import Readings
import SubkelvinTesting
import Testing

@testable import Instruments

@Suite("Lines of logs")
struct LogParserTests {
    @Test(
        "numbers are read as they are written, exponents in either case",
        arguments: [
            ("14-03-25,10:00:07,3.712000e-03", 0.003712), (" 14-03-25,10:00:07,2.871000E+2", 287.1),
            ("14-03-25,10:00:07,2.281e+02", 228.1), ("14-03-25,10:00:07, 4.5", 4.5), ("14-03-25,10:00:07,7", 7),
            ("14-03-25,10:00:07,0.1234567890123456789012e1", 1.2345678901234567),
            ("14-03-25,10:00:07,+1.5e-300", 1.5e-300),
        ])
    func numbers(line: String, value: Double) throws {
        let log = try TypedLog([line], as: .temperature(5))
        #expect(log.values("still") == [value] && log.qualities("still") == [.good] && log.problems.isEmpty)
        #expect(log.times("still") == ["2025-03-14T10:00:07Z"])
    }

    @Test("any number comes back to its last bit, however it is written")
    func everyNumber() throws {
        var random = SeededRandom(seed: 11)
        var (lines, values): ([String], [Double]) = ([], [])
        for index in 0..<2000 {
            let value = random.logUniform(in: 1e-30...1e30) * (index % 3 == 0 ? -1 : 1)
            let text = index % 2 == 0 ? "\(value)" : printed(value, "%.6e")
            lines.append("14-03-25,\(two(index / 3600 % 24)):\(two(index / 60 % 60)):\(two(index % 60)),\(text)")
            values.append(try #require(Double(text)))
        }
        #expect(try TypedLog(lines, as: .resistance(6)).values("base-resistance") == values)
    }

    @Test("what is no line is told with its place, and costs nothing else")
    func wrongLines() throws {
        let log = try TypedLog(
            [
                "14-03-25,10:00:07,1.25", "14-03-25,10:00:17,", "14-03-25,10:00:27", "31-02-25,10:00:37,1.25",
                "14-03-25,10:00:47,1.2.5", "14-03-25,10:61:57,1.25", "\u{0}\u{1}garbage", "", "14-03-25,10:01:07,nan",
                "14-03-25,10:01:17,1.26,9", "14-03-25,10:01:27,1.27", "14-03-25,10:01:3\\",
            ], as: .temperature(5))
        #expect(log.values("still") == [1.25, nil, 1.27])
        #expect(log.qualities("still") == [.good, .invalid, .good])
        let file = "25-03-14/CH5 T 25-03-14.log"
        let expected = [
            ":2: the line ends too soon", ":3: the line ends too soon", ":4: no date and time",
            ":5: ‘1.2.5’ is no number",
            ":6: no date and time", ":7: no date and time", ":10: ‘,9’ follows the record",
            ":12: the last line has no end and is not read",
        ]
        #expect(log.problems.count == expected.count)
        for (problem, words) in zip(log.problems, expected) {
            #expect(problem.hasPrefix(file + words), "\(problem)")
            #expect(problem.contains("expected ‘DD-MM-YY,HH:MM:SS,number’") || problem.contains("no end"))
        }
    }

    @Test("a line without an end that is longer than any is passed over, and counted once")
    func endlessLine() throws {
        let long = String(repeating: "x", count: 3_000_000)
        let log = try TypedLog(
            ["14-03-25,10:00:07,1.5", long, "14-03-25,10:00:27,1.6", long + "\\"], as: .temperature(5))
        #expect(log.values("still") == [1.5, 1.6])
        #expect(log.problems.count == 3 && log.problems[0].contains(":2: the line has more than 65536 bytes"))
        #expect(log.contents.problems.counts == ["too-long": 2, "unfinished": 1])
    }

    @Test("gauges say whether they are on, whether they are within range, and what they measure, below nothing too")
    func gauges() throws {
        let log = try TypedLog(
            [
                " 14-03-25,10:00:20,CH1,P1  ,0, 2.00E-2,4,1,CH2,P2  ,1, 7.25E-1,0,1,CH3,P3  ,1,-6.25E+0,0,1,",
                "14-03-25,10:00:30,CH1,        ,1,3.50e-06,1,1,CH2,        ,1,1.05e+03,2,1,CH3,        ,0,0.00e+00,0,0,",
                "14-03-25,10:00:40,CH1,        ,1,3.50e-06,3,1,CH2,        ,x,1.05e+03,0,1,CH3,        ,1,5.00e+00,0,1,",
                "14-03-25,10:00:50,CH1,        ,1,4.00e-06,0,1,CH2,        ,1,1.0",
            ], as: .maxigauge)
        #expect(log.values("P1") == [2, 3.5e-4, 3.5e-4, 4e-4])
        #expect(log.qualities("P1") == [.off, .belowRange, .invalid, .good])
        #expect(log.values("P2") == [72.5, 105_000] && log.qualities("P2") == [.good, .aboveRange])
        #expect(log.values("P3") == [-625, 0, 500] && log.qualities("P3") == [.good, .off, .good])
        #expect(log.contents.problems.counts == ["no-number": 1, "too-short": 1])
    }

    @Test("states are read in any order, every line of a second counts, in its order")
    func states() throws {
        let log = try TypedLog(
            [
                "14-03-25,10:00:02,0,v1,1,v13,0,turbo1,1,ext,1", "14-03-25,10:00:12,0,v1,1,v13,0,turbo1,1,ext,1",
                "14-03-25,10:00:12,0,v1,1,v13,0,turbo1,1,ext,0", " 14-03-25,10:00:12,8,ext,0,turbo1,0,v13,1,v1,0",
                "14-03-25,10:00:12,0,v1,0,v13,1,turbo1,2,ex",
            ], as: .channels)
        #expect(log.values("v1") == [1, 1, 1, 0, 0] && log.values("ext") == [1, 1, 0, 0])
        #expect(log.values("panel-code") == [0, 0, 0, 8, 0] && log.qualities("turbo1").last == .suspect)
        let times = log["v1"].map(\.time)
        #expect(Set(times).count == 5 && times == times.sorted() && times[4] - times[1] == 3)
        #expect(
            log.events.map { "\(rfc3339($0.time)) \($0.channel) \($0.kind.rawValue)" } == [
                "2025-03-14T10:00:12Z ext off", "2025-03-14T10:00:12Z v1 closed", "2025-03-14T10:00:12Z v13 opened",
                "2025-03-14T10:00:12Z turbo1 off",
            ])
    }

    @Test("heaters are in watts that nobody promises, until somebody does")
    func heaters() throws {
        let lines = ["14-03-25,10:00:02,1,2.50e-04,1,5.00e-03", "14-03-25,10:00:12,0,0.00e+00,1,5.00e-03"]
        let log = try TypedLog(lines, as: .heaters)
        #expect(log.values("sample-heater") == [2.5e-4, 0] && log.qualities("sample-heater") == [.suspect, .good])
        #expect(log.values("sample-heater-on") == [1, 0] && log.qualities("still-heater") == [.suspect, .suspect])
        #expect(log.events.map(\.channel) == ["sample-heater"] && log.events.map(\.kind) == [.off])
        let sure = try TypedLog(lines, as: .heaters) { $0.areHeatersInWatts = true }
        #expect(sure.qualities("still-heater") == [.good, .good])
    }

    @Test("the flow is in millimoles a second, below nothing too")
    func flow() throws {
        let log = try TypedLog(["14-03-25,10:00:02,0.402500", "14-03-25,10:00:12,-0.001250"], as: .flowmeter)
        #expect(log.values("flow") == [0.0004025, -1.25e-6])
    }

    @Test("several messages on one line are several, and say that a sensor is beyond its range")
    func messages() throws {
        let log = try TypedLog(
            [" 14-03-25,07:27:10,Ch5,T. OVER 14-03-25,07:28:11,Ch6,T. OVER ", "14-03-25,07:30:00,Ch9,R. OVER"],
            as: .errors)
        #expect(log.contents.messages.map(\.channel) == ["still", "base", "ch9"])
        #expect(log.contents.messages.map { $0.words } == ["T. OVER", "T. OVER", "R. OVER"])
        #expect(log.events.map { rfc3339($0.time) } == ["2025-03-14T07:27:10Z", "2025-03-14T07:28:11Z"])
        #expect(log.events.allSatisfy { $0.kind == .aboveRange } && log.problems.isEmpty)
    }

    @Test("a line of another day is taken at its word, and told")
    func otherDay() throws {
        let log = try TypedLog(["15-03-25,00:00:02,1.5"], as: .temperature(1))
        #expect(log.times("50K") == ["2025-03-15T00:00:02Z"])
        #expect(
            log.problems == [
                "25-03-14/CH1 T 25-03-14.log:1: the line is of 25-03-15, not of the file's day; it is taken as it says"
            ])
    }

    @Test(
        "files by their names, and back",
        arguments: [
            "CH6 T 25-03-14.log", "CH12 R 25-03-14.log", "CH1 P 25-03-14.log", "maxigauge 25-03-14.log",
            "Channels 25-03-14.log", "Heaters 25-03-14.log", "Flowmeter 25-03-14.log", "Errors 25-03-14.log",
            "Status_25-03-14.log",
        ])
    func names(name: String) {
        #expect(LogFile(name: name)?.description == name)
        for wrong in [name + ".bak", name.replacing("25-03", with: "25-13"), "x" + name] {
            #expect(LogFile(name: wrong) == nil)
        }
    }
}
