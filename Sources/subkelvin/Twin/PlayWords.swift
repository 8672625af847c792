import CommandLineKit
import Cryogenics
import Glibc
import Twin

/// What somebody says to a plant that is watched, a line each: as an event of a scenario, or `mend: KIND`, or `quit`.
///
///     fault: { kind: heat-leak, size: 20 µW, stage: still }
///     set: { v9: closed }
///     mend: heat-leak
final class PlayWords {
    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private var waiting: [UInt8] = []
    /// No line is longer; what comes without an end is dropped.
    private static let longestLine = 4096

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

    /// The lines that came since the last time; waits for none.
    func lines() -> [String] {
        var bytes = [UInt8](repeating: 0, count: Self.longestLine)
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while unsafe poll(&ready, 1, 0) == 1, ready.revents & Int16(POLLIN) != 0 {
            let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            waiting += bytes[..<count]
            if waiting.count > 16 * Self.longestLine { waiting.removeAll() }
        }
        guard let last = waiting.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        let text = String(decoding: waiting[..<last], as: UTF8.self)
        waiting.removeFirst(last + 1)
        return text.split(separator: "\n").map(String.init)
    }
}

extension Plant {
    /// Does what a line says now.
    ///
    /// - Returns: false to end.
    /// - Throws: `ConfigurationError`, `ScriptError`, `UsageError` for what cannot be; the plant is as it was.
    func happen(_ line: String) throws -> Bool {
        let words = line.split(separator: ":", maxSplits: 1).map { $0.filter { $0 != " " } }
        if words == ["quit"] { return false }
        if words.first == "mend", words.count == 2 {
            guard let fault = faults.first(where: { $0.kind.rawValue == words[1] }) else {
                let known = faults.map(\.kind.rawValue).joined(separator: ", ")
                throw UsageError(reason: "no \(words[1]) to mend; broken: \(known.isEmpty ? "nothing" : known)")
            }
            try end(fault)
            return true
        }
        for event in try Scenario.events(in: line, for: model) {
            guard event.duration == nil else { throw UsageError(reason: "leave ‘for’ out: ‘mend’ or ‘set’ ends it") }
            try happen(event.action)
        }
        return true
    }

    private func happen(_ action: Scenario.Action) throws {
        switch action {
        case .set(let settings): try set(settings)
        case .heat(let heats): for heat in heats { try inject(heat.power, into: heat.stage, at: heat.plate) }
        case .run(let name): try run(.named(name))
        case .fault(let fault): try begin(fault)
        case .sensor:
            throw UsageError(reason: "this shows the plant as it is; what instruments say ‘twin run --readings’ writes")
        }
    }
}
