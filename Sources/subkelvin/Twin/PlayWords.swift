import CommandLineKit
import Cryogenics
import Glibc
import Twin

/// What somebody says to a plant that is watched, a line each: as an event of a scenario, or `mend: KIND`, or `quit`.
///
///     fault: { kind: heat-leak, size: 20 µW, stage: still }
///     set: { v9: closed }
///     heat: { base: 10 µW }
///     sensor: { kind: open, channel: base }
///     mend: heat-leak
///
/// Heat is what comes in from then on, so that `heat: { base: 0 W }` ends it. A line ends with a line feed, or with the end of a pipe.
final class PlayWords {
    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private var waiting: [UInt8] = []
    /// No line is longer.
    static let longestLine = 4096
    private static let lineFeed = UInt8(ascii: "\n")
    /// Whether what comes is thrown away, up to the end of a line that is too long.
    private var isSkipping = false

    /// - Parameter path: a file, which is read as it grows, or a pipe; `-` for what is typed.
    /// - Throws: `UsageError` for one that cannot be read.
    init(_ path: String) throws {
        ownsDescriptor = path != "-"
        descriptor = ownsDescriptor ? unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) : STDIN_FILENO
        guard descriptor >= 0 else {
            throw UsageError(reason: "cannot read \(path); is it there, and may you read it?")
        }
    }

    deinit { if ownsDescriptor { close(descriptor) } }

    /// The lines that came since the last time; it waits for none.
    ///
    /// Lines that were too long are counted, and left out.
    func lines() -> (lines: [String], tooLong: Int) {
        var found: (lines: [String], tooLong: Int) = ([], 0)
        var bytes = [UInt8](repeating: 0, count: Self.longestLine)
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while unsafe poll(&ready, 1, 0) == 1, ready.revents & Int16(POLLIN) != 0 {
            let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            for byte in bytes[..<count] { take(byte, into: &found) }
        }
        // Nobody writes into a pipe any more; a file may grow, so that its last line is waited for.
        if ready.revents & Int16(POLLHUP) != 0 { take(Self.lineFeed, into: &found) }
        return found
    }

    private func take(_ byte: UInt8, into found: inout (lines: [String], tooLong: Int)) {
        if byte == Self.lineFeed {
            if !isSkipping, !waiting.isEmpty { found.lines.append(String(decoding: waiting, as: UTF8.self)) }
            waiting = []
            isSkipping = false
        } else if !isSkipping {
            waiting.append(byte)
            if waiting.count > Self.longestLine {
                waiting = []
                isSkipping = true
                found.tooLong += 1
            }
        }
    }
}

extension Plant {
    /// Does what a line says now, to the plant or to its instruments.
    ///
    /// - Returns: false to end.
    /// - Throws: `ConfigurationError`, `ScriptError`, `UsageError` for what cannot be; the plant is as it was.
    func happen(_ line: String, _ instruments: inout PlayedInstruments) throws -> Bool {
        let words = line.split(separator: ":", maxSplits: 1).map { $0.filter { $0 != " " } }
        if words == ["quit"] { return false }
        if words.first == "mend", words.count == 2 {
            if try instruments.mend(words[1]) { return true }
            guard let fault = faults.first(where: { $0.kind.rawValue == words[1] }) else {
                let known = (faults.map(\.kind.rawValue) + instruments.broken).joined(separator: ", ")
                throw UsageError(reason: "no \(words[1]) to mend; broken: \(known.isEmpty ? "nothing" : known)")
            }
            try end(fault)
            return true
        }
        for event in try Scenario.events(in: line, for: model) {
            guard event.duration == nil else {
                throw UsageError(reason: "leave ‘for’ out: ‘mend’ ends a fault, ‘set’ a setting, ‘heat’ of 0 W a heat")
            }
            if case .sensor(let sensor) = event.action {
                try instruments.begin(sensor, of: self)
            } else {
                try happen(event.action)
            }
        }
        return true
    }

    private func happen(_ action: Scenario.Action) throws {
        switch action {
        case .set(let settings): try set(settings)
        case .heat(let heats):
            for heat in heats {
                for plate in model.plates where heat.plate.map({ $0 == plate.name }) ?? plate.isNode {
                    let before = injectedHeat(into: heat.stage, at: plate.name) ?? 0
                    try inject(heat.power - before, into: heat.stage, at: plate.name)
                }
            }
        case .run(let name): try run(.named(name))
        case .fault(let fault): try begin(fault)
        case .sensor: break
        }
    }
}
