import Cryogenics
import Planning
import Plotting
import Quantities
import Reporting
import Text

/// Ways of placing a fleet's devices, as tables, picture and report.
struct FleetTables {
    /// The fleet.
    var fleet: Fleet
    /// What its options come to.
    var outcomes: [FleetOutcome]

    /// The options side by side.
    func options() -> TextTable {
        var table = TextTable(columns: [
            .left("OPTION"), .decimal("CRYOSTATS"), .decimal("QUBITS IN ONE"), .decimal("TEMPERATURE"),
            .decimal("GATE ERROR"), .decimal("COLD / %"), .decimal("DEVICES 99 %"),
            .decimal("\(fleet.prices.currency) A QUBIT-HOUR"), .left("LIMITED BY"), .left("MET"),
        ])
        for one in outcomes {
            table.append([
                one.option.name, "\(one.placement.count)", "\((one.placement.first ?? 0) * fleet.qubitsPerDevice)",
                one.temperature.map { kelvin($0) } ?? "–", number(one.gateError),
                formatNumber(100 * one.availability, significantDigits: 4), "\(one.usuallyCold)",
                number(one.costPerQubitHour), one.limitedBy, one.isGood ? "yes" : "NO",
            ])
        }
        return table
    }

    /// What each stage of the fullest cryostat must be rid of.
    func heat() -> TextTable {
        stages("HEAT AT") { watts($0.load) }
    }

    /// What each stage of the fullest cryostat has left at its limit.
    func margins() -> TextTable {
        stages("MARGIN / % AT") { $0.margin.isFinite ? formatNumber(100 * $0.margin, significantDigits: 3) : "–" }
    }

    /// Photons that lines bring a qubit in the fullest cryostat.
    func photons() -> TextTable {
        var lines: [String] = []
        for one in outcomes.flatMap(\.photons) where !lines.contains(one.line) { lines.append(one.line) }
        var table = TextTable(columns: [.left("PHOTONS BY")] + lines.map { .decimal($0) })
        for one in outcomes {
            table.append(
                [one.option.name] + lines.map { line in number(one.photons.first { $0.line == line }?.photons) })
        }
        return table
    }

    /// A row an option, a column a stage that any of them has.
    private func stages(_ heading: String, _ cell: (StageState) -> String) -> TextTable {
        let present = Stage.allCases.filter { stage in
            outcomes.contains { $0.option.cryostat.stages.contains { $0.stage == stage } }
        }
        var table = TextTable(columns: [.left(heading)] + present.map { .decimal($0.rawValue) })
        for one in outcomes {
            table.append([one.option.name] + present.map { stage in one.state?[stage].map(cell) ?? "–" })
        }
        return table
    }

    /// Which is cheapest, and what the others lack.
    var verdict: [String] {
        let best =
            Consolidation.cheapest(outcomes).map {
                "cheapest of those that are met: \($0.option.name), \(number($0.costPerQubitHour)) \(fleet.prices.currency) a good qubit-hour"
            } ?? "none is met"
        return [best]
            + outcomes.flatMap { one in one.faults.map { "NOT met, \(one.option.name): \($0)" } }
    }

    /// What a year of each costs.
    func costs() -> TextTable {
        let names = outcomes.first?.costs.map(\.name) ?? []
        var table = TextTable(
            columns: [.left("\(fleet.prices.currency) A YEAR")] + names.map { .decimal($0.uppercased()) }
                + [.decimal("ALL")])
        for one in outcomes {
            table.append([one.option.name] + one.costs.map { sum($0.yearly) } + [sum(one.yearlyCost)])
        }
        return table
    }

    /// The prices, each with its date.
    func prices() -> TextTable {
        var table = TextTable(columns: [
            .left("PRICE OF"), .decimal(fleet.prices.currency), .left("DATE"), .left("SOURCE"),
        ])
        for (name, price) in fleet.prices.all {
            table.append([name, plainCount(price.value), price.date, price.source])
        }
        return table
    }

    /// Cost of a qubit-hour and gate error against devices in a cryostat.
    func figure() -> Plot {
        let sorted = outcomes.sorted { $0.option.devicesPerCryostat < $1.option.devicesPerCryostat }
        func series(
            _ name: String, _ side: Series.Side, isMet: Bool, _ value: (FleetOutcome) -> Double?
        ) -> Series {
            let found = sorted.filter { $0.isGood == isMet }.compactMap { one in
                value(one).map { (Double(one.option.devicesPerCryostat), $0) }
            }
            // Points that cannot be had are joined to nothing.
            return Series(
                isMet ? name : "\(name), not met", x: found.map(\.0), y: found.map(\.1),
                style: isMet ? .linePoints : .points, side: side)
        }
        let all = [true, false].flatMap { isMet in
            [
                series("cost of a qubit-hour", .left, isMet: isMet) { $0.costPerQubitHour },
                series("error of a one-qubit gate", .right, isMet: isMet) { $0.gateError },
            ]
        }
        let hasErrors = all.contains { $0.side == .right && !$0.x.isEmpty }
        return Plot(
            title: "Devices in a cryostat", subtitle: fleet.title, x: Axis("Devices in a cryostat"),
            y: Axis("Cost of a qubit-hour", unit: fleet.prices.currency),
            y2: hasErrors ? Axis("Error of a one-qubit gate") : nil, series: all,
            footnote: outcomes.contains { !$0.isGood }
                ? "Not met: " + outcomes.filter { !$0.isGood }.map(\.option.name).joined(separator: ", ") : "")
    }

