import Readings
import Text
import Twin

/// What instruments say that are wrong, kind by kind.
struct SensorFaultTable {
    /// The table.
    let table: ResultTable

    /// Tries each kind on the instruments of a plant.
    init(_ plant: Plant) throws {
        let reading = try plant.reading()
        var table = ResultTable([
            .words("KIND", "kind"), .words("WHAT", "what"), .words("CHANNEL", "channel"), .words("BEFORE", "before"),
            .words("AFTER 10 min", "after_600_s"), .words("AFTER 1 d", "after_86400_s"),
            .words("AS IT SPEAKS", "as_it_speaks"),
        ])
        for example in SensorTrial.examples {
            let trial = try SensorTrial(example, on: reading, after: [600, 86_400])
            let last = trial.said.last
            let raw = last.flatMap { said in
                said.raw.map { "\(formatNumber($0, significantDigits: 4)) \(said.unit.rawValue)" }
            }
            table.append(
                [.text(example.word), .text(example.title), .text(example.shown)]
                    + trial.said.map { .text(Self.words($0.reading, trial.unit)) } + [.text(raw ?? "–")])
        }
        self.table = table
    }

    /// A reading with what it is worth.
    static func words(_ reading: Reading?, _ unit: ChannelUnit) -> String {
        guard let reading else { return "silent" }
        guard let value = reading.value else { return reading.quality.rawValue }
        let number = unit == .kelvin ? kelvin(value) : unit.formatted(value, significantDigits: 4)
        return "\(number), \(reading.quality.rawValue)"
    }
}
