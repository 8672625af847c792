import Glibc
import Telemetry

/// A process that stores readings until it is killed, and says of each submission when it was acknowledged.
///
///     append-readings STORE SEED
///
/// It goes on after the last submission that the store has, and writes the number of each to its standard output.
@main
enum AppendReadings {
    static func main() throws {
        guard CommandLine.arguments.count == 3, let seed = UInt64(CommandLine.arguments[2]) else { exit(64) }
        let store = try TelemetryStore(path: CommandLine.arguments[1])
        let load = try WriterLoad(seed: seed)
        var number = (try store.position(of: WriterLoad.source).flatMap { Int($0) } ?? -1) + 1
        while true {
            try store.append(
                load.batches(number), positions: [.init(source: WriterLoad.source, position: "\(number)")])
            // Not by way of print: what was acknowledged must not wait in a buffer.
            let line = Array("\(number)\n".utf8)
            let written = unsafe line.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
            guard written == line.count else { exit(0) }
            number += 1
        }
    }
}
