import CommandLineKit
import Plotting
import Qubits
import Text

/// The paper's three accounts side by side.
struct QubitDifference: Encodable {
    /// The tables in the order printed, paper, listing.
    var tables: [InversionTable]

    init() throws {
        tables = [try InversionTable(.printed), try InversionTable(.paper), try InversionTable(.listing)]
    }

    /// A cell: the number, marked where it does not round to the printed one.
    private func cell(_ text: String, _ agrees: Bool) -> String { agrees ? text : "\(text) ≠" }

    /// Whether the two numbers of a row round to the printed ones.
    private func agreement(_ row: InversionTable.Row) -> (coherence: Bool, fidelity: Bool) {
        (
            InversionTable.agrees(row.scenario.printedCoherence, row.coherenceTime.map { $0 * 1e6 }),
            InversionTable.agrees(row.scenario.printedFidelity, row.fidelity.map { $0 * 100 })
        )
    }

    /// Prints it.
    func print(on console: Console, json: Bool) throws {
        if json { return try console.print(json: self) }
        var text = TextTable(
            columns: [.left("MODEL"), .left("STABILITY")]
                + ["T2* / µs", "F / %"].flatMap { quantity in
                    tables.map { .right("\(quantity) \($0.source.rawValue)") }
                })
        for index in tables[0].rows.indices {
            let rows = tables.map { ($0.rows[index], $0.source) }
            text.append(
                [rows[0].0.scenario.model, rows[0].0.scenario.stability.rawValue]
                    + rows.map { cell(QubitTable.coherence($0, $1), agreement($0).coherence) }
                    + rows.map { cell(QubitTable.fidelity($0, $1), agreement($0).fidelity) })
        }
        try console.write(text.rendered())
        for table in tables.dropFirst() {
            let agreement = table.agreement
            try console.print(
                "\(table.source.rawValue): \(agreement.total) of \(agreement.cells) printed cells "
                    + "(T2* \(agreement.coherence), F \(agreement.fidelity)), stability 8 of 8")
        }
        try console.print("paper is reconstructed from the printed numbers; the paper states no such law")
    }

    /// The accounts of a scenario as JSON.
    private struct RowRecord: Encodable {
        var model: String
        var stability: String
        var coherence: [String: Double?]
        var fidelity: [String: Double?]
        var disagreeing: [String]

        enum CodingKeys: String, CodingKey {
            case model, stability, disagreeing
            case coherence = "T2star_us"
            case fidelity = "fidelity_percent"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case rows
        case cells = "printed_cells"
        case agreeing
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        let rows = tables[0].rows.indices.map { index -> RowRecord in
            var record = RowRecord(
                model: tables[0].rows[index].scenario.model,
                stability: tables[0].rows[index].scenario.stability.rawValue, coherence: [:], fidelity: [:],
                disagreeing: [])
            for table in tables {
                let row = table.rows[index]
                record.coherence[table.source.rawValue] = .some(row.coherenceTime.map { $0 * 1e6 })
                record.fidelity[table.source.rawValue] = .some(row.fidelity.map { $0 * 100 })
                let agrees = agreement(row)
                if !agrees.coherence { record.disagreeing.append("\(table.source.rawValue) T2star_us") }
                if !agrees.fidelity { record.disagreeing.append("\(table.source.rawValue) fidelity_percent") }
            }
            return record
        }
        try object.encode(rows, forKey: .rows)
        try object.encode(tables[1].agreement.cells, forKey: .cells)
        try object.encode(
            Dictionary(uniqueKeysWithValues: tables.map { ($0.source.rawValue, $0.agreement.total) }),
            forKey: .agreeing)
    }
}

/// T2* of the eight scenarios by the three accounts.
struct QubitTableFigure {
    /// The picture.
    func plot() throws -> Plot {
        let series = try InversionSource.allCases.map { source -> Series in
            let rows = try InversionTable(source).rows
            let points = rows.enumerated().compactMap { number, row in
                row.coherenceTime.map { (Double(number + 1), $0 * 1e6) }
            }
            return Series(
                source == .paper ? "paper (reconstructed)" : source.rawValue, x: points.map(\.0), y: points.map(\.1),
                style: .points)
        }
        return Plot(
            title: "T2* of the paper's scenarios by its three accounts",
            x: Axis("Scenario, MODEL_0…", range: 0.5...8.5), y: Axis("T2*", unit: "µs", scale: .log), series: series,
            legend: .insideTopLeft, footnote: "MODEL_08 runs away by the paper's rule and has no T2*.")
    }
}
