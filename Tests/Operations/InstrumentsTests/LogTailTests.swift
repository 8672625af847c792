import Readings
import SubkelvinTesting
import Telemetry
import Testing

@testable import Instruments

@Suite("A log that is written meanwhile")
struct LogTailTests {
    private let files = MemoryFiles()
    private static let second: Int64 = 1_000_000_000

    private func tail(_ positions: [SourcePosition] = [], zone: ZoneRules = .utc) -> LogTail {
        LogTail(directory: "/mnt/fridge", device: "lab", zone: zone, positions: positions, files: files)
    }

    private func path(_ kind: LogFile.Kind, _ day: String) -> String {
        "/mnt/fridge/" + (LogDay(folder: day).map { LogFile(kind, of: $0).path } ?? "")
    }

    private func values(_ news: LogPoll, _ channel: String) -> [Double?] {
        news.batches.filter { $0.channel.name == channel }.flatMap { $0.readings.map(\.value) }
    }

    @Test("a line counts once its line feed is there, and once only")
    func partial() {
        var tail = tail()
        files.append("14-03-25,10:00:07,4.1\r\n14-03-25,10:00:17,4.", to: path(.flowmeter, "25-03-14"))
        #expect(values(tail.poll(now: 0), "flow") == [0.0041])
        #expect(tail.poll(now: 1).batches.isEmpty)
        files.append("25\r", to: path(.flowmeter, "25-03-14"))
        #expect(tail.poll(now: 2).batches.isEmpty)
        files.append("\n", to: path(.flowmeter, "25-03-14"))
        #expect(values(tail.poll(now: 3), "flow") == [0.00425])
        #expect(tail.poll(now: 4).batches.isEmpty)
    }

    @Test("at midnight the next folder is followed, and what comes late to the last one too")
    func midnight() {
        var tail = tail()
        files.append("14-03-25,23:59:57,1\r\n", to: path(.flowmeter, "25-03-14"))
        #expect(values(tail.poll(now: 0), "flow") == [0.001])
        files.append("15-03-25,00:00:07,2\r\n", to: path(.flowmeter, "25-03-15"))
        #expect(values(tail.poll(now: 1), "flow") == [0.002])
        files.append("14-03-25,23:59:58,3\r\n", to: path(.flowmeter, "25-03-14"))
        files.append("14-03-25,23:59:50,25\r\n", to: path(.temperature(5), "25-03-14"))
        let news = tail.poll(now: 2)
        #expect(values(news, "flow") == [0.003] && values(news, "still") == [25])
    }

    @Test("files of long ago are looked for now and then")
    func late() {
        var tail = tail()
        for day in 14...20 { files.append("\(day)-03-25,12:00:00,1\r\n", to: path(.flowmeter, "25-03-\(day)")) }
        #expect(values(tail.poll(now: 0), "flow").count == 7)
        files.append("14-03-25,13:00:00,5\r\n", to: path(.flowmeter, "25-03-14"))
        #expect(tail.poll(now: 10 * Self.second).batches.isEmpty)
        #expect(values(tail.poll(now: LogTail.sweep), "flow") == [0.005])
    }

    @Test("a drive that vanishes is told and tried again; nothing is lost and nothing comes twice")
    func vanishes() {
        var tail = tail()
        files.append("14-03-25,10:00:07,1\r\n", to: path(.flowmeter, "25-03-14"))
        #expect(tail.poll(now: 0).isReachable)
        files.isGone = true
        for now in 1...3 {
            let news = tail.poll(now: Int64(now))
            #expect(!news.isReachable && news.batches.isEmpty && news.problems.counts == ["unreadable": 1])
            #expect(news.problems.first[0].description.contains("Host is down"))
        }
        files.append("14-03-25,10:00:17,2\r\n", to: path(.flowmeter, "25-03-14"))
        files.isGone = false
        #expect(values(tail.poll(now: 4), "flow") == [0.002])
    }

