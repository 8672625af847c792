import Foundation
import SubkelvinTesting
import Telemetry

/// A hundred devices with thirty channels each, stored every second: what that takes of a core and of memory.
///
/// Three hundred transactions, one after the other: what they take of a processor is what they would take in five minutes. The
/// journal goes into the tables more than four times in them.
struct LiveStore: Codable, Sendable {
    /// The share of one core.
    var share: Double
    /// What the process takes of memory, in bytes.
    var memory: Double

    /// Which share of a core it may take.
    static let mostShare = 0.1
    /// How much memory in bytes it may take.
    static let mostMemory = 200e6

    /// Stores for some seconds, each of them at once.
    static func measure(seconds: Int = 300) throws -> LiveStore {
        let fleet = try LabFleet(devices: 100, channels: 30)
        return try TemporaryDirectory.with { folder in
            let store = try TelemetryStore(path: folder.path(of: "store.sqlite"))
            let before = processorTime()
            var memory = 0.0
            for second in 0..<seconds {
                try store.append(fleet.batches(seconds: second..<second + 1))
                memory = max(memory, residentMemory())
            }
            return LiveStore(share: (processorTime() - before) / Double(seconds), memory: memory)
        }
    }

    /// What this process has had of processors, in s.
    private static func processorTime() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
    }
}
