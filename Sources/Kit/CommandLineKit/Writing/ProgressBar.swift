import Synchronization
import Text

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How far long work has come, on one line that is drawn over and over.
///
///     let bar = ProgressBar("cooldown", total: 86_400, on: console.error)
///     defer { bar.finish() }
///     while … { bar.update(simulatedSeconds) }
///
/// shows, once the work has lasted a second, `cooldown   42 %  [########            ]  3.1e3/s  0:00:16 left`.
///
/// Nothing is drawn when the sink is no terminal. The line is drawn at most ten times a second, and only when the work
/// reports: a bar that stands still says that the work does. Any thread may report; that costs a few nanoseconds when
/// nothing is due.
public final class ProgressBar: Sendable {
    private let title: String
    private let total: Double?
    private let sink: TextSink
    private let label: (@Sendable (Double) -> String)?
    private let now: @Sendable () -> Int64
    private let begin: Int64
    /// The bits of a Double: what is done.
    private let completed: Atomic<UInt64>
    /// When the line is to be drawn next, in nanoseconds of the clock; never, after the end or without a terminal.
    private let due: Atomic<Int64>
    private let state = Mutex(State())

    private struct State {
        var isDrawn = false
        var isFinished = false
    }

    /// A bar at zero, whose time begins now.
    ///
    /// - Parameters:
    ///   - title: what is being done.
    ///   - total: how much there is to do, in any unit; `nil` when unknown. Then no fraction is shown.
    ///   - sink: where to draw.
    ///   - label: what to show for the amount done instead of the rate, such as a simulated date.
    ///   - now: a clock in nanoseconds that never goes back.
    public init(
        _ title: String, total: Double? = nil, on sink: TextSink, label: (@Sendable (Double) -> String)? = nil,
        now: @escaping @Sendable () -> Int64 = coarseMonotonicNanoseconds
    ) {
        self.title = title
        self.total = total
        self.sink = sink
        self.label = label
        self.now = now
        begin = now()
        completed = Atomic(Double(0).bitPattern)
        due = Atomic(sink.isTerminal ? begin + 1_000_000_000 : .max)
    }

    /// Reports how much is done in all.
    public func update(_ done: Double) {
        completed.store(done.bitPattern, ordering: .relaxed)
        drawIfDue()
    }

    /// Reports that more is done.
    public func advance(by amount: Double = 1) {
        var old = completed.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let answer = completed.compareExchange(expected: old, desired: new, ordering: .relaxed)
            if answer.exchanged { break }
            old = answer.original
        }
        drawIfDue()
    }

    /// Takes the line off the screen; later reports draw nothing.
    public func finish() {
        due.store(.max, ordering: .relaxed)
        state.withLock { state in
            if state.isDrawn { try? sink.write("\r\u{1B}[K") }
            state = State(isDrawn: false, isFinished: true)
        }
    }

    deinit { finish() }

    private func drawIfDue() {
        let next = due.load(ordering: .relaxed)
        guard next != .max else { return }
        let time = now()
        guard time >= next else { return }
        _ = state.withLockIfAvailable { state in
            // Another thread may have drawn, or the work ended, since the time was compared.
            guard !state.isFinished, time >= due.load(ordering: .relaxed) else { return }
            due.store(time + 100_000_000, ordering: .relaxed)
            let line = line(after: Double(time - begin) / 1e9)
            // A terminal that is gone is no reason to stop the work.
            try? sink.write("\r" + line + "\u{1B}[K")
            state.isDrawn = true
        }
    }

    private func line(after seconds: Double) -> String {
        let done = Double(bitPattern: completed.load(ordering: .relaxed))
        let rate = done / seconds
        var parts: [String] = []
        if let total, total > 0, done.isFinite {
            let fraction = min(1, max(0, done / total))
            let percent = String(Int(fraction * 100))
            parts.append(String(repeating: " ", count: 3 - percent.count) + percent + " %")
            let filled = Int(fraction * 20)
            parts.append("[" + String(repeating: "#", count: filled) + String(repeating: " ", count: 20 - filled) + "]")
        }
        if let label {
            parts.append(label(done))
        } else {
            if total == nil { parts.append(formatNumber(done, significantDigits: 4)) }
            parts.append(formatNumber(rate, significantDigits: 2) + "/s")
        }
        if let total, rate > 0, done < total { parts.append(spelled(seconds: (total - done) / rate) + " left") }
        let room = max(20, (sink.columns ?? 80) - 1)
        var line = title + "  " + parts.joined(separator: "  ")
        while displayWidth(line) > room { line.removeLast() }
        return line
    }
}

/// `0:00:16`, or days when there are many.
private func spelled(seconds: Double) -> String {
    guard seconds < 100 * 86_400 else { return "over 100 days" }
    let whole = Int(seconds.rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    if hours >= 48 { return "\(hours / 24) days" }
    return "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes):" + (rest < 10 ? "0" : "") + "\(rest)"
}

/// The process's monotonic clock at the resolution of the kernel's tick, a few milliseconds; cheap to ask.
@Sendable public func coarseMonotonicNanoseconds() -> Int64 {
    #if canImport(Darwin)
        return Int64(clock_gettime_nsec_np(CLOCK_MONOTONIC_RAW_APPROX))
    #else
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    #endif
}
