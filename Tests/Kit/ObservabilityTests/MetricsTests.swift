import Observability
import Testing

@Suite("Metrics")
struct MetricsTests {
    @Test("increments of many threads add up, in counters, gauges and histograms")
    func concurrency() async throws {
        let metrics = MetricsRegistry()
        let counter = try metrics.counter("events_total", help: "Events.", labels: ["kind"])
        let gauge = try metrics.gauge("level", help: "Level.")
        let histogram = try metrics.histogram("seconds", help: "Time.", bounds: [1, 2, 3])
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for step in 0..<5_000 {
                        counter(task.isMultiple(of: 2) ? "even" : "odd").increment()
                        gauge().add(0.5)
                        histogram().observe(Double(step % 4) + 0.5)
                    }
                }
            }
        }
        #expect(counter("even").value == 20_000 && counter("odd").value == 20_000)
        #expect(gauge().value == 20_000)
        #expect(histogram().values == [10_000, 10_000, 10_000, 10_000] && histogram().sum == 80_000)
    }

    @Test("the text, parsed, says what was recorded", arguments: MetricsRegistry.Format.allCases)
    func exposition(format: MetricsRegistry.Format) throws {
        let metrics = MetricsRegistry()
        let counter = try metrics.counter("a_total", help: "Back\\slash\nand line.", labels: ["path", "code"])
        let values = ["plain", "quo\"te", "back\\slash", "line\nbreak", "κ, {a=\"b\"} 1", ""]
        for (index, value) in values.enumerated() { counter(value, "200").increment(by: UInt64(index + 1)) }
        let gauge = try metrics.gauge("b_kelvin", help: "Gauge.", labels: ["n"])
        let numbers: [Double] = [0.1, -1e-300, .infinity, -.infinity, .nan, 12_345_678_901_234_568]
        for (index, number) in numbers.enumerated() { gauge("\(index)").set(number) }
        let histogram = try metrics.histogram("c_seconds", help: "Histogram.", bounds: [0.5, 1])
        for value in [0.25, 0.5, 0.75, 1.5] { histogram().observe(value) }

        let found = try Exposition(metrics.text(format))
        for (index, value) in values.enumerated() {
            #expect(found.samples["a_total", default: [:]][["path": value, "code": "200"]] == Double(index + 1))
        }
        for (index, number) in numbers.enumerated() {
            let value = try #require(found.samples["b_kelvin"]?[["n": "\(index)"]])
            #expect(value == number || value.isNaN && number.isNaN)
        }
        let one = format == .openMetrics ? "1.0" : "1"
        #expect(found.samples["c_seconds_bucket"] == [["le": "0.5"]: 2, ["le": one]: 3, ["le": "+Inf"]: 4])
        #expect(found.samples["c_seconds_sum"] == [[:]: 3] && found.samples["c_seconds_count"] == [[:]: 4])
        let declared = format == .openMetrics ? "a" : "a_total"
        #expect(found.types == [declared: "counter", "b_kelvin": "gauge", "c_seconds": "histogram"])
        #expect(found.help[declared] == "Back\\slash\nand line.")
        #expect(metrics.text(format).hasSuffix("# EOF\n") == (format == .openMetrics))
    }

    @Test("the order is that of names and label values, whatever the order of use")
    func order() throws {
        let texts = try [["b", "a", "c"], ["c", "b", "a"]].map { order in
            let metrics = MetricsRegistry()
            for name in order {
                let family = try metrics.gauge(name, help: "x", labels: ["l"])
                for value in order { family(value).set(1) }
            }
            return metrics.text()
        }
        #expect(texts[0] == texts[1])
    }

    @Test("a bad name is refused", arguments: ["", "9a", "a-b", "a b", "ä", "a.b"])
    func names(name: String) {
        let metrics = MetricsRegistry()
        #expect(throws: MetricsError(metric: name, reason: .invalidName)) { try metrics.gauge(name, help: "") }
        #expect(throws: MetricsError(metric: "m", reason: .invalidLabel(name))) {
            try metrics.gauge("m", help: "", labels: [name])
        }
    }

    @Test("reserved and repeated labels are refused", arguments: [["__name"], ["a", "a"], ["a:b"], ["le"]])
    func labels(labels: [String]) {
        #expect(throws: MetricsError.self) {
            try MetricsRegistry().histogram("m", help: "", labels: labels, bounds: [1])
        }
    }

    @Test("a name is given once, whatever the kind, with the names that a histogram writes")
    func duplicates() throws {
        let metrics = MetricsRegistry()
        _ = try metrics.histogram("h", help: "", bounds: [1])
        for name in ["h", "h_sum", "h_count", "h_bucket"] {
            #expect(throws: MetricsError(metric: name, reason: .nameTaken(by: "h"))) {
                try metrics.counter(name, help: "")
            }
        }
        _ = try metrics.gauge("g_sum", help: "")
        #expect(throws: MetricsError(metric: "g", reason: .nameTaken(by: "g_sum"))) {
            try metrics.histogram("g", help: "", bounds: [1])
        }
    }

    @Test("bounds that do not rise are refused", arguments: [[], [1, 1], [2, 1], [.infinity], [.nan]] as [[Double]])
    func bounds(bounds: [Double]) {
        #expect(throws: MetricsError.self) { try MetricsRegistry().histogram("h", help: "", bounds: bounds) }
    }

    @Test("series beyond the limit are added up in one, and counted")
    func limit() throws {
        let metrics = MetricsRegistry()
        let family = try metrics.counter("c", help: "", labels: ["user"], limit: 3)
        for user in 0..<10 { family("\(user)").increment() }
        family("overflow").increment()
        #expect(family.overflows == 7)
        let found = try Exposition(metrics.text())
        #expect(found.samples["c"]?.count == 4)
        #expect(found.samples["c"]?[["user": "overflow"]] == 8)
        #expect(found.samples["c"]?.values.reduce(0, +) == 11)
        family.remove("0")
        family("new").increment()
        #expect(family.overflows == 7)
    }
}

