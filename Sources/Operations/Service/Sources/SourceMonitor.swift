internal import Readings
internal import Synchronization
internal import Telemetry

/// How a source is.
struct SourceState: Sendable, Hashable {
    /// In a word.
    enum Name: String, Sendable, Hashable, CaseIterable, Codable {
        /// Readings come.
        case live
        /// None came for a while.
        case silent
        /// It cannot be read.
        case failed
    }

    var name: Name
    /// Why; nil of one that lives.
    var reason: String?
}

/// What sources tell of themselves, device by device.
final class SourceMonitor: Sendable {
    private let reasons = Mutex<[String: String]>([:])
    private struct Refusal {
        var words: [Channel: String] = [:]
        var readings = 0
    }
    private let refusals = Mutex<[String: Refusal]>([:])

    /// A source begins: what was refused of it before does not matter any more.
    func begins(_ device: String) {
        works(device)
        refusals.withLock { $0[device]?.words = [:] }
        misses(device, nil)
        reads(device, nil)
        remarks(device, nil)
    }

    /// Readings of a channel are refused for what it is, and why; the others are taken.
    func refuses(_ batch: ReadingBatch, _ reason: String) {
        refusals.withLock { refusals in
            refusals[batch.channel.device, default: Refusal()].words[batch.channel] = reason
            refusals[batch.channel.device, default: Refusal()].readings += batch.readings.count
        }
    }

    /// A part of a source cannot be read, and why; nil where all can.
    func misses(_ device: String, _ reason: String?) { missing.withLock { $0[device] = reason } }
    private let missing = Mutex<[String: String]>([:])

    /// A source reads its past, and has come to a day; nil where it has come to now.
    func reads(_ device: String, _ day: String?) { reading.withLock { $0[device] = day } }
    private let reading = Mutex<[String: String]>([:])

    /// What a person should know of a source that works, in a sentence; nil for nothing.
    func remarks(_ device: String, _ words: String?) { remark.withLock { $0[device] = words } }
    private let remark = Mutex<[String: String]>([:])

    /// What of a device is refused or cannot be read, and what else is to be known of its source, for a person.
    func notes(of device: String) -> [String] {
        let refused = refusals.withLock { $0[device]?.words ?? [:] }.sorted { $0.key.name < $1.key.name }
        let missing = missing.withLock { $0[device] }.map { "not read: \($0)" }
        let reading = reading.withLock { $0[device] }.map { "its logs are being read, now those of \($0)" }
        return refused.map { "refused: \($0.value)" }
            + [missing, reading, remark.withLock { $0[device] }].compactMap { $0 }
    }

    /// How many readings of each device were refused.
    var refused: [(device: String, count: Int)] {
        refusals.withLock { $0.map { ($0.key, $0.value.readings) }.sorted { $0.0 < $1.0 } }
    }

    /// A source works, as far as it knows.
    func works(_ device: String) { reasons.withLock { $0[device] = nil } }

    /// A source does not, and why.
    func fails(_ device: String, _ reason: String) { reasons.withLock { $0[device] = reason } }

    /// How a source is.
    ///
    /// - Parameters:
    ///   - device: whose.
    ///   - age: of its newest reading in s; nil where there is none, below zero where that lies ahead.
    ///   - patience: after so many seconds without one it is silent.
    func state(of device: String, age: Double?, patience: Double) -> SourceState {
        if let reason = reasons.withLock({ $0[device] }) { return SourceState(name: .failed, reason: reason) }
        guard let age else { return SourceState(name: .silent, reason: "nothing was heard yet") }
        guard age >= -Double(TelemetryHub.tolerance) / 1e9 else {
            return SourceState(
                name: .failed,
                reason: "its clock is ahead by \(spanWords(-age)); set it, or declare the zone that it is in")
        }
        guard age > patience else { return SourceState(name: .live, reason: nil) }
        return SourceState(name: .silent, reason: "nothing was heard for \(spanWords(age))")
    }
}

/// A span of time in words, with two digits at most: `4 min`, `2.5 h`; what is longer than a century is that.
func spanWords(_ seconds: Double) -> String {
    func number(_ value: Double) -> String {
        let rounded = value < 10 ? (value * 10).rounded() / 10 : value.rounded()
        return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
    }
    switch seconds {
    case ..<100: return "\(number(seconds)) s"
    case ..<6000: return "\(number(seconds / 60)) min"
    case ..<172_800: return "\(number(seconds / 3600)) h"
    case ..<3.2e9: return "\(number(seconds / 86400)) days"
    default: return "more than 100 years"
    }
}
