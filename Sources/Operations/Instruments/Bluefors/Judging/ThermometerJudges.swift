import Readings
import Telemetry

/// The judges of a device's thermometers, by number.
struct ThermometerJudges: Sendable {
    private let settings: LogSettings
    private(set) var judges: [Int: ThermometerJudge] = [:]
    /// The channel of each, and the file that its temperatures came from last.
    private var origins: [Int: (channel: Channel, provenance: String?)] = [:]

    init(_ settings: LogSettings) { self.settings = settings }

    /// Takes in batches of a file: temperatures wait to be judged, all else comes back as it is.
    mutating func sort(_ batches: [ReadingBatch], of file: LogFile) -> [ReadingBatch] {
        switch file.kind {
        case .temperature(let number):
            for batch in batches {
                origins[number] = (batch.channel, batch.provenance)
                change(number) { $0.add(temperatures: batch.readings) }
            }
            return []
        case .resistance(let number):
            for batch in batches { change(number) { $0.add(resistances: batch.readings) } }
            return batches
        default:
            return batches
        }
    }

    /// Temperatures that have been judged.
    mutating func take(isEnd: Bool) -> [ReadingBatch] {
        var result: [ReadingBatch] = []
        for number in judges.keys.sorted() {
            var readings: [Reading] = []
            change(number) { readings = $0.take(isEnd: isEnd) }
            guard !readings.isEmpty else { continue }
            guard let (channel, provenance) = origins[number] ?? unseen(number) else { continue }
            result.append(ReadingBatch(channel: channel, readings: readings, provenance: provenance))
        }
        return result
    }

    /// The channel of a thermometer that has only had resistances yet.
    private func unseen(_ number: Int) -> (channel: Channel, provenance: String?)? {
        let name = settings.thermometer(number)
        return (try? Channel(device: settings.device, name: name, unit: .kelvin)).map { ($0, nil) }
    }

    /// Lets a judge go on with what another knew.
    mutating func resume(_ number: Int, _ memory: ThermometerJudge.Memory) {
        change(number) { $0.resume(memory) }
    }

    private mutating func change(_ number: Int, _ body: (inout ThermometerJudge) -> Void) {
        // Taken out, so that its arrays are not copied.
        var judge =
            judges.removeValue(forKey: number)
            ?? ThermometerJudge(
                highest: settings.highest[settings.thermometer(number)], unchanged: settings.unchanged)
        body(&judge)
        judges[number] = judge
    }
}
