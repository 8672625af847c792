import Cryogenics
import Planning
import Quantities
import Text

/// Counts of qubits as tables and sentences.
struct CapacityTables {
    /// What is shown.
    var cases: [CapacityCase]

    /// What was asked.
    var title: String { cases.first?.title ?? "" }

    /// A row a temperature.
    func counts() -> TextTable {
        var table = TextTable(columns: [
            .decimal("AT"), .left("SITTING AT"), .decimal("QUBITS"), .decimal("LOW"), .decimal("HIGH"),
            .left("LIMITED BY"), .left("NEXT"),
        ])
        for one in cases {
            let next = one.answer.limits.first { $0.limit != one.answer.count.limitedBy && $0.qubits != nil }
            table.append([
                kelvin(one.temperature), one.stage?.rawValue ?? "–", "\(one.answer.count.whole)",
                "\(whole(one.answer.low))", "\(whole(one.answer.high))",
                one.answer.count.limitedBy.name, next.map { "\($0.limit.name), \(count($0.qubits))" } ?? "–",
            ])
        }
        return table
    }

    /// The answer in words.
    func sentences(_ one: CapacityCase) -> [String] {
        let answer = one.answer
        var lines = [
            "\(answer.count.whole) qubits at \(kelvin(one.temperature)), between \(whole(answer.low)) and "
                + "\(whole(answer.high)), \(limit(answer.count.limitedBy))"
        ]
        if let reason = answer.reason { lines.append("why: \(reason)") }
        return lines
    }

    private func limit(_ limit: CapacityLimit) -> String {
        if case .noRest = limit { "beyond which there is no steady state" } else { "limited by the \(limit.name)" }
    }

    /// All tables on one temperature.
    func details(_ one: CapacityCase) -> [TextTable] {
        var tables: [TextTable] = []
        if !one.answer.limits.isEmpty { tables.append(limits(one)) }
        if one.answer.state != nil { tables.append(stages(one)) }
        if !one.answer.contributions.isEmpty { tables.append(contributions(one)) }
        if let grid = one.answer.grid { tables.append(self.grid(grid)) }
        return tables
    }

    private func limits(_ one: CapacityCase) -> TextTable {
        var table = TextTable(columns: [.left("WHAT GIVES OUT"), .decimal("AT QUBITS")])
        for limit in one.answer.limits { table.append([limit.limit.name, count(limit.qubits)]) }
        return table
    }

    private func stages(_ one: CapacityCase) -> TextTable {
        var table = TextTable(columns: [
            .left("STAGE"), .decimal("TEMPERATURE"), .decimal("LIMIT"), .decimal("MARGIN / %"),
            .decimal("A QUBIT'S LINES"), .decimal("GIVEN OFF IN THEM"), .decimal("ITS DEVICES"),
        ])
        for (index, stage) in (one.answer.state?.stages ?? []).enumerated() {
            let heat = one.answer.perQubit.indices.contains(index) ? one.answer.perQubit[index] : nil
            table.append([
                stage.stage.rawValue, kelvin(stage.temperature), kelvin(stage.limit),
                formatNumber(100 * stage.margin, significantDigits: 3), heat.map { watts($0.conducted) } ?? "–",
                heat.map { watts($0.givenOff) } ?? "–", heat.map { watts($0.devices) } ?? "–",
            ])
        }
        return table
    }

    private func contributions(_ one: CapacityCase) -> TextTable {
        var table = TextTable(columns: [
            .left("UNCERTAIN INPUT"), .decimal("± / %"), .decimal("QUBITS IF LESS"), .decimal("IF MORE"),
            .left("SOURCE"),
        ])
        for one in one.answer.contributions {
            table.append([
                one.uncertainty.name, formatNumber(100 * one.uncertainty.relative, significantDigits: 3),
                count(one.less), count(one.more), one.uncertainty.source,
            ])
        }
        return table
    }

    private func grid(_ grid: CapacityGrid) -> TextTable {
        var table = TextTable(
            columns: [.decimal("\(grid.second.name) \\ \(grid.first.name)")]
                + grid.firstFactors.map { .decimal("×\(formatNumber($0, significantDigits: 3))") })
        for (factor, row) in zip(grid.secondFactors, grid.counts) {
            table.append(["×\(formatNumber(factor, significantDigits: 3))"] + row.map { "\(whole($0))" })
        }
        return table
    }

    /// What was taken for granted, with sources; nil for nothing.
    func assumptions(_ one: CapacityCase) -> String? {
        guard !one.assumptions.isEmpty else { return nil }
        return (["assumed:"] + one.assumptions.map { "- \($0.what) [\($0.source)]" }).joined(separator: "\n")
    }

    /// A count for people: whole qubits.
    private func count(_ value: Double?) -> String { value.map { "\(whole($0))" } ?? "–" }
}

/// Whole qubits of a count that need not be whole.
func whole(_ count: Double) -> Int { Int((count + 1e-9).rounded(.down)) }
