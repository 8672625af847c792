import CommandLineKit
import Cryogenics
import FoundationEssentials
import Plotting
import Text
import Twin

/// Where the way of a plant is written to.
struct PlantOutput: OptionSource {
    @Option("Write readings into this file.", placeholder: "FILE", completion: .file(extensions: ["csv"]))
    var csv: String?
    @Option(
        "Draw temperatures against time into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
    @Flag("Print JSON.") var json: Bool

    /// Refuses a picture of a kind that there is not, and a folder.
    func check() throws {
        try checkPicture(plot)
        try Self.checkFolder(of: csv)
        try Self.checkFolder(of: plot)
    }

    /// Writes what was asked for.
    ///
    /// - Parameters:
    ///   - record: of the plant.
    ///   - start: the time in s that counts as nothing.
    ///   - title: of the picture.
    func write(_ record: PlantRecord, from start: Double, title: String, on console: Console) throws {
        if let csv {
            try Self.write(Self.table(record, start), to: csv, on: console)
        }
        if let plot { try draw(Self.figure(record, start, title), to: plot, on: console) }
    }

    /// Writes a text into a file.
    static func write(_ text: String, to path: String, on console: Console) throws {
        do { try Data(text.utf8).write(to: URL(filePath: path)) } catch {
            throw UsageError(reason: "cannot write \(path); is its folder there, and may you write to it?")
        }
        try console.note("wrote \(path)")
    }

    /// Refuses a file whose folder is not there, before anything long begins.
    static func checkFolder(of path: String?) throws {
        guard let path, let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        let folder = String(path[..<slash])
        guard FileManager.default.fileExists(atPath: folder) else {
            throw ArgumentError("there is no folder \(folder) to write \(path) to")
        }
    }

    /// Readings as comma-separated values: a column a channel.
    private static func table(_ record: PlantRecord, _ start: Double) -> String {
        let pressures = (1...6).map { "P\($0)_Pa" }
        let names = ["time_days", "task"] + record.channels.map { "\($0.name)_K" } + pressures + ["flow_mol_per_s"]
        var lines = [names.joined(separator: ",")]
        for (index, time) in record.times.enumerated() {
            let values = (record.temperatures + record.pressures).map { "\($0[index])" }
            let first = [String((time - start) / 86400), record.tasks[index]]
            lines.append((first + values + ["\(record.flows[index])"]).joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func figure(_ record: PlantRecord, _ start: Double, _ title: String) -> Plot {
        let span = ((record.times.last ?? 0) - start) / 86400
        // What takes less than two days is drawn in hours.
        let (unit, seconds) = span < 2 ? ("h", 3600.0) : ("d", 86400.0)
        let times = record.times.map { ($0 - start) / seconds }
        var stages: [Stage] = []
        for channel in record.channels where !stages.contains(channel.stage) { stages.append(channel.stage) }
        let series = zip(record.channels, record.temperatures).map { channel, values in
            // A colour a stage; solid at nodes, dotted at cooling units, dashed far from both.
            let line: Series.Line =
                channel.place == "farthest" ? .dashed : channel.place.hasPrefix("CU") ? .dotted : .solid
            let color = Color.series[(stages.firstIndex(of: channel.stage) ?? 0) % Color.series.count]
            return Series(channel.name, x: times, y: values, line: line, color: color)
        }
        return Plot(
            title: title,
            subtitle: stages.count == record.channels.count
                ? "" : "Solid: nodes; dotted: cooling units; dashed: the shields farthest from any plate that cools",
            x: Axis("Time", unit: unit), y: Axis("Temperature", unit: "K", scale: .log), series: series,
            legend: .right)
    }
}

extension PlantRecord {
    /// Temperatures as last noted, channel by channel.
    func lastTable(_ heading: String) -> TextTable {
        var rows = TextTable(columns: [.left(heading), .decimal("TEMPERATURE")])
        for (channel, values) in zip(channels, temperatures) {
            rows.append([channel.name, values.last.map(kelvin) ?? "–"])
        }
        return rows
    }
}

extension Plant.Event {
    /// What happened, and where if not everywhere.
    var words: String { escaped(plate.map { "\(name), \($0)" } ?? name, limit: 200) }
}

/// Days with four digits.
func days(_ seconds: Double) -> String { "\(formatNumber(seconds / 86400, significantDigits: 4)) d" }

/// A time as days, hours and minutes: `3 d 07:30`; with seconds where there are any.
func dayTime(_ seconds: Double) -> String {
    let sign = seconds < 0 ? "-" : ""
    let whole = Int(abs(seconds).rounded())
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
    let clock = "\(two(whole / 3600 % 24)):\(two(whole / 60 % 60))" + (whole % 60 == 0 ? "" : ":\(two(whole % 60))")
    return "\(sign)\(whole / 86400) d \(clock)"
}
