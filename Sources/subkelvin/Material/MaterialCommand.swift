import CommandLineKit

/// The command `subkelvin material …`.
struct MaterialCommand: Command {
    static let name = "material"
    static let abstract = "What things are made of: conductivity, heat, contraction, with range, uncertainty, source."
    static let subcommands: [any Command.Type] = [
        MaterialList.self, MaterialShow.self, MaterialValue.self, MaterialIntegral.self, MaterialCompare.self,
        MaterialPlot.self, MaterialMeasured.self, MaterialCheck.self,
    ]
}
