import CommandLineKit
import Plotting
import Quantities
import Qubits
import Reporting
import Text

/// What the page says beyond the paper's own numbers, each part that of a command of its own.
extension QubitReport {
    /// The stage of `stability`'s example: 0.04 W/K² from 10 mK, 10 µW fixed, the rest growing as aluminium's quasiparticles.
    private func balance(correction: Double) throws -> HeatBalance {
        try HeatBalance(
            cooling: .dilution(coefficient: 0.04, base: 0.01), fixed: 10e-6, correction: correction,
            growth: .quasiparticles(
                try Quasiparticles(gap: Energy(180, .microelectronvolt).si, nonEquilibrium: 1e-7), frequency: 5e9))
    }

    /// Where the stage rests, up to the saddle-node and beyond it.
    func stability() throws -> Report.Section {
        let limit = try balance(correction: 1e-6).limit()
        let corrections = [200e-6, 400e-6, limit.correction, 500e-6]
        func watts(_ power: Double) -> String { Power(si: power).formatted(significantDigits: 4) }
        var table = Report.Table(
            caption: "Fixed points by the heat of error correction at 10 mK, beside 10 µW that do not grow",
            columns: [
                .words("Error correction"), .words("By the paper's rule"), .words("Stable"), .words("Unstable"),
            ])
        for correction in [200e-6, 400e-6, 500e-6] {
            let balance = try balance(correction: correction)
            let points = try balance.fixedPoints()
            let rule = InversionScenario.Stability.byCapacity(
                load: try balance.load(at: balance.base), capacity: InversionScenario.capacities.mixingChamber)
            func places(_ isStable: Bool) -> String {
                let some = points.filter { $0.isStable == isStable }.map { kelvin($0.temperature) }
                return some.isEmpty ? "none" : some.joined(separator: ", ")
            }
            table.rows.append([
                .init(watts(correction)), .init(rule.rawValue),
                .init(places(true), tone: points.contains(where: \.isStable) ? .good : .bad), .init(places(false)),
            ])
        }
        let x = QubitPlot.spaced(0.02...0.3, count: 240)
        let cold = try balance(correction: 0)
        let figure = Plot(
            title: "Cooling against a load that grows as the stage warms",
            x: Axis("Temperature", unit: "K", scale: .log),
            y: Axis("Power", unit: "W", scale: .log, range: 1e-5...1e-2),
            series: [QubitPlot.curve("cooling, 0.04 W/K²", over: x) { try cold.cooling(at: $0) }]
                + (try corrections.map { correction in
                    let balance = try balance(correction: correction)
                    let name = "\(watts(correction)) of error correction"
                    return QubitPlot.curve(name, over: x, line: .dashed) {
                        let load = try balance.load(at: $0)
                        return load < 1e-2 ? load : 0
                    }
                }),
            referenceLines: [.vertical(limit.temperature, label: "saddle-node")], legend: .below)
        return Report.Section(
            "Does the stage run away?",
            [
                .paragraph(
                    "A stage warms until its cooling, which grows as T², meets the load. With a load that grows as "
                        + "aluminium's quasiparticles two fixed points meet and vanish at \(watts(limit.correction)), "
                        + "\(kelvin(limit.temperature)): beyond that saddle-node it does run away, not at 50 µW."),
                .table(table),
                .picture(
                    .init(svg: try svg(figure), caption: "The third load touches the cooling in the saddle-node.")),
            ])
    }

    /// Control electronics against the stages that would carry it.
    func control() throws -> Report.Section {
        let stages = StageCapacity.known
        var table = Report.Table(
            caption: "Qubits that a stage carries by the power of their electronics",
            columns: [.words("Electronics"), .numbers("A qubit")]
                + stages.map { .numbers("\($0.name): \(Power(si: $0.power))") })
        for one in ControlElectronics.known {
            table.rows.append(
                [.init(one.name), .init(Power(si: one.powerPerQubit).formatted(significantDigits: 3))]
                    + (try stages.map { .init("\(Int(try one.qubits(capacity: $0.power)))") }))
        }
        let sources =
            ControlElectronics.known.map { Report.Definition($0.name, QubitControl.source($0.name, $0.source)) }
            + stages.map { Report.Definition($0.name, QubitControl.source($0.name, $0.source)) }
        return Report.Section("Electronics against stages", [.table(table), .definitions(sources)])
    }

    /// What reading qubits out takes.
    func readout() throws -> Report.Section {
        let chain = ReadoutChain.typical
        var table = Report.Table(
            caption: "Heat and volume of readout",
            columns: [
                .words("Qubits"), .numbers("Output lines"), .numbers("Mixing chamber / W"),
                .numbers("Mixing chamber / m³"), .numbers("4 K / W"),
            ])
        for qubits in [100, 1000, 1_000_000] {
            let budget = try chain.budget(qubits: qubits)
            table.rows.append([
                .init("\(qubits)"), .init("\(budget.lines)"), .init(shown(budget.mixingChamberPower)),
                .init(shown(budget.mixingChamberVolume)), .init(shown(budget.fourKelvinPower)),
            ])
        }
        return Report.Section(
            "Readout",
            [
                .paragraph("Assumed, without a source:"), .list(QubitReadout.assumptions(of: chain)), .table(table),
            ])
    }

    /// How many qubits the paper's 50 µW carries, each assumption shown.
    func capacity() throws -> Report.Section {
        let estimate = try ScalingEstimate(capacity: InversionScenario.capacities.mixingChamber)
        var table = Report.Table(
            caption: "Heat a qubit at the mixing chamber, and the qubits that 50 µW would carry",
            columns: [
                .words("Assumption"), .numbers("Heat a qubit / nW"), .numbers("Qubits, if it were all"),
                .words("Source"),
            ])
        for one in estimate.assumptions {
            table.rows.append([
                .init(one.name), .init(shown(one.powerPerQubit * 1e9)),
                .init(shown(one.powerPerQubit > 0 ? estimate.capacity / one.powerPerQubit : nil)), .init(one.source),
            ])
        }
        table.rows.append([
            .init("all together"), .init(shown(estimate.powerPerQubit * 1e9)), .init(shown(estimate.qubits)),
            .init("sum"),
        ])
        return Report.Section(
            "How many qubits 50 µW carries",
            [
                .paragraph(
                    "The paper says ‘fewer than a few thousand’ and shows no derivation. Here \(QubitCapacity.remark)."),
                .table(table),
            ])
    }

    /// The closed forms beside the master equation.
    func lindblad() throws -> Report.Section {
        var table = Report.Table(
            caption: "What this page computes by closed forms, beside the solved master equation",
            columns: [
                .words("Quantity"), .numbers("Closed form"), .numbers("Master equation"), .numbers("Difference"),
                .numbers("Tolerance"),
            ])
        for check in try ClosedFormCheck.all() {
            table.rows.append([
                .init(check.quantity), .init(shown(check.closedForm, 9)), .init(shown(check.masterEquation, 9)),
                .init(shown(check.difference, 1), tone: check.holds ? .good : .bad), .init(shown(check.tolerance, 1)),
            ])
        }
        return Report.Section("Closed forms against the master equation", [.table(table)])
    }
}
