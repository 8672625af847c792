import Foundation

/// Everything that is timed.
let benchmarks: [Benchmark] =
    Benchmark.text + Benchmark.materials + Benchmark.heatTransfer + Benchmark.link + Benchmark.cryostat
    + Benchmark.qubits + Benchmark.thermometry + Benchmark.twin + Benchmark.sensors + Benchmark.observability
    + Benchmark.telemetry + Benchmark.logs

/// Times Subkelvin and says whether it keeps what is promised.
@main
enum Bench {
    static let usage = """
        usage: bench [--peers FILE] [--program FILE] [--json FILE]
               bench --count NAME N
               bench --list
               bench --time NAME
               bench --beside NAME
               bench --fleet
               bench --write-logs FOLDER
               bench --live

          --peers FILE    JSON lines that the peers printed; without it nothing is compared with them
          --program FILE  also time this program from its start to its end
          --json FILE     write what was measured
          --count NAME N  only call one operation N times, for a counter of instructions
          --time NAME     only time one operation
          --beside NAME   only time one operation, again for each line read: what a peer asks for
          --fleet         only run a thousand cryostats at once
          --write-logs FOLDER  only write the logs whose reading is timed; SUBKELVIN_BENCH_LOGS names them to all others
          --live          only store the readings of a hundred devices
          --list          print the names of the operations whose instructions are counted

        Exit codes: 0 every promise kept, 1 one is broken, 64 wrong usage, 70 something could not be measured.
        """

    static func main() {
        do {
            let options = try Options(CommandLine.arguments.dropFirst())
            switch options.task {
            case .list: for benchmark in benchmarks where benchmark.isCounted { print(benchmark.name) }
            case .count(let benchmark, let times): try repeatedly(benchmark.prepare(), times)
            case .one(let benchmark):
                var report = Report()
                let (timing, value) = try benchmark.schedule.time(benchmark.prepare(), on: ContinuousClock())
                report.add(benchmark, timing: timing, value: value, peers: try options.peers.map(readPeers))
                print(report, "value \(value)", separator: "\n")
            case .beside(let benchmark): try benchmark.timeBeside(on: ContinuousClock())
            case .fleet:
                var report = Report()
                report.add(try Fleet.measure())
                print(report)
            case .writeLogs(let folder): try MadeLogs.write(to: folder)
            case .live:
                var report = Report()
                report.add(try LiveStore.measure())
                print(report)
            case .time: exit(try timeEverything(options) ? 0 : 1)
            }
        } catch let error as UsageError {
            complain("\(error.message)\n\(usage)")
            exit(64)
        } catch {
            complain("\(error)")
            exit(70)
        }
    }

    /// - Returns: whether every promise was kept.
    static func timeEverything(_ options: Options) throws -> Bool {
        let clock = ContinuousClock()
        let peers = try options.peers.map(readPeers)
        var report = Report()
        // First, while the process has no other memory, that which takes least of it before that which takes most.
        report.add(try LiveStore.measure())
        report.add(try Fleet.measure())
        for benchmark in benchmarks {
            let (timing, value) = try benchmark.schedule.time(benchmark.prepare(), on: clock)
            report.add(benchmark, timing: timing, value: value, peers: peers)
        }
        if let program = options.program {
            for command in Command.all {
                report.add(command, timing: try command.time(program: program, on: clock))
            }
        }
        print(report)
        if let path = options.json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try encoder.encode(report).write(to: URL(filePath: path))
        }
        return !report.isBroken
    }

    private static func readPeers(_ path: String) throws -> [PeerResult] {
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        return try text.split(separator: "\n").map { try JSONDecoder().decode(PeerResult.self, from: Data($0.utf8)) }
    }

    private static func complain(_ words: String) {
        FileHandle.standardError.write(Data("bench: \(words)\n".utf8))
    }
}

/// What the command line asks for.
struct Options {
    enum Task {
        case list
        case count(Benchmark, Int)
        case one(Benchmark)
        case beside(Benchmark)
        case fleet
        case writeLogs(String)
        case live
        case time
    }
    var task = Task.time
    var peers: String?
    var program: String?
    var json: String?

    init(_ arguments: some Sequence<String>) throws(UsageError) {
        var rest = arguments.makeIterator()
        while let word = rest.next() {
            switch word {
            case "--list": task = .list
            case "--count":
                guard let name = rest.next(), let benchmark = benchmarks.first(where: { $0.name == name }) else {
                    throw UsageError(message: "--count needs the name of an operation; --list prints them")
                }
                guard let times = rest.next().flatMap(Int.init), times >= 0 else {
                    throw UsageError(message: "--count \(name) needs how often, 0 or more")
                }
                task = .count(benchmark, times)
            case "--time":
                guard let name = rest.next(), let benchmark = benchmarks.first(where: { $0.name == name }) else {
                    throw UsageError(message: "--time needs the name of an operation")
                }
                task = .one(benchmark)
            case "--beside":
                guard let name = rest.next(), let benchmark = benchmarks.first(where: { $0.name == name }) else {
                    throw UsageError(message: "--beside needs the name of an operation")
                }
                task = .beside(benchmark)
            case "--fleet": task = .fleet
            case "--write-logs": task = .writeLogs(try Options.file(after: word, rest.next()))
            case "--live": task = .live
            case "--peers": peers = try Options.file(after: word, rest.next())
            case "--program": program = try Options.file(after: word, rest.next())
            case "--json": json = try Options.file(after: word, rest.next())
            default: throw UsageError(message: "‘\(word)’ is no option")
            }
        }
    }

    private static func file(after option: String, _ path: String?) throws(UsageError) -> String {
        guard let path else { throw UsageError(message: "\(option) needs a file") }
        return path
    }
}

/// A command line that asks for nothing sensible.
struct UsageError: Error {
    var message: String
}
