import Cryogenics
import HeatTransfer
import Quantities
import Reporting
import Text

extension LinkReport {
    /// What was solved: the modules, the loads, every number of the stages.
    func inputs() -> [Report.Block] {
        let model = state.model
        let counts = LinkDescription.Kind.allCases.compactMap { kind -> String? in
            let count = link.modules.count { $0.kind == kind }
            let word = kind.rawValue.replacing("_", with: " ")
            return count == 0 ? nil : "\(count) × \(word)"
        }
        let cells = model.layout.blocks.filter { $0.kind == .cell }.map(\.length)
        return [
            .definitions([
                .init("Link", file.map { "\(link.title), from \($0)" } ?? link.title),
                .init("Modules", counts.joined(separator: ", ")),
                .init("Length", "\(length(model.layout.length)) from node to node"),
                .init("Heat flux", "\(plain(model.flux)) W/m² at a cold 50K shield, posts within (\(options.flux))"),
                .init("Vacuum can", kelvin(model.parameters.roomTemperature)),
                .init(
                    "Solver", model.coupling == .coupled ? "all stages coupled" : "cascade, one stage after the other"),
                .init(
                    "Mesh",
                    "\(cells.count) cells of at most \(Length(si: cells.max() ?? 0).formatted(significantDigits: 3)) a stage"
                ),
                .init("Parameters", model.parameters.name),
                .init("Source", model.parameters.source),
            ]),
            .table(shields), .table(joints),
        ]
    }

    private var shields: Report.Table {
        Report.Table(
            caption: "Coolers, shields and loads; T is in the stage's own temperature, Tₕ in the warmer one's",
            columns: [
                .words("Stage"), .words("Cooling of a node"), .words("At units"), .numbers("Cross-section"),
                .numbers("Shield a pitch"), .numbers("Diameter"), .words("Conductor"), .words("Load"),
            ],
            rows: state.model.parameters.stages.enumerated().map { index, stage in
                let ratio = stage.shield.residualResistanceRatio.map { ", RRR \(plain($0))" } ?? ""
                return [
                    .init(name(index)), .init(words(of: stage.cooling)),
                    .init(stage.isCooledByUnits ? "the same" : "none"),
                    .init("\(plain((stage.shield.crossSection * 1e6).rounded())) mm²"),
                    .init("\(plain((stage.shield.length * 1e3).rounded())) mm"),
                    .init("\(plain((stage.shield.diameter * 1e3).rounded())) mm"),
                    .init("\(stage.shield.material)\(ratio)"), .init(words(of: stage.load)),
                ]
            })
    }

    private var joints: Report.Table {
        Report.Table(
            caption: "Resistances of the joints; k is the conductivity of copper of the RRR in brackets",
            columns: [.words("Stage"), .words("Node"), .words("Cooling unit, each side"), .words("Braid")],
            rows: state.model.parameters.stages.enumerated().map { index, stage in
                [.init(name(index))] + [stage.node, stage.unit, stage.braid].map { .init(words(of: $0)) }
            })
    }

    private func words(of curve: PowerCoolingCurve) -> String {
        let ratio = "T/\(kelvin(curve.reference))"
        let base = curve.cutoff == 0 ? ratio : "\(ratio) − \(plain(curve.cutoff))"
        return "\(watt(curve.power)) (\(base))^\(plain(curve.exponent))"
    }

    private func words(of load: LinkParameters.Load) -> String {
        switch load {
        case .flux:
            return "\(plain(state.model.flux)) W/m² (1 − (T/\(kelvin(state.model.parameters.roomTemperature)))⁴)"
        case .linear(let radiation, let posts, let exponent, let reference):
            let ratio = "(Tₕ/\(kelvin(reference)))"
            let standing = "posts \(watt(posts))/m \(ratio)^\(plain(exponent))"
            return radiation > 0 ? "\(standing), radiation \(watt(radiation))/m \(ratio)⁴" : standing
        }
    }

    private func words(of joint: LinkParameters.Joint) -> String {
        let resistance = ThermalResistance(si: joint.resistance).formatted(significantDigits: 3)
        switch joint.law {
        case .power(let exponent):
            let sign = exponent < 0 ? "−" : ""
            return "\(resistance) (T/\(kelvin(joint.reference)))^\(sign)\(plain(abs(exponent)))"
        case .copper(let ratio): return "\(resistance) k(\(kelvin(joint.reference)))/k(T) (RRR \(plain(ratio)))"
        }
    }

    /// What the model takes for granted, and what of it the source leaves open.
    func assumptions() -> [String] {
        let parameters = state.model.parameters
        let places = parameters.postPlaces.map(plain).joined(separator: " and ")
        let ends = parameters.endPostPlaces.map(plain).joined(separator: " and ")
        var list = [
            "Posts: their numbers and places are not printed. Sets are assumed at \(places) of a module between two braids and at "
                + "\(ends) of one with a braid on one side; together they carry the load per metre of the parameters.",
            "Shields: a module's resistance is spread over its whole length; the gap at a braid counts to the braid.",
            "Joints: ∫dT/R between the two sides; the paper takes R at their mean. In its 30 m link that lowers base by up to "
                + "1.5 %, at the nodes' ends of the shields, its warmest place by 0.3 %, the other stages by less than 0.05 %.",
            "Cooling units have the node's curves of the stages that they cool, and a joint on each side.",
            LinkFigure.sensorNote,
        ]
        if let base = parameters.stages.last, base.cooling.cutoff == 0, base.cooling.leak == 0 {
            list.append(
                "The base stage's cooling curve has no floor, so its plates may come out colder than measured ones "
                    + "(10 to 15 mK).")
        }
        list += state.flags.map { "Not to be taken at its word: \($0.words)." }
        list.append(
            state.model.coupling == .coupled
                ? "Coupled: each stage gives up what the next receives, and radiates back."
                : "Cascade: a stage feels the warmer one only; it gives up nothing, and does not radiate back.")
        list += sourceRemarks
        return list
    }

    /// What must be said of the parameters that come with Subkelvin.
    private var sourceRemarks: [String] {
        guard state.model.parameters.name == "eth-table-3" else { return [] }
        var list = [
            "Heat flux: the paper gives the insulated 50K shield 2.2 W/m² (table 3) and 1.7 W/m² (appendix D, measured); bare "
                + "copper takes 8.5 W/m². This report uses \(plain(state.model.flux)) W/m².",
            "Read rightly in the paper: the row of circumferences holds diameters in mm, for φπd gives its row of loads per metre.",
            "Read rightly in the paper: minus signs are lost in its cooling powers; with them its powers at the reference "
                + "temperatures come out.",
            "Read rightly in the paper: 10 nW a base post do not fit its 0.2 µW/m; the latter is used.",
        ]
        if options.bare {
            list.append(
                "The paper's “over 250 K” without insulation assumes a load on copper that does not warm; here the warmer shield "
                    + "takes less and gives some to the 4K stage.")
        }
        return list
    }
}