/// What a text exposition says, read by the rules of the format and nothing of the writer's.
struct Exposition {
    struct Malformed: Error { var line: String }

    var types: [String: String] = [:]
    var help: [String: String] = [:]
    var samples: [String: [[String: String]: Double]] = [:]

    init(_ text: String) throws {
        for line in text.split(separator: "\n") where line != "# EOF" {
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            if line.hasPrefix("# TYPE "), words.count == 4 {
                guard types.updateValue(words[3], forKey: words[2]) == nil else { throw Malformed(line: String(line)) }
            } else if line.hasPrefix("# HELP "), words.count == 4 {
                help[words[2]] = Self.unescaped(words[3])
            } else {
                try read(sample: line)
            }
        }
    }

    private mutating func read(sample line: Substring) throws {
        let name = line.prefix { $0 != "{" && $0 != " " }
        var rest = line.dropFirst(name.count)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            rest.removeFirst()
            while rest.first != "}" {
                let label = rest.prefix { $0 != "=" }
                rest = rest.dropFirst(label.count + 2)
                var raw = ""
                while let character = rest.popFirst(), character != "\"" {
                    raw.append(character)
                    if character == "\\", let next = rest.popFirst() { raw.append(next) }
                }
                labels[String(label)] = Self.unescaped(raw)
                if rest.first == "," { rest.removeFirst() }
                guard !rest.isEmpty else { throw Malformed(line: String(line)) }
            }
            rest.removeFirst()
        }
        let number = rest.dropFirst().replacing("Inf", with: "infinity")
        guard rest.first == " ", let value = Double(String(number)),
            samples[String(name), default: [:]].updateValue(value, forKey: labels) == nil
        else { throw Malformed(line: String(line)) }
    }

    private static func unescaped(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            guard character == "\\", let next = rest.popFirst() else {
                result.append(character)
                continue
            }
            result.append(next == "n" ? "\n" : next)
        }
        return result
    }
}
