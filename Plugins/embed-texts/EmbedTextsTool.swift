import FoundationEssentials

/// Writes a Swift file that holds texts as string literals: `embed-texts OUTPUT FILE…`.
///
/// String literals compile in a hundredth of the time that byte arrays take.
@main
struct EmbedTextsTool {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let output = arguments.first else { throw Failure(words: "usage: embed-texts OUTPUT FILE…") }
        var source = """
            /// The data files of this module, by the folder that they stand in and their name: of `.yaml` without extension.
            enum EmbeddedTexts {

            """
        var places: [Place] = []
        for path in arguments.dropFirst() {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            guard !text.contains("\"\"\"##") else { throw Failure(words: "\(path): cannot hold \"\"\"##") }
            source += "    private static let text\(places.count) = ##\"\"\"\n\(text)\n\"\"\"##\n"
            places.append(Place(path))
        }
        guard Set(places).count == places.count else { throw Failure(words: "two files of a folder share a name") }
        let folders = Dictionary(grouping: places, by: \.folder).sorted { $0.key < $1.key }
        source += "    static func names(in folder: String) -> [String] {\n        switch folder {\n"
        for (folder, places) in folders {
            let list = places.map { "\"\($0.name)\"" }.sorted().joined(separator: ", ")
            source += "        case \"\(folder)\": [\(list)]\n"
        }
        source += "        default: []\n        }\n    }\n"
        source +=
            "    static func text(_ name: String, in folder: String) -> String? {\n        switch (folder, name) {\n"
        for (index, place) in places.enumerated() {
            source += "        case (\"\(place.folder)\", \"\(place.name)\"): text\(index)\n"
        }
        source += "        default: nil\n        }\n    }\n}\n"
        try source.write(toFile: output, atomically: true, encoding: .utf8)
    }

    /// Where a file stands.
    struct Place: Hashable {
        var folder: String
        var name: String

        init(_ path: String) {
            let parts = path.split(separator: "/").map(String.init)
            folder = parts.dropLast().last ?? ""
            // A description is known by its name; a file for a browser by its address, which has the extension.
            let file = parts.last ?? ""
            name = file.hasSuffix(".yaml") ? String(file.prefix { $0 != "." }) : file
        }
    }

    struct Failure: Error, CustomStringConvertible {
        var words: String
        var description: String { words }
    }
}
