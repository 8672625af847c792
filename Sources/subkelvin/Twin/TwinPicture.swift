import Cryogenics
import Glibc
import HeatTransfer
import Text
import Twin

/// A plant at a moment, as lines of text.
struct TwinPicture {
    private let plant: Plant
    private let reading: PlantReading
    private let title: String
    private let said: [String]
    private let answers: [String]

    private static let range = (low: 0.005, high: 300.0)

    /// - Parameters:
    ///   - title: of what it is.
    ///   - said: what instruments say of which something is wrong.
    ///   - answers: to what was said last and could not be done.
    init(_ plant: Plant, title: String, said: [String], answers: [String]) throws {
        self.plant = plant
        self.title = title
        self.said = said
        self.answers = answers
        reading = try plant.reading()
    }

    /// Its lines, none of them wider than so many cells.
    func lines(width: Int) -> [String] {
        let task = plant.task.map { "\($0.procedure): \($0.title)" } ?? "nothing is done"
        var lines = [escaped("\(title)   \(dayTime(plant.time))", limit: 200), escaped(task, limit: 200)]
        // A name, two brackets and a temperature stand beside a bar.
        let bar = min(48, max(8, width - 28))
        for (stage, name) in plant.model.stages.enumerated() {
            for plate in plant.model.plates {
                let temperature = reading[plate.nodes[stage]]
                lines.append(padded("\(name.rawValue) \(plate.name)", to: 15) + self.bar(temperature, of: bar))
            }
        }
        let pressures = (1...6).map { gauge in
            let value = reading.value(of: .pressure(gauge)) / 100
            return "P\(gauge) " + (value < 1e-9 ? "0" : formatNumber(value, significantDigits: 2))
        }
        lines += folded(pressures + ["mbar"], width)
        lines += folded(
            [Signal.flow, .condensed].map { "\($0) " + $0.rounded(reading.value(of: $0)) }, width)
        lines += folded(switches, width)
        if let last = plant.events.last { lines.append("last: \(last.words), \(dayTime(last.time))") }
        for answer in said + answers { lines += folded(answer.split(separator: " ").map(String.init), width) }
        return lines.map { fitted($0, width) }
    }

    private func bar(_ temperature: Double, of width: Int) -> String {
        let (low, high) = Self.range
        let share = log(min(max(temperature, low), high) / low) / log(high / low)
        let full = Int((share * Double(width)).rounded())
        return "[" + String(repeating: "#", count: full) + String(repeating: " ", count: width - full) + "] "
            + kelvin(temperature)
    }

    /// What is open and on: by its word where it is so at every plate that has it, else with the plate's name before.
    private var switches: [String] {
        var open: [String] = []
        var on: [String] = []
        var missing: [String] = []
        for part in Control.Part.all {
            let having = plant.model.plates.compactMap { plate in
                plant.setting(of: part, at: plate.name).map { (plate.name, $0 != .on(false) && $0 != .power(0)) }
            }
            let isSupply = if case .facility = part { true } else { false }
            let changed = having.filter { $0.1 != isSupply }.map(\.0)
            let words = changed.count == having.count ? ["\(part)"] : changed.map { "\($0).\(part)" }
            guard !changed.isEmpty else { continue }
            switch part {
            case .valve: open += words
            case .facility: missing += words
            default: on += words
            }
        }
        var result = ["open:"] + (open.isEmpty ? ["nothing"] : open) + ["  on:"] + (on.isEmpty ? ["nothing"] : on)
        if !missing.isEmpty { result += ["  without:"] + missing }
        return result
    }

    /// Words in lines, further lines set in.
    private func folded(_ words: [String], _ width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in words {
            if !line.isEmpty, displayWidth(line) + 1 + displayWidth(word) > width {
                lines.append(line)
                line = "  "
            }
            line +=
                line.isEmpty || line == "  " ? word : (word.hasPrefix("P") || word.contains(" ") ? "  " : " ") + word
        }
        return lines + [line]
    }

    private func fitted(_ line: String, _ width: Int) -> String {
        var line = line
        while displayWidth(line) > max(20, width) { line.removeLast() }
        return line
    }

    private func padded(_ words: String, to width: Int) -> String {
        words + String(repeating: " ", count: max(1, width - displayWidth(words)))
    }
}
