import CommandLineKit
import Cryogenics
import Quantities

/// The command `subkelvin link travel`.
struct LinkTravelCommand: Command {
    static let name = "travel"
    static let abstract = "Sets what contracts on cooling against the room for it; ends with 1 where room is short."
    static let discussion = """
        Adapters are held at their plate, link modules at their middle, the waveguide at one end. Contractions are those of \
        the materials' curves from 293 K; stages are taken to reach 50, 4, 1 and 0.01 K.
        """
    static let examples = [
        Example("subkelvin link travel", "The 30 m link."),
        Example(
            "subkelvin link travel --length 50m --waveguide-slack 300mm", "A longer link, its braids twice as long."),
    ]

    @Argument("A link as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: LinkOptions
    @Option("Excess length of the waveguide's braids.", name: "waveguide-slack") var waveguide: Length =
        Length(si: 0.150)
    @Option("Excess length of the shields' braids.", name: "braid-slack") var braid: Length = Length(si: 0.012)
    @Option("How far still and base slide in a cooling unit.", name: "unit-slide") var slide: Length =
        Length(si: 0.005)
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let link = try options.link(file: file)
        let travel = try LinkTravel(
            link.description, link.parameters,
            room: LinkTravel.Room(waveguideBraids: waveguide.si, shieldBraids: braid.si, unitSlide: slide.si))
        var table = ResultTable([
            .words("WHAT", "name"), .number("LENGTH / m", "length_m"), .number("TO / K", "temperature_K", digits: 3),
            .number("NEEDED / mm", "needed_m", scale: 1e3), .number("ROOM / mm", "available_m", scale: 1e3),
            .number("MARGIN / mm", "margin_m", scale: 1e3, digits: 3), .words("MET", "met"),
        ])
        for movement in travel.movements {
            table.append(
                .text(movement.name), .number(movement.length), .number(movement.temperature),
                .number(movement.needed), .number(movement.available), .number(movement.margin),
                .verdict(movement.available == nil ? nil : movement.isMet))
        }
        try table.print(on: console, json: json)
        guard travel.isMet else { throw CheckFailed() }
    }
}
