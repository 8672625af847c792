import Configuration
import Quantities

/// A wiring of cryowire on the stages of a preset, as a cryostat's file.
///
/// cryowire says which components sit at which stage of each line. It does not say of which cable lines are, what runs in them, what
/// filters and isolators lose or amplifiers consume: that is assumed, and stands among the file's assumptions.
public struct CryowireImport: Sendable {
    /// What cryowire does not say.
    public struct Choices: Sendable {
        /// The cable of control lines, of read-out lines down, and of read-out lines up.
        public var cables: [Kind: String]
        /// What an amplifier consumes, in W.
        public var amplifierPower: Double
        /// What an isolator takes of noise that comes down a read-out line, in dB.
        public var isolation: Double

        /// Makes choices.
        public init(cables: [Kind: String] = [:], amplifierPower: Double = 0.01, isolation: Double = 20) {
            self.cables = cables
            self.amplifierPower = amplifierPower
            self.isolation = isolation
        }
    }

    /// What a line is for, by the letters that its name begins with.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// To a qubit.
        case control = "C"
        /// To a resonator.
        case readoutSend = "RS"
        /// From a resonator.
        case readoutReturn = "RR"
    }

    /// The cable of lines for which none is chosen.
    public static let defaultCable = "ut-085-ss"

    /// The cryostat's file.
    public let yaml: String
    /// What could not be carried over, and what was assumed instead.
    public let notes: [String]

    /// Reads a wiring or a whole cooldown.
    ///
    /// - Parameters:
    ///   - path: of the file, YAML or JSON.
    ///   - components: a file of components that lines name; nil where they are all written out.
    ///   - preset: whose stages, coolers and shields it is given.
    ///   - choices: what cryowire does not say.
    /// - Throws: `ConfigurationError` with the place of what is wrong.
    public init(
        _ path: String, components: String? = nil, preset: String, choices: Choices = Choices()
    ) throws {
        let decoder = ConfigurationDecoder()
        let file = try decoder.decode(CryowireFile.self, fromFile: path)
        let catalogue = try components.map { try decoder.decode([String: CryowireFile.Component].self, fromFile: $0) }
        let cryostat = try CryostatDescription.preset(preset)
        var mapping = CryowireMapping(
            cryostat: cryostat, modules: file.modules ?? [:], catalogue: catalogue ?? [:], choices: choices)
        do {
            let groups: [([CryowireFile.Line]?, [CryostatError.Step])] = [
                (file.lines, [.key("lines")]), (file.control?.lines, [.key("control"), .key("lines")]),
                (file.readoutSend?.lines, [.key("readout_send"), .key("lines")]),
                (file.readoutReturn?.lines, [.key("readout_return"), .key("lines")]),
            ]
            for (lines, place) in groups {
                for (index, line) in (lines ?? []).enumerated() { try mapping.add(line, place + [.item(index)]) }
            }
            guard !mapping.groups.isEmpty else { throw CryostatError([], "there is no line; expected ‘lines’") }
        } catch let error as CryostatError {
            throw error.placed(in: path)
        }
        notes = mapping.notes(file)
        let identity = file.metadata.map { "\($0.cryo)-\($0.cooldownID)" } ?? "imported"
        var name = ""
        for character in identity.lowercased() {
            name.append(character.isLetter || character.isNumber ? character : "-")
        }
        yaml = Self.text(
            name: name, title: "Wiring \(identity) on the stages of \(preset)", preset: preset, lines: mapping.lines,
            assumptions: cryostat.assumptions.map {
                ("of the preset \(preset), whose lines are not taken: \($0.what)", $0.source)
            } + notes.map { ($0, "import of a cryowire file, which does not say, or says more") })
        _ = try decoder.decode(CheckedCryostat.self, from: Array(yaml.utf8), file: "imported.yaml")
    }

    /// The preset's text with other lines.
    private static func text(
        name: String, title: String, preset: String, lines: String, assumptions: [(what: String, source: String)]
    ) -> String {
        var blocks: [(key: String, text: String)] = []
        for line in (EmbeddedTexts.text(preset, in: "Cryostats") ?? "").split(separator: "\n") {
            if let first = line.first, first.isLetter {
                blocks.append((String(line.prefix { $0 != ":" }), ""))
            }
            if !blocks.isEmpty { blocks[blocks.count - 1].text += line + "\n" }
        }
        var text = "kind: Cryostat\nname: \(name)\ntitle: \(quoted(title))\n"
        let left = ["kind", "name", "title", "lines", "assumptions"]
        for block in blocks where !left.contains(block.key) { text += block.text }
        text += "lines:\n" + lines
        text += "assumptions:\n"
        for (what, source) in assumptions {
            text += "  - what: \(quoted(what))\n    source: \(quoted(source))\n"
        }
        return text
    }

    /// As a YAML scalar in double quotes.
    static func quoted(_ words: String) -> String {
        var text = ""
        for character in words.unicodeScalars {
            switch character {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n", "\t", "\r": text += " "
            default: text.unicodeScalars.append(character)
            }
        }
        return "\"\(text)\""
    }
}
