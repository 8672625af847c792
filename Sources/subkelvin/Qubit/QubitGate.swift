import CommandLineKit
import Plotting
import Quantities
import Qubits
import Text

/// The command `subkelvin qubit gate`.
struct QubitGate: Command {
    static let name = "gate"
    static let abstract = "Tells the average error of a gate by T1 and T2, beside exp(−t/T2)."
    static let discussion = """
        One qubit: ½ − e^(−t/T1)/6 − e^(−t/T2)/3. Two alike: (4/5)(1 − F²) with their process fidelity F. The inversion paper \
        counts 1 − exp(−t/T2), which is 1.5 (T2 = 2T1) to 3 times (pure dephasing) the error.
        """
    static let examples = [Example("subkelvin qubit gate --t1 100us --t2 80us --time 20ns", "A gate of 20 ns.")]

    @Option("T1.", name: "t1") var relaxationTime: TimeSpan
    @Option("T2, at most 2 T1.", name: "t2") var coherenceTime: TimeSpan
    @Option("The duration of the gate.") var time: TimeSpan = TimeSpan(si: 20e-9)
    @Option(
        "Draw the errors against the duration into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if relaxationTime.si <= 0 || coherenceTime.si <= 0 { throw ArgumentError("--t1 and --t2 must be above zero") }
        if coherenceTime.si > 2 * relaxationTime.si { throw ArgumentError("--t2 is at most twice --t1") }
    }

    func run(on console: Console) async throws {
        let coherence = try Coherence(
            relaxationRate: 1 / relaxationTime.si,
            dephasingRate: max(0, 1 / coherenceTime.si - 0.5 / relaxationTime.si))
        let (one, two, paper) = try naming(.options("time")) {
            (
                try GateError.oneQubit(coherence, time: time.si),
                try GateError.twoQubit(coherence, coherence, time: time.si),
                try GateError.inversionPaper(coherence, time: time.si)
            )
        }
        let facts = ResultFacts([
            .init("one-qubit error", "one_qubit_error", one, ""),
            .init("two-qubit error", "two_qubit_error", two, ""),
            .init("1 − exp(−t/T2)", "error_by_exp", paper, ""),
            .init("that over the one-qubit error", "ratio", one > 0 ? paper / one : nil, ""),
        ])
        if let plot {
            let x = QubitPlot.spaced(1e-9...1e-4, count: 120)
            func curve(_ name: String, _ line: Series.Line, _ error: (Double) throws -> Double) -> Series {
                let curve = QubitPlot.curve(name, over: x, line: line, error)
                return Series(name, x: curve.x.map { $0 * 1e9 }, y: curve.y, line: line)
            }
            let figure = Plot(
                title: "Average error of a gate", subtitle: "T1 \(relaxationTime), T2 \(coherenceTime)",
                x: Axis("Duration", unit: "ns", scale: .log), y: Axis("Error", scale: .log),
                series: [
                    curve("one qubit", .solid) { try GateError.oneQubit(coherence, time: $0) },
                    curve("two qubits", .dashed) { try GateError.twoQubit(coherence, coherence, time: $0) },
                    curve("1 − exp(−t/T2)", .dotted) { try GateError.inversionPaper(coherence, time: $0) },
                ])
            try draw(figure, to: plot, on: console)
        }
        if json { return try console.print(json: facts) }
        try console.write(facts.rendered())
    }
}

/// The command `subkelvin qubit lindblad`.
struct QubitLindblad: Command {
    static let name = "lindblad"
    static let abstract = "Checks the closed forms against the master equation; exit code 1 where they disagree."
    static let discussion = """
        Decay, dephasing, population and gate errors agree to 1e-9, readout photons to 1e-6; a resonant defect's form is the \
        first order in its coupling, and agrees to 0.2 %.
        """
    static let examples = [Example("subkelvin qubit lindblad", "Every comparison.")]

    @Option(
        "Draw the differences into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws { try checkPicture(plot) }

    func run(on console: Console) async throws {
        let checks = try ClosedFormCheck.all()
        var table = ResultTable([
            .words("QUANTITY", "quantity"), .number("CLOSED FORM", "closed_form", digits: 9),
            .number("MASTER EQUATION", "master_equation", digits: 9), .number("TOLERANCE", "tolerance", digits: 1),
            .number("DIFFERENCE", "difference", digits: 1), .words("AGREES", "agrees"),
        ])
        for check in checks {
            table.append(
                .text(check.quantity), .number(check.closedForm), .number(check.masterEquation),
                .number(check.tolerance), .number(check.difference), .verdict(check.holds))
        }
        if let plot {
            let x = checks.indices.map { Double($0 + 1) }
            let figure = Plot(
                title: "Closed forms against the master equation", x: Axis("Comparison, in the table's order"),
                y: Axis("Relative difference", scale: .log),
                series: [
                    Series("difference", x: x, y: checks.map { max($0.difference, 1e-17) }, style: .points),
                    Series("tolerance", x: x, y: checks.map(\.tolerance), style: .steps),
                ])
            try draw(figure, to: plot, on: console)
        }
        try table.print(on: console, json: json)
        guard checks.allSatisfy(\.holds) else { throw CheckFailed("a closed form disagrees with the master equation") }
    }
}
