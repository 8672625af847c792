import Cryogenics
import Quantities
import Text

/// A cryostat at rest as tables.
struct CryostatTables {
    /// What is shown.
    var state: CryostatState

    /// Stage by stage: temperature, load, capacity, margin.
    func stages() -> TextTable {
        var table = TextTable(columns: [
            .left("STAGE"), .decimal("TEMPERATURE"), .decimal("LIMIT"), .decimal("LOAD"), .decimal("CAPACITY"),
            .decimal("MARGIN / %"),
        ])
        for stage in state.stages {
            table.append([
                stage.stage.rawValue, kelvin(stage.temperature), kelvin(stage.limit), watts(stage.load),
                watts(stage.capacity),
                stage.margin.isFinite ? formatNumber(100 * stage.margin, significantDigits: 3) : "–",
            ])
        }
        return table
    }

    /// Line by line: how many, and noise at their cold end.
    func lines() -> TextTable {
        let frequency = Frequency(si: state.frequency).formatted(significantDigits: 4)
        var table = TextTable(columns: [
            .left("LINES"), .decimal("COUNT"), .decimal("NOISE PHOTONS AT \(frequency)"), .decimal("CABLES LOSSLESS"),
        ])
        for line in state.lines {
            func photons(_ value: Double?) -> String { value.map { formatNumber($0, significantDigits: 4) } ?? "–" }
            table.append([
                line.name, plainCount(line.count), photons(line.noisePhotons),
                photons(line.noisePhotonsWithoutCables),
            ])
        }
        return table
    }

    /// Heat by source and stage.
    ///
    /// - Parameter each: for one line of a group instead of all of them.
    func budget(each: Bool) -> ResultTable {
        var table = ResultTable(
            [.words("SOURCE", "source"), .words("KIND", "kind")]
                + state.stages.map { .number("\($0.stage.rawValue) / W", "\($0.stage.rawValue)_W") })
        func row(_ name: String, _ kind: String, _ values: [Double?]) {
            table.rows.append([.text(name), .text(kind)] + values.map { .number($0) })
        }
        let counts = Dictionary(state.lines.map { ($0.name, $0.count) }) { first, _ in first }
        for source in state.sources {
            let isLine = source.kind == .line || source.kind == .dissipation
            let count = each && isLine ? counts[source.name] ?? 1 : 1
            row(source.name, source.kind.rawValue, source.received.map { $0 / count })
        }
        guard !each else { return table }
        let passed = state.stages.indices.map { index in state.sources.reduce(0) { $0 + $1.passedOn[index] } }
        row("passed on to colder stages", "–", passed.map { -$0 })
        row("lifted by coolers", "–", state.stages.map(\.load))
        row("capacity at the limit", "–", state.stages.map { finite($0.capacity) })
        return table
    }
}

/// A count without idle zeros: counts are whole, or shares of a line.
func plainCount(_ count: Double) -> String {
    count == count.rounded() && abs(count) < 1e9 ? "\(Int(count))" : formatNumber(count, significantDigits: 4)
}
