import CommandLineKit
import Cryogenics
import Materials
import Quantities

/// The command `subkelvin link waveguide`.
struct LinkWaveguide: Command {
    static let name = "waveguide"
    static let abstract = "Tells what the waveguide loses, how many thermal photons it adds, and how warm it gets."
    static let discussion = """
        A WR90 waveguide in its TE10 mode along the base shield of the solved link. Photons: dn/dx = -a (n - n_BE(T(x))), none \
        entering; those behind the connections by their loss at the last temperature. Braids tie the waveguide to the shield; \
        the heat between them is an assumption to be given.
        """
    static let examples = [
        Example("subkelvin link waveguide --frequency 8GHz", "The 30 m link."),
        Example("subkelvin link waveguide --heat-load 1nW/m --material aluminium", "Pure aluminium under heat."),
    ]

    @Argument("A link as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: LinkOptions
    @Option("The frequency of the mode.") var frequency: Frequency = Frequency(si: 8e9)
    @Option("Loss of the waveguide in dB/m.", placeholder: "DB") var loss: Double = 1e-3
    @Option(
        "Loss of all connections in dB: 0.6 as printed less the waveguide's.", name: "connection-loss",
        placeholder: "DB")
    var connections: Double = 0.57
    @Option("Distance of the braids that tie it to the base shield.") var spacing: Length = Length(
        si: BraidedWaveguide.printed.spacing)
    @Option("Heat that the waveguide takes up on its length.", name: "heat-load") var load: LinearHeatLoad =
        LinearHeatLoad(si: 1e-10)
    @Option("The waveguide's material.", completion: materialNames) var material: String = "aluminium"
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if !(loss.isFinite && loss >= 0) { throw ArgumentError("--loss must not be negative") }
        if !(connections.isFinite && connections >= 0) { throw ArgumentError("--connection-loss must not be negative") }
        if spacing.si <= 0 { throw ArgumentError("--spacing must be above zero") }
        if load.si < 0 { throw ArgumentError("--heat-load must not be negative") }
        if frequency.si <= 0 { throw ArgumentError("--frequency must be above zero") }
    }

    func run(on console: Console) async throws {
        let guide = try Waveguide.wr90(loss: loss)
        guard frequency.si > guide.cutoff else {
            throw UsageError(
                reason:
                    "below its cutoff of \(Frequency(si: guide.cutoff).formatted(significantDigits: 4)) the waveguide carries no wave"
            )
        }
        let state = try options.model(file: file).solve()
        let shield = state.profile(state.rows.count - 1)
        let tied = try BraidedWaveguide(
            area: guide.wallArea, spacing: spacing.si, material: MaterialCatalogue.standard.material(named: material))
        let warmest = shield.temperatures.max() ?? 0
        // Between braids every place is at its warmest: what the mode sees is bounded from above.
        let warm = try tied.warmest(along: shield, load: load.si)
        let length = state.model.layout.length
        func photons(_ profile: LinkState.Profile) -> Double {
            ThermalPhotons.atEnd(of: profile, attenuation: guide.attenuation, frequency: frequency.si)
        }
        let added = photons(warm)
        let behind = ThermalPhotons.behind(
            entering: added, loss: connections, frequency: frequency.si, temperature: shield.temperatures.last ?? 0)
        let total = guide.loss(over: length) + connections
        let facts = ResultFacts([
            .init("cutoff", "cutoff_Hz", guide.cutoff, "Hz"),
            .init("wavelength in the guide", "wavelength_m", guide.wavelength(at: frequency.si), "m"),
            .init("delay", "delay_s", guide.delay(over: length, at: frequency.si), "s"),
            .init("loss of the waveguide", "waveguide_loss_dB", guide.loss(over: length), "dB"),
            .init("loss with connections", "transfer_loss_dB", total, "dB"),
            .init("share lost in all", "lost", 1 - Waveguide.transmission(decibels: total), ""),
            .init("warmest base shield", "shield_maximum_K", warmest, "K"),
            .init("warmest waveguide between braids", "waveguide_maximum_K", warm.temperatures.max(), "K"),
            .init(
                "rise between braids with the printed conductivity", "rise_printed_conductivity_K",
                tied.rise(load: load.si, conductivity: BraidedWaveguide.printed.conductivity), "K"),
            .init("photons added at the shield's temperature", "photons_at_shield_temperature", photons(shield), ""),
            .init("photons added by the waveguide", "photons", added, ""),
            .init("photons behind the connections", "photons_behind_connections", behind, ""),
        ])
        if json { return try console.print(json: facts) }
        try console.write(facts.rendered())
        try console.print(
            "printed: below 1 dB/km, so below 0.03 dB over 30 m; 0.55 to 0.65 dB for the transfer of a photon")
    }
}
