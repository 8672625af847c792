internal import FoundationEssentials
internal import Twin

/// The demonstration's plants at rest at base, worked out before Subkelvin was built: so its fleet lives at once.
///
/// What they are is what `Plant.atBase` comes to. The tests see to that, and write them anew with `SUBKELVIN_RECORD=1`.
enum PreparedBases {
    /// The presets that there are bases of.
    static var presets: [String] {
        EmbeddedTexts.names(in: "PreparedBases").map { String($0.dropLast(".json".count)) }
    }

    /// A preset's plant at its base; nil where there is none.
    static func base(of preset: String) -> Plant.Snapshot? {
        EmbeddedTexts.text("\(preset).json", in: "PreparedBases").flatMap(decode)
    }

    /// A plant's state as a file has it.
    static func text(of base: Plant.Snapshot) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return String(decoding: try encoder.encode(base), as: UTF8.self) + "\n"
    }

    private static func decode(_ text: String) -> Plant.Snapshot? {
        try? JSONDecoder().decode(Plant.Snapshot.self, from: Data(text.utf8))
    }
}
