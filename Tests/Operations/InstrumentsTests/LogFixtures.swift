import Readings
import SubkelvinTesting
import Synchronization
import Telemetry

@testable import Instruments

/// A log that is typed by hand, and what is read of it.
struct TypedLog {
    var contents: LogContents

    /// Reads lines as one file; each gets CRLF unless it ends with `\` as one that is not finished.
    init(
        _ lines: [String], as kind: LogFile.Kind, of day: String = "25-03-14", zone: ZoneRules = .utc,
        settings change: (inout LogSettings) -> Void = { _ in }
    ) throws {
        try self.init([kind: lines], of: day, zone: zone, settings: change)
    }

    /// Reads several files of one day.
    init(
        _ files: [LogFile.Kind: [String]], of name: String = "25-03-14", zone: ZoneRules = .utc,
        settings change: (inout LogSettings) -> Void = { _ in }
    ) throws {
        let folder = try TemporaryDirectory()
        guard let day = LogDay(folder: name) else { throw ZoneError(name: name, reason: .broken) }
        for (kind, lines) in files {
            let text = lines.map { $0.hasSuffix("\\") ? String($0.dropLast()) : $0 + "\r\n" }.joined()
            try folder.write(text, to: LogFile(kind, of: day).path)
        }
        var settings = LogSettings(device: "lab", zone: zone)
        change(&settings)
        var reader = LogReader(LogFolder(folder.path), settings)
        contents = try reader.read(day)
        withExtendedLifetime(folder) {}
    }

    /// The readings of a channel.
    subscript(channel: String) -> [Reading] {
        contents.batches.filter { $0.channel.name == channel }.flatMap(\.readings)
    }

    func values(_ channel: String) -> [Double?] { self[channel].map(\.value) }
    func qualities(_ channel: String) -> [Quality] { self[channel].map(\.quality) }
    func times(_ channel: String) -> [String] { self[channel].map { rfc3339($0.time) } }
    /// The words of what is wrong.
    var problems: [String] { contents.problems.first.map(\.description) }
    var events: [LogEvent] {
        var events = LogEvents()
        events.add(contents.batches, contents.messages)
        return events.take()
    }
}

/// Files in memory that can vanish, for what happens on network drives.
final class MemoryFiles: LogFileSystem {
    private struct State {
        var files: [String: [UInt8]] = [:]
        var isGone = false
    }
    private let state = Mutex(State())

    var isGone: Bool {
        get { state.withLock { $0.isGone } }
        set { state.withLock { $0.isGone = newValue } }
    }

    func append(_ text: String, to path: String) {
        state.withLock { $0.files[path, default: []] += Array(text.utf8) }
    }
    func replace(_ path: String, by text: String) { state.withLock { $0.files[path] = Array(text.utf8) } }

    private func check(_ path: String) throws(LogFileError) {
        guard !isGone else { throw LogFileError(path: path, words: "Host is down") }
    }

    func names(in folder: String) throws(LogFileError) -> [String] {
        try check(folder)
        let inside = state.withLock { $0.files.keys.filter { $0.hasPrefix("\(folder)/") } }
        return Array(
            Set(inside.compactMap { $0.dropFirst(folder.count + 1).split(separator: "/").first.map(String.init) }))
    }

    func size(of path: String) throws(LogFileError) -> Int {
        try check(path)
        guard let size = state.withLock({ $0.files[path]?.count }) else {
            throw LogFileError(path: path, words: "No such file or directory", isMissing: true)
        }
        return size
    }

    func read(_ path: String, from offset: Int, limit: Int, into buffer: inout [UInt8]) throws(LogFileError) {
        try check(path)
        let bytes = state.withLock { $0.files[path] ?? [] }
        buffer += bytes.dropFirst(offset).prefix(limit)
    }
}
