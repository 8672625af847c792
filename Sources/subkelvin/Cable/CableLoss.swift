import CommandLineKit
import Cryogenics
import Quantities

/// The command `subkelvin cable loss NAME --from T --to T --length L --frequency F`.
struct CableLoss: Command {
    static let name = "loss"
    static let abstract = "Works out what a signal loses in a length of cable, and what thermal photons leave it."
    static let discussion = """
        The cable's temperature at every place follows from the heat that it conducts; loss and noise are added up along it. \
        Photons enter with the temperature of the end where the signal enters, or with --source.
        """
    static let examples = [
        Example(
            "subkelvin cable loss 219-ss-ss --from 300K --to 4K --length 50cm --frequency 6GHz", "A steel line to 4 K."),
        Example(
            "subkelvin cable loss 219-ss-ss --from 300K --to 4K --length 50cm --frequency 6GHz --method skin-effect",
            "The same by resistivities."),
    ]

    @Argument("The cable.", completion: cableNames) var cable: String
    @Option("The end where the signal enters.") var from: Temperature
    @Option("The end where it leaves.") var to: Temperature
    @Option("Its length.") var length: Length
    @Option("Of the signal.") var frequency: Frequency
    @Option("The temperature of what feeds the cable; else that of its end.") var source: Temperature?
    @Option("By what the loss is worked out; else as stated where the maker does.") var method: CableAttenuation.Method?
    @OptionGroup var options: CableOptions
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if from.si <= 0 || to.si <= 0 { throw ArgumentError("--from and --to must be above 0 K") }
        if length.si <= 0 { throw ArgumentError("--length must be above zero") }
        if frequency.si <= 0 { throw ArgumentError("--frequency must be above zero") }
        if let source, source.si <= 0 { throw ArgumentError("--source must be above 0 K") }
    }

    func run(on console: Console) async throws {
        let cable = try options.catalogue().cable(named: cable)
        let run = try CableRun(
            cable, from: from.si, to: to.si, length: length.si, materials: try options.materials(), method: method)
        let line = SignalLine(source: source?.si ?? from.si, parts: [.run(run)])
        let photons = try line.photons(frequency: frequency.si)
        let facts = ResultFacts([
            .init("loss", "loss_dB", try run.loss(frequency: frequency.si), "dB"),
            .init("photons entering", "photons_entering", photons[0], ""),
            .init("photons leaving", "photons_leaving", photons[1], ""),
            .init(
                "noise temperature leaving", "noise_temperature_K",
                try SignalLine.noiseTemperature(photons: photons[1], frequency: frequency.si), "K"),
            .init("temperature in the middle", "middle_temperature_K", try run.temperature(at: 0.5), "K"),
            .init("heat conducted", "heat_W", run.heat, "W"),
        ])
        if json { return try console.print(json: facts) }
        let method = try run.attenuation().method
        try console.print("loss by \(method == .stated ? "the maker’s table" : "skin effect")")
        try console.write(facts.rendered())
    }
}
