import Foundation
import Glibc
import Observability
import Synchronization
import Testing

@Suite("Logs")
struct LogTests {
    static let texts = [
        "plain", "", "quote \" backslash \\ slash /", "line\nbreak\r\ttab", "\u{0}\u{1}\u{1B}[31m\u{7F}\u{85}",
        "κ 温度 🧊",
        "\u{2028}\u{2029}", "a=b c",
    ]

    func logger(_ sink: any LogSink, level: LogLevel = .info) -> Logger {
        Logger(label: "test", level: level, sink: sink) { 1_772_366_400_000_000_001 }
    }

    @Test("a JSON line is one line that parses to what was said", arguments: texts)
    func json(text: String) throws {
        let record = LogRecord(
            time: 0, level: .warning, label: text, message: text,
            fields: [
                LogField("text", .text(text)), LogField("n", 42), LogField("x", 0.1), LogField("nan", .number(.nan)),
                LogField("yes", true), LogField("level", "taken"), LogField("twice", 1), LogField("twice", 2),
            ])
        let line = LogFormat.json.line(record)
        #expect(line.count { $0 == 0x0A } == 1 && line.last == 0x0A)
        #expect(line.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
        let found = try #require(JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        #expect(found["message"] as? String == text && found["label"] as? String == text)
        #expect(found["text"] as? String == text)
        #expect(found["n"] as? Int == 42 && found["x"] as? Double == 0.1 && found["yes"] as? Bool == true)
        #expect(found["nan"] as? String == "nan")
        #expect(found["level"] as? String == "warning" && found["_level"] as? String == "taken")
        #expect(found["twice"] as? Int == 2)
    }

    @Test("a line for people neither breaks nor steers the terminal", arguments: texts)
    func text(text: String) {
        let record = LogRecord(time: 0, level: .info, label: "a", message: text, fields: [LogField("f", .text(text))])
        let line = String(decoding: LogFormat.text.line(record), as: UTF8.self)
        #expect(line.hasPrefix("1970-01-01T00:00:00.000000000Z INFO     a: "))
        #expect(line.unicodeScalars.dropLast().allSatisfy { $0.properties.generalCategory != .control })
    }

    @Test("what is below the level is neither passed on nor computed", arguments: LogLevel.allCases, LogLevel.allCases)
    func levels(least: LogLevel, level: LogLevel) {
        let sink = MemorySink()
        var computed = false
        func words() -> String {
            computed = true
            return "words"
        }
        logger(sink, level: least).log(level, words())
        #expect(computed == (level >= least))
        #expect(sink.records.count == (level >= least ? 1 : 0))
    }

    @Test("fields of the logger, the task and the call come together, the call's last")
    func fields() async {
        let sink = MemorySink()
        let logger = logger(sink).with(["device": "a", "same": 1]).part("http")
        await Logger.$taskFields.withValue([LogField("request", "7")]) {
            await Task { logger.info("hello", ["same": 2]) }.value
        }
        #expect(sink.records.first?.label == "test.http")
        #expect(sink.records.first?.fields.map(\.name) == ["device", "same", "request", "same"])
        #expect(sink.records.first?["same"] == 2 && sink.records.first?["request"] == "7")
    }

    @Test("times are those of a calendar, from 1677 to 2262")
    func times() throws {
        #expect(timestamp(.min) == "1677-09-21T00:12:43.145224192Z")
        #expect(timestamp(.max) == "2262-04-11T23:47:16.854775807Z")
        #expect(timestamp(-1) == "1969-12-31T23:59:59.999999999Z")
        let formatter = ISO8601DateFormatter()
        for second in stride(from: Int64(-9_000_000_000), to: 9_000_000_000, by: 12_345_678) {
            let expected = formatter.string(from: Date(timeIntervalSince1970: Double(second))).dropLast()
            #expect(timestamp(second * 1_000_000_000) == "\(expected).000000000Z")
        }
    }

    @Test("lines of many threads arrive whole and complete")
    func threads() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let descriptor = open(file.path, O_WRONLY | O_CREAT, 0o600)
        let sink = DescriptorSink(descriptor: descriptor, format: .json, capacity: 1_000)
        let logger = logger(sink)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for step in 0..<500 { logger.info("step", ["id": .integer(Int64(task * 500 + step))]) }
                }
            }
        }
        sink.flush()
        close(descriptor)
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let ids = try lines.map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return try #require(object?["id"] as? Int)
        }
        #expect(ids.sorted() == Array(0..<4_000))
        #expect(sink.dropped == 0)
    }

    @Test("a disk that is full costs lines, which are counted, and nothing else")
    func diskFull() {
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let sink = DescriptorSink(descriptor: descriptor, format: .text)
        for _ in 0..<10 { logger(sink).info("hello") }
        sink.flush()
        #expect(sink.dropped == 10 && sink.lastError == ENOSPC)
    }

    @Test("a reader that has gone, or never reads, costs lines and no time", arguments: [true, false])
    func badReader(isGone: Bool) {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        if isGone { close(ends[0]) }
        let sink = DescriptorSink(descriptor: ends[1], format: .text, capacity: 0, patience: 1)
        let words = String(repeating: "x", count: 10_000)
        let start = ContinuousClock.now
        for _ in 0..<20 { logger(sink).info("\(words)") }
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(isGone ? sink.dropped == 20 : (10..<20).contains(sink.dropped))
        #expect(sink.lastError == (isGone ? EPIPE : EAGAIN))
        if !isGone { close(ends[0]) }
        close(ends[1])
    }
}
