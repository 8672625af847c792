import CommandLineKit
import Cryogenics
import Quantities

/// The command `subkelvin link screws`.
struct LinkScrews: Command {
    static let name = "screws"
    static let abstract = "Lists torques of screws, and the preload that they keep when cold."
    static let discussion = """
        Torques are those of arXiv:2604.15971, table 1, for brass screws. Preload by VDI 2230 from torque and friction. The \
        share lost on cooling is given for parts as sleeves under the head, and for rigid parts, which bounds it from above; \
        below zero the joint tightens. WASHER is the thickness that would keep the preload.
        """
    static let examples = [
        Example("subkelvin link screws", "Brass in copper and aluminium."),
        Example(
            "subkelvin link screws --part aluminium-6061 --washer tungsten --washer-thickness 1mm", "With washers."),
        Example("subkelvin link screws --screw stainless-304 --part bluestone --washer invar", "A plastic rod."),
    ]

    @Option("The screws' material.", placeholder: "NAME") var screw: String = "brass"
    @Option("The parts' material; else copper and aluminium-6061.", placeholder: "NAME") var part: String?
    @Option("The washers' material.", placeholder: "NAME") var washer: String = "tungsten"
    @Option("Thickness of the parts.") var thickness: Length = Length(si: 0.006)
    @Option("Thickness of the washers; zero for none.", name: "washer-thickness") var washerThickness: Length =
        Length(si: 0)
    @Option("Coefficient of friction of thread and head.", placeholder: "MU") var friction: Double =
        ScrewJoint.usualFriction
    @Option("Temperature reached.") var at: Temperature = Temperature(si: 4)
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if thickness.si <= 0 { throw ArgumentError("--thickness must be above zero") }
        if washerThickness.si < 0 { throw ArgumentError("--washer-thickness must not be negative") }
        if !(friction.isFinite && friction > 0) { throw ArgumentError("--friction must be above zero") }
    }

    func run(on console: Console) async throws {
        let screws = try SolidMaterial(named: screw, at: at.si)
        let washers = try SolidMaterial(named: washer, at: at.si)
        var table = ResultTable([
            .words("SCREW", "screw"), .words("INTO", "part"), .number("TORQUE / N m", "torque_Nm", digits: 3),
            .number("PRELOAD / N", "preload_N", digits: 3),
            .number("STRESS / MPa", "stress_Pa", scale: 1e-6, digits: 3),
            .number("MISMATCH / um", "mismatch_m", scale: 1e6, digits: 3),
            .number("LOST / %", "loss", scale: 100, digits: 3),
            .number("RIGID / %", "loss_rigid_parts", scale: 100, digits: 3),
            .number("WASHER / mm", "washer_keeping_preload_m", scale: 1e3, digits: 3),
        ])
        for name in part.map({ [$0] }) ?? ["copper", "aluminium-6061"] {
            let parts = try SolidMaterial(named: name, at: at.si)
            for size in MetricScrew.allCases {
                // The torque for aluminium is the greater one; what is neither gets that for copper.
                let torque = size.recommendedTorque(into: name.hasPrefix("aluminium") ? .aluminium : .copper)
                let joint = try ScrewJoint(
                    size, of: screws, part: (parts, thickness.si),
                    washer: washerThickness.si > 0 ? (washers, washerThickness.si) : nil, torque: torque,
                    friction: friction)
                table.append(
                    .text(size.rawValue), .text(name), .number(joint.torque), .number(joint.preload),
                    .number(joint.stress), .number(joint.mismatch), .number(joint.loss),
                    .number(joint.lossOfRigidParts), .number(joint.washerLengthKeepingPreload(washers)))
            }
        }
        try table.print(
            on: console, json: json,
            remarks: [
                "screws of \(screw), parts \(thickness.formatted(significantDigits: 3)) thick, washers of \(washer), "
                    + "friction \(friction)"
            ])
    }
}