    @Test("a file that was replaced is read from its beginning", arguments: ["14-03-25,11:00:07,9\r\n", "x"])
    func rotated(text: String) {
        var tail = tail()
        files.append("14-03-25,10:00:07,1\r\n14-03-25,10:00:17,2\r\n", to: path(.flowmeter, "25-03-14"))
        _ = tail.poll(now: 0)
        files.replace(path(.flowmeter, "25-03-14"), by: text)
        let news = tail.poll(now: 1)
        #expect(news.problems.counts["rotated"] == 1)
        #expect(values(news, "flow") == (text == "x" ? [] : [0.009]))
    }

    @Test("what is longer goes on being read; what is longer and another file is read anew")
    func replacedLonger() {
        var tail = tail()
        files.append("14-03-25,10:00:07,1\r\n", to: path(.flowmeter, "25-03-14"))
        _ = tail.poll(now: 0)
        files.replace(path(.flowmeter, "25-03-14"), by: " 14-03-25,11:00:07,1.5\r\n14-03-25,11:00:17,2\r\n")
        let news = tail.poll(now: 1)
        #expect(values(news, "flow") == [0.0015, 0.002] && news.problems.counts["rotated"] == 1)
    }

    @Test(
        "broken off at any moment and gone on from the stored positions, readings are those of one go",
        arguments: 0..<12)
    func resumed(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let zone = try ZoneRules(named: "Europe/Zurich")
        // A night in which clocks are set back, and the base goes below its curve.
        var lines: [(kind: LogFile.Kind, day: String, text: String)] = []
        for index in 0..<1500 {
            let second = 1_761_427_803 + Int64(index) * 10
            let shown = second + zone.offset(at: second)
            let stamp = LogDialect.current.stamp(shown)
            let day = "\(LogDay(number: Int(shown / 86_400)))"
            let cold = 0.009 - 0.003 * Double((index / 200) % 2) + random.uniform(in: -2e-4...2e-4)
            lines.append((.resistance(6), day, "\(stamp),\(printed(90 / cold, "%.6e"))\r\n"))
            if cold >= 0.007 || index % 200 < 100 {
                lines.append((.temperature(6), day, "\(stamp),\(printed(max(cold, 0.007), "%.6e"))\r\n"))
            }
            if index % 7 == 0 { lines.append((.channels, day, "\(stamp),0,v1,1\r\n\(stamp),0,v1,0\r\n")) }
        }
        var whole = LogTail(directory: "/mnt/fridge", device: "lab", zone: zone, files: files)
        var expected: [String: [Reading]] = [:]
        var found: [String: [Reading]] = [:]
        var positions: [String: String] = [:]
        func add(_ news: LogPoll, to readings: inout [String: [Reading]]) {
            for batch in news.batches { readings[batch.channel.name, default: []] += batch.readings }
        }
        var piecewise = tail(zone: zone)
        var rest = lines[...]
        while !rest.isEmpty {
            for line in rest.prefix(random.uniform(in: 1...60)) {
                // Now and then only a part of a line is there.
                files.append(line.text, to: path(line.kind, line.day))
                rest = rest.dropFirst()
            }
            let news = piecewise.poll(now: 0)
            #expect(news.problems.count == 0, "\(news.problems.first)")
            add(news, to: &found)
            for position in news.positions { positions[position.source] = position.position }
            if random.uniform(in: 0...3) == 0 {
                let stored = positions.map { SourcePosition(source: $0.key, position: $0.value) }
                piecewise = tail(stored, zone: zone)
            }
        }
        add(whole.poll(now: 0), to: &expected)
        #expect(Set(expected.keys) == ["base", "base-resistance", "v1", "panel-code"])
        #expect(found == expected)
        let times = expected["base-resistance"]?.map(\.time) ?? []
        #expect(times.count == 1500 && zip(times, times.dropFirst()).allSatisfy { $1 - $0 == 10 * Self.second })
    }

    @Test("a large file comes in pieces")
    func large() {
        var tail = tail()
        let line = "14-03-25,10:00:07,1\r\n"
        files.append(String(repeating: line, count: 250_000), to: path(.flowmeter, "25-03-14"))
        var (count, looks) = (0, 0)
        var news: LogPoll
        repeat {
            news = tail.poll(now: 0)
            count += values(news, "flow").count
            looks += 1
        } while news.hasMore
        #expect(count == 250_000 && looks == 2)
    }

