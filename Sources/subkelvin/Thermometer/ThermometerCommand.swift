import CommandLineKit

/// The command `subkelvin thermometer …`.
struct ThermometerCommand: Command {
    static let name = "thermometer"
    static let abstract = "What a sensor's resistance or voltage says of its temperature, by its calibration curve."
    static let subcommands: [any Command.Type] = [
        ThermometerList.self, ThermometerShow.self, ThermometerConvert.self,
    ]
}
