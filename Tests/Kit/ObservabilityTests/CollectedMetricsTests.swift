import Foundation
import Observability
import SubkelvinTesting
import Testing

@Suite("Collected metrics")
struct CollectedMetricsTests {
    /// A registry with everything that can be in one: values nobody picked by hand, labels that need escaping.
    static func registry(seed: UInt64) throws -> MetricsRegistry {
        var random = SeededRandom(seed: seed)
        let metrics = MetricsRegistry()
        let values = (0..<200).map { _ in Double(bitPattern: random.next()) }
        let labels = (0..<200).map { MetricLabels(["device": "lab \"\($0)\"\\\n", "channel": "κ\($0 % 7)"]) }
        try metrics.collect("cryo_values", .gauge, help: "Any \"double\" there is,\nand \\.") { writer in
            for (label, value) in zip(labels, values) { writer.write(label, value) }
        }
        try metrics.collect("cryo_events_total", .counter, help: "Events.") { writer in
            writer.write(labels[0], 12_345_678_901)
            writer.write(labels[1], 0)
        }
        let plain = try metrics.gauge("cryo_plain_kelvin", help: "Without labels.")
        plain().set(-273)
        let counter = try metrics.counter("cryo_requests_total", help: "Requests.", labels: ["code"])
        counter("200").increment(by: 3)
        let histogram = try metrics.histogram(
            "cryo_seconds", help: "Times.", labels: ["route"], bounds: [0.000_1, 0.25, 1, 10, 2.5e6])
        for _ in 0..<100 { histogram("/a/{b}").observe(Double.random(in: 0...20, using: &random)) }
        return metrics
    }

    @Test("what is collected is written to the last bit, in both formats", arguments: MetricsRegistry.Format.allCases)
    func exact(format: MetricsRegistry.Format) throws {
        for seed in 0..<20 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let values = (0..<200).map { _ in Double(bitPattern: random.next()) }
            let found = try Exposition(try Self.registry(seed: seed).text(format))
            for (index, value) in values.enumerated() {
                let labels = ["device": "lab \"\(index)\"\\\n", "channel": "κ\(index % 7)"]
                let read = try #require(found.samples["cryo_values"]?[labels])
                #expect(read == value || read.isNaN && value.isNaN)
            }
            #expect(found.samples["cryo_plain_kelvin"] == [[:]: -273])
            #expect(found.samples["cryo_events_total"]?.values.sorted() == [0, 12_345_678_901])
        }
    }

    @Test("values are those of the moment of writing")
    func live() throws {
        let metrics = MetricsRegistry()
        let gauge = try MetricsRegistry().gauge("other", help: "")()
        try metrics.collect("level", .gauge, help: "Level.") { $0.write(MetricLabels([:]), gauge.value) }
        gauge.set(1.5)
        #expect(metrics.text().hasSuffix("\nlevel 1.5\n"))
        gauge.set(-2)
        #expect(metrics.text().hasSuffix("\nlevel -2\n"))
    }

    @Test("series beyond the limit are left out and counted")
    func limit() throws {
        let metrics = MetricsRegistry()
        try metrics.collect("level", .gauge, help: "Level.", limit: 3) { writer in
            for index in 0..<5 { writer.write(MetricLabels(["n": "\(index)"]), 1) }
        }
        let found = try Exposition(metrics.text())
        #expect(found.samples["level"]?.count == 3 && metrics.dropped == 2)
    }

    @Test("a histogram, and a counter that OpenMetrics would rename, cannot be collected")
    func kinds() {
        let metrics = MetricsRegistry()
        #expect(throws: MetricsError(metric: "a", reason: .notCollectable(.counter))) {
            try metrics.collect("a", .counter, help: "") { _ in }
        }
        #expect(throws: MetricsError(metric: "a", reason: .notCollectable(.histogram))) {
            try metrics.collect("a", .histogram, help: "") { _ in }
        }
    }

    @Test("Prometheus' own reader takes the text without a word", .enabled(if: Peer.promtool.isThere))
    func promtool() throws {
        let answer = try Peer.promtool.run(["check", "metrics"], input: try Self.registry(seed: 1).text())
        #expect(answer.status == 0, "\(answer.words)")
    }

    @Test("Prometheus' client for Python reads the same in both formats", .enabled(if: Peer.python.isThere))
    func python() throws {
        let script = """
            import sys
            from prometheus_client.parser import text_string_to_metric_families as plain
            from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
            text = sys.stdin.read()
            read = open_metrics if text.endswith('# EOF\\n') else plain
            print(sum(len(family.samples) for family in read(text)))
            """
        for format in MetricsRegistry.Format.allCases {
            let text = try Self.registry(seed: 1).text(format)
            let answer = try Peer.python.run(["-c", script], input: text)
            #expect(answer.status == 0, "\(answer.words)")
            #expect(answer.words.hasPrefix("\(text.split(separator: "\n").count { !$0.hasPrefix("#") })\n"))
        }
    }
}

/// A program of others that reads what is written here.
struct Peer: Sendable {
    var path: String
    var probe: [String]

    static let promtool = Peer(path: "/usr/bin/promtool", probe: ["--version"])
    static let python = Peer(path: "/usr/bin/python3", probe: ["-c", "import prometheus_client"])

    /// Whether it is installed (`scripts/bootstrap`).
    var isThere: Bool {
        FileManager.default.isExecutableFile(atPath: path) && (try? run(probe, input: "").status) == 0
    }

    /// Runs it.
    func run(_ arguments: [String], input: String) throws -> (status: Int32, words: String) {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = stdout
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let words = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: words, as: UTF8.self))
    }
}