    @Test(
        "positions that make no sense are none",
        arguments: ["", "1 2", "x 2 3 4 0", "-1 2 3 4 0", "9999999999999999999 1 1 1 0"])
    func brokenPosition(words: String) {
        #expect(LogTail.Place(words: words) == nil)
        files.append("14-03-25,10:00:07,1\r\n", to: path(.flowmeter, "25-03-14"))
        var tail = tail([SourcePosition(source: "lab/Flowmeter 25-03-14.log", position: words)])
        #expect(values(tail.poll(now: 0), "flow") == [0.001])
    }

    @Test("a long past comes in parts, whole days in their order, the same as at once; what is new meanwhile comes too")
    func parts() {
        let days = (10...29).map { "25-03-\($0)" }
        for (index, day) in days.enumerated() {
            let date = "\(day.suffix(2))-03-25"
            let lines = (0..<60).map { minute in
                "\(date),10:\(10 + minute % 50):\(10 + minute / 50),\(index + 1).\(minute)\n"
            }
            files.append(lines.joined(), to: path(.flowmeter, day))
            files.append(lines.joined(), to: path(.temperature(6), day))
            files.append(lines.joined(), to: path(.resistance(6), day))
        }
        var whole = tail()
        let all = whole.poll(now: 0)
        #expect(!all.hasMore && all.day == nil)
        var partial = LogTail(
            directory: "/mnt/fridge", settings: LogSettings(device: "lab", zone: .utc), limit: 10_000, files: files)
        var (flows, bases, looks): ([Double?], [Double?], Int) = ([], [], 0)
        var news = LogPoll()
        repeat {
            news = partial.poll(now: Int64(looks))
            (flows, bases, looks) = (flows + values(news, "flow"), bases + values(news, "base"), looks + 1)
            #expect(news.hasMore == (news.day != nil))
            if looks == 2 { files.append("29-03-25,12:00:00,77\n", to: path(.flowmeter, "25-03-29")) }
        } while news.hasMore && looks < 100
        #expect(looks >= 5 && looks < 20)
        #expect(flows == values(all, "flow") + [0.077])
        #expect(bases == values(all, "base"))
    }

    @Test("a later look at all days keeps nothing waiting that is new, however many looks it takes, and is not told")
    func beside() throws {
        let days = (19_600..<20_000).map { "\(LogDay(number: $0))" }
        for day in days {
            for kind in [LogFile.Kind.flowmeter, .maxigauge, .heaters] { files.append("", to: path(kind, day)) }
        }
        func line(_ day: String, _ minute: Int) -> String {
            let parts = day.split(separator: "-")
            return "\(parts[2])-\(parts[1])-\(parts[0]),10:\(10 + minute):00,\(minute)\n"
        }
        var tail = tail()
        var news = tail.poll(now: 0)
        #expect(news.hasMore && news.day != nil)
        while news.hasMore { news = tail.poll(now: Self.second) }
        #expect(news.day == nil)
        let (late, last) = (days[390], days[399])
        files.append(line(late, 40), to: path(.flowmeter, late))
        var (found, looks): ([Double?], Int) = ([], 0)
        repeat {
            looks += 1
            files.append(line(last, looks), to: path(.flowmeter, last))
            // Each brings at once what was written before it.
            news = tail.poll(now: LogTail.sweep + Int64(looks) * Self.second)
            found = values(news, "flow").filter { $0 != 0.04 }
            #expect(found == [Double(looks) / 1000] && news.day == nil)
            #expect(values(news, "flow").contains(0.04) == !news.hasMore)
        } while news.hasMore && looks < 10
        #expect(looks == 2)
        // The next one is due ten minutes after this one, and not before.
        files.append(line(late, 41), to: path(.flowmeter, late))
        #expect(tail.poll(now: LogTail.sweep + 3 * Self.second).batches.isEmpty)
    }

    @Test("a drive that is there before what is on it is read as soon as that comes")
    func emptyAtFirst() {
        let name = "25-03-1"
        var tail = tail()
        #expect(tail.poll(now: 0).batches.isEmpty)
        for day in 0...9 { files.append("1\(day)-03-25,12:00:00,1\r\n", to: path(.flowmeter, "\(name)\(day)")) }
        #expect(values(tail.poll(now: 1), "flow").count == 10)
    }
}
