import Cryogenics
import Quantities
import Text

/// The temperatures of a solved link's plates, as people read them: in a line a stage while they are few, else in a table.
struct LinkPlates {
    var state: LinkState
    var known: LinkUncertainty?

    /// The most characters that plates take in a line; with the columns before them that makes 100.
    private static let width = 56

    /// A standard uncertainty behind its value; nothing where there is none.
    static func margin(_ estimate: LinkUncertainty.Estimate?) -> String {
        estimate.map { " ± \(Temperature(si: $0.standardUncertainty).formatted(significantDigits: 2))" } ?? ""
    }

    /// A plate's temperature, with its uncertainty where it is known.
    private func words(_ stage: Int, _ number: Int, _ plate: LinkState.Plate) -> String {
        kelvin(plate.temperature) + Self.margin(known?.plates[stage][number])
    }

    private func line(_ stage: Int) -> String {
        state.plates(stage).enumerated().map { "\($1.name) \(words(stage, $0, $1))" }.joined(separator: ", ")
    }

    /// Whether they need a table: more than three, or too long a line.
    var needTable: Bool {
        state.model.layout.plates.count > 3 || state.rows.indices.contains { line($0).count > Self.width }
    }

    /// What stands in a stage's line: all plates, or the coldest and the warmest.
    func column(_ stage: Int) -> String {
        guard needTable else { return line(stage) }
        let plates = state.plates(stage)
        let temperatures = plates.map(\.temperature)
        let (low, high) = (temperatures.min() ?? .nan, temperatures.max() ?? .nan)
        // Of plates equally warm the leftmost, whatever the last digits of a solution are.
        guard let coldest = plates.first(where: { $0.temperature <= low * (1 + 1e-8) }),
            let warmest = plates.first(where: { $0.temperature >= high * (1 - 1e-8) })
        else { return "" }
        return "\(coldest.name) \(kelvin(coldest.temperature)) to \(warmest.name) \(kelvin(warmest.temperature))"
    }

    /// Plate by plate, a column for each stage.
    func table() -> TextTable {
        let stages = state.model.parameters.stages
        var table = TextTable(
            columns: [.left("PLATE"), .decimal("AT")] + stages.map { .decimal($0.stage.rawValue) })
        let columns = stages.indices.map { state.plates($0) }
        for (number, plate) in (columns.first ?? []).enumerated() {
            table.append(
                [plate.name, Length(si: plate.position).formatted(significantDigits: 4)]
                    + stages.indices.map { words($0, number, columns[$0][number]) })
        }
        return table
    }
}
