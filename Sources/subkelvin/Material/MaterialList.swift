import CommandLineKit
import Materials
import Text

/// The command `subkelvin material list`.
struct MaterialList: Command {
    static let name = "list"
    static let abstract = "Lists the materials."
    static let examples = [Example("subkelvin material list --property cp", "Those with a specific heat.")]

    @Option("Only materials with this property.") var property: Property?
    @OptionGroup var files: CatalogueOptions
    @Flag("Print JSON.") var json: Bool

    /// A row of the JSON.
    struct Row: Encodable {
        var name: String
        var title: String
        var properties: [String]
    }

    func run(on console: Console) async throws {
        let materials = try files.catalogue().materials().filter { material in
            property.map { material.properties[$0] != nil } ?? true
        }
        guard !json else {
            let rows = materials.map {
                Row(name: $0.name, title: $0.title, properties: $0.availableProperties.map(\.rawValue))
            }
            return try console.print(json: rows)
        }
        let shown = property ?? .thermalConductivity
        var table = TextTable(columns: [
            .left("NAME"), .left("TITLE"), .left(shown.rawValue.uppercased() + " FROM … TO"), .left("PROPERTIES"),
        ])
        for material in materials {
            let range = try material.properties[shown].map { _ in span(try material.curve(shown).range) }
            table.append([
                material.name, material.title, range ?? "–",
                material.availableProperties.map(\.rawValue).joined(separator: " "),
            ])
        }
        try console.write(table.rendered())
    }
}
