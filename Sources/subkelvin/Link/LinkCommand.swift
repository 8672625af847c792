import CommandLineKit

/// The command `subkelvin link …`.
struct LinkCommand: Command {
    static let name = "link"
    static let abstract =
        "Cryogenic links between dilution refrigerators: temperatures along them, and how far they reach."
    static let subcommands: [any Command.Type] = [
        LinkSolve.self, LinkReachCommand.self, LinkFitCommand.self, LinkCheck.self, LinkDwellCommand.self,
        LinkTravelCommand.self,
        LinkWaveguide.self, LinkPosts.self, LinkScrews.self, LinkSlits.self, LinkCopper.self,
    ]
}
