/// What was measured and what was promised of it, to be printed and written.
struct Report: Codable, Sendable {
    /// A measured benchmark or process.
    struct Row: Codable, Sendable {
        var name: String
        var timing: Timing
        /// The operation's value; nil for a process.
        var value: Double?
    }

    /// A promise, and whether it was kept.
    struct Verdict: Codable, Sendable {
        var name: String
        var promise: String
        var measured: String
        /// Nil when there was nothing to compare with.
        var met: Bool?
    }

    var rows: [Row] = []
    var verdicts: [Verdict] = []
    /// A thousand cryostats; nil where they were not run.
    var fleet: Fleet?
    /// A hundred devices stored every second; nil where they were not.
    var live: LiveStore?

    /// Whether a promise was broken.
    ///
    /// What could not be compared breaks none.
    var isBroken: Bool { verdicts.contains { $0.met == false } }

    /// Notes a benchmark and holds it against its promises.
    ///
    /// - Parameter peers: nil when no peer could be run.
    mutating func add(_ benchmark: Benchmark, timing: Timing, value: Double, peers: [PeerResult]?) {
        rows.append(Row(name: benchmark.name, timing: timing, value: value))
        addLimit(benchmark.mostNanoseconds, on: timing, of: benchmark.name)
        for comparison in benchmark.comparisons {
            let asked = comparison.leastRatio
            let least = asked == asked.rounded() ? "\(Int(asked))" : "\(asked)"
            let promise = "at least \(least)× as fast as \(comparison.peer)"
            guard let peers else {
                verdicts.append(Verdict(name: benchmark.name, promise: promise, measured: "not compared", met: nil))
                continue
            }
            guard let peer = peers.first(where: { $0.benchmark == benchmark.name && $0.peer == comparison.peer }) else {
                verdicts.append(
                    Verdict(name: benchmark.name, promise: promise, measured: "the peer left no result", met: false))
                continue
            }
            guard let pairs = peer.comparison else {
                verdicts.append(
                    Verdict(name: benchmark.name, promise: promise, measured: "the peer was timed alone", met: false))
                continue
            }
            let ratio = pairs.ratios.median
            verdicts.append(
                Verdict(
                    name: benchmark.name, promise: promise,
                    measured:
                        "\(rounded(ratio))×, median of \(pairs.ratios.batches) pairs from \(rounded(pairs.ratios.minimum))× on "
                        + "(\(time(pairs.theirs.median)) to \(time(pairs.ours.median)))",
                    met: ratio >= comparison.leastRatio))
            let difference = abs(value - peer.value) / abs(peer.value)
            verdicts.append(
                Verdict(
                    name: benchmark.name, promise: "agrees with \(comparison.peer) within \(comparison.agreement)",
                    measured: "\(value) to \(peer.value), apart by \(rounded(difference))",
                    met: difference <= comparison.agreement))
        }
    }

    /// Notes a process and holds it against its promise.
    mutating func add(_ command: Command, timing: Timing) {
        rows.append(Row(name: command.name, timing: timing, value: nil))
        addLimit(command.mostNanoseconds, on: timing, of: command.name)
    }

    /// Notes a fleet and holds it against its promises.
    mutating func add(_ fleet: Fleet) {
        self.fleet = fleet
        let name = "twin-fleet-\(fleet.count)"
        verdicts.append(
            Verdict(
                name: name, promise: "at least \(Int(Fleet.leastSpeed))× real time on two threads",
                measured: "\(rounded(fleet.speed))×", met: fleet.speed >= Fleet.leastSpeed))
        let each = (fleet.memory - fleet.memoryBefore) / Double(fleet.count)
        verdicts.append(
            Verdict(
                name: name, promise: "in less than \(Int(Fleet.mostMemory / 1e6)) MB",
                measured: "\(rounded(fleet.memory / 1e6)) MB, \(rounded(each / 1e6)) MB each",
                met: fleet.memory < Fleet.mostMemory))
    }

    /// Notes what storing a hundred devices takes, and holds it against its promises.
    mutating func add(_ live: LiveStore) {
        self.live = live
        let name = "store-live-100x30"
        verdicts.append(
            Verdict(
                name: name, promise: "below \(rounded(100 * LiveStore.mostShare)) % of a core",
                measured: "\(rounded(100 * live.share)) %", met: live.share < LiveStore.mostShare))
        verdicts.append(
            Verdict(
                name: name, promise: "in less than \(Int(LiveStore.mostMemory / 1e6)) MB",
                measured: "\(rounded(live.memory / 1e6)) MB", met: live.memory < LiveStore.mostMemory))
    }

    private mutating func addLimit(_ limit: Double?, on timing: Timing, of name: String) {
        guard let limit else { return }
        verdicts.append(
            Verdict(
                name: name, promise: "median below \(time(limit))", measured: time(timing.median),
                met: timing.median < limit))
    }
}

extension Report: CustomStringConvertible {
    /// Two tables: times, then promises.
    var description: String {
        let times = rows.map {
            [$0.name, time($0.timing.minimum), time($0.timing.median), time($0.timing.ninetiethPercentile)]
        }
        let promises = verdicts.map {
            [$0.name, $0.promise, $0.measured, $0.met.map { $0 ? "met" : "NOT met" } ?? "not compared"]
        }
        return table([["benchmark", "min", "median", "p90"]] + times) + "\n\n"
            + table([["benchmark", "promise", "measured", "verdict"]] + promises)
    }
}

/// Columns two spaces apart, each as wide as its widest cell.
private func table(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
        let last = row.count - 1
        return zip(row, widths).enumerated().map { column, cell in
            cell.0 + String(repeating: " ", count: column < last ? cell.1 - cell.0.count : 0)
        }.joined(separator: "  ")
    }.joined(separator: "\n")
}

/// A number with about three digits that mean something.
private func rounded(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    var scale = 1.0
    while abs(value) * scale < 100, scale < 1e18 { scale *= 10 }
    let digits = (value * scale).rounded() / scale
    return abs(digits) < 1e15 && digits == digits.rounded() ? "\(Int(digits))" : "\(digits)"
}

/// A time in its fitting unit.
private func time(_ nanoseconds: Double) -> String {
    for (unit, size) in [("s", 1e9), ("ms", 1e6), ("µs", 1e3)] where nanoseconds >= size {
        return "\(rounded(nanoseconds / size)) \(unit)"
    }
    return "\(rounded(nanoseconds)) ns"
}
