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
            /// The data files of this module, by name without extension.
            enum EmbeddedTexts {

            """
        var names: [String] = []
        for path in arguments.dropFirst() {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let file = path.split(separator: "/").last.map(String.init) ?? path
            let name = String(file.prefix { $0 != "." })
            guard !text.contains("\"\"\"##") else { throw Failure(words: "\(path): cannot hold \"\"\"##") }
            source += "    private static let text\(names.count) = ##\"\"\"\n\(text)\n\"\"\"##\n"
            names.append(name)
        }
        guard Set(names).count == names.count else { throw Failure(words: "two files share a name") }
        let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
        source += "    static let names: [String] = [\(list)]\n"
        source += "    static func text(_ name: String) -> String? {\n        switch name {\n"
        for (index, name) in names.enumerated() { source += "        case \"\(name)\": text\(index)\n" }
        source += "        default: nil\n        }\n    }\n}\n"
        try source.write(toFile: output, atomically: true, encoding: .utf8)
    }

    struct Failure: Error, CustomStringConvertible {
        var words: String
        var description: String { words }
    }
}
