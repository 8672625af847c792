import Plotting
import SubkelvinTesting
import Testing

@Suite("Scripts")
struct ScriptTests {
    static let media: [(String, Medium)] = [
        ("svg", .picture(.svg, Canvas())), ("png", .picture(.png, Canvas(width: 800, height: 500, density: 2))),
        ("txt", .text(columns: 80, rows: 24, ansi: false)),
    ]

    /// The scripts beside this file show what is sent to gnuplot; SUBKELVIN_RECORD=1 writes them anew.
    @Test("the script is the one on record", arguments: ["conductivity", "steps", "map-gaps"], media.indices)
    func recorded(name: String, medium index: Int) throws {
        let figure = try #require(Gallery.all.first { $0.name == name }).figure
        let (ending, medium) = Self.media[index]
        // Digits beyond the tenth depend on the mathematical library.
        let script = try figure.script(for: medium).replacing(#/(\d\.\d{9})\d+/#) { String($0.1) }
        try Snapshot("\(name).\(ending).gp").check(script)
    }
}