    /// All of it as a report.
    ///
    /// - Throws: `PlottingError` where the picture cannot be drawn.
    func report(commandLine: String) throws -> Report {
        var plot = figure()
        plot.series.removeAll { $0.x.isEmpty }
        guard !plot.series.isEmpty else { throw EmptyPictureError(title: plot.title) }
        let svg = try plot.render(.svg, canvas: Canvas(width: 1000, height: 560))
        return Report(
            title: fleet.title, summary: verdict.map { $0 + "." }.joined(separator: " "),
            sections: [
                Report.Section(
                    "Options side by side",
                    [
                        .table(CapacityReport.table("The fullest cryostat of each, and what it costs", options())),
                        .picture(
                            .init(
                                svg: String(decoding: svg, as: UTF8.self),
                                caption: "What a qubit-hour costs, and what gates lose, as devices share a cryostat.")),
                    ]),
                Report.Section(
                    "Heat",
                    [
                        .table(CapacityReport.table("What each stage of the fullest cryostat must be rid of", heat())),
                        .table(CapacityReport.table("What is left at each stage's limit", margins())),
                    ]),
                Report.Section(
                    "Noise",
                    [
                        .table(
                            CapacityReport.table("Photons that lines bring a qubit in the fullest cryostat", photons()))
                    ]),
                Report.Section("Costs", [.table(CapacityReport.table("A year", costs()))]),
                Report.Section("Prices", [.table(CapacityReport.table("Each an input", prices()))]),
                Report.Section(
                    "Assumptions",
                    [
                        .table(
                            Report.Table(
                                caption: "What is not measured", columns: [.words("Assumed"), .words("Source")],
                                rows: (fleet.assumptions + (outcomes.first?.option.wiring.assumptions ?? [])).map {
                                    [.init($0.what), .init($0.source)]
                                }))
                    ]),
                Report.Section(
                    "How to get this again", [.code(commandLine), .paragraph("Add --json for every number.")]),
            ])
    }

    private func number(_ value: Double?) -> String { value.map { formatNumber($0, significantDigits: 4) } ?? "–" }

    /// A sum of money in whole units.
    private func sum(_ value: Double) -> String { "\(Int(value.rounded()))" }
}

/// A consolidation as JSON.
struct FleetRecord: Encodable {
    struct Option: Encodable {
        var name: String
        var devicesPerCryostat: Int
        var cryostats: Int
        var qubitsPerCryostat: Int
        var temperatureK: Double?
        var gateError: Double?
        var twoQubitError: Double?
        var stages: [StageRecord]
        var photons: [String: Double]
        var availability: Double
        var devicesCold: Int
        var costs: [String: Double]
        var yearlyCost: Double
        var costPerQubitHour: Double?
        var limitedBy: String
        var ok: Bool
        var faults: [String]

        enum CodingKeys: String, CodingKey {
            case name, cryostats, stages, photons, availability, costs, ok, faults
            case devicesPerCryostat = "devices_per_cryostat"
            case qubitsPerCryostat = "qubits_per_cryostat"
            case temperatureK = "temperature_K"
            case gateError = "gate_error"
            case twoQubitError = "two_qubit_gate_error"
            case devicesCold = "devices_cold_99_percent"
            case yearlyCost = "yearly_cost"
            case costPerQubitHour = "cost_per_qubit_hour"
            case limitedBy = "limited_by"
        }
    }

    /// A stage of the fullest cryostat; null where it lifts nothing at its limit or has none.
    struct StageRecord: Encodable {
        var name: String
        var temperatureK: Double
        var limitK: Double
        var loadW: Double
        var capacityW: Double?
        var margin: Double?

        enum CodingKeys: String, CodingKey {
            case name, margin
            case temperatureK = "temperature_K"
            case limitK = "limit_K"
            case loadW = "load_W"
            case capacityW = "capacity_W"
        }

        init(_ stage: StageState) {
            (name, temperatureK, limitK) = (stage.stage.rawValue, stage.temperature, stage.limit)
            loadW = stage.load
            capacityW = stage.capacity.isFinite ? stage.capacity : nil
            margin = stage.margin.isFinite ? stage.margin : nil
        }
    }

    struct PriceRecord: Encodable {
        var name: String
        var value: Double
        var date: String
        var source: String
    }

    var name: String
    var currency: String
    var cheapest: String?
    var options: [Option]
    var prices: [PriceRecord]

    init(_ fleet: Fleet, _ outcomes: [FleetOutcome]) {
        name = fleet.name
        currency = fleet.prices.currency
        cheapest = Consolidation.cheapest(outcomes)?.option.name
        options = outcomes.map { one in
            Option(
                name: one.option.name, devicesPerCryostat: one.option.devicesPerCryostat,
                cryostats: one.placement.count,
                qubitsPerCryostat: (one.placement.first ?? 0) * fleet.qubitsPerDevice, temperatureK: one.temperature,
                gateError: one.gateError, twoQubitError: one.twoQubitError,
                stages: one.state?.stages.map(StageRecord.init) ?? [],
                photons: Dictionary(one.photons.map { ($0.line, $0.photons) }) { first, _ in first },
                availability: one.availability, devicesCold: one.usuallyCold,
                costs: Dictionary(one.costs.map { ($0.name, $0.yearly) }) { first, _ in first },
                yearlyCost: one.yearlyCost, costPerQubitHour: one.costPerQubitHour, limitedBy: one.limitedBy,
                ok: one.isGood, faults: one.faults)
        }
        prices = fleet.prices.all.map {
            PriceRecord(name: $0.name, value: $0.price.value, date: $0.price.date, source: $0.price.source)
        }
    }
}
