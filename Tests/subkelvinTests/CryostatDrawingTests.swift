import Testing

@testable import Cryogenics
@testable import subkelvin

@Suite("drawing of a cryostat: its lines")
struct CryostatDrawingTests {
    private static func line(_ name: String, from: Stage?, stages: [StageDescription]) -> LineDescription {
        let first = from.flatMap { from in stages.firstIndex { $0.stage == from } }.map { $0 + 1 } ?? 0
        return LineDescription(
            name: name, count: 2, signal: .dc, from: from, to: .base,
            spans: stages[first...].map { LineDescription.Span(to: $0.stage, cable: "119-ss-ss", length: $0.distance) },
            parts: [], anchors: [], drivePower: 0, driveFrequency: 6e9, current: 0)
    }

    private static func svg(_ change: (inout CryostatDescription) -> Void) throws -> String {
        var description = try CryostatDescription.preset("ld-400")
        change(&description)
        return CryostatDrawing(state: try CryostatModel(description).solve()).svg()
    }

    @Test("a long name stays within the picture", arguments: [5, 20, 40, 80])
    func longName(length: Int) throws {
        let name = String(repeating: "n", count: length)
        let svg = try Self.svg { $0.lines = [Self.line(name, from: nil, stages: $0.stages)] }
        let place = try #require(svg.firstMatch(of: #/translate\(([\d.]+) ([\d.]+)\) rotate\(-40\)/#))
        let y = try #require(Double(place.2))
        // 6 units a letter of 11 units' height, 40° upwards.
        #expect(y - 6 * Double(length + 4) * 0.643 > 0, "begins at \(y)")
    }

    @Test("a line from the 4K stage has its name below the 4K plate, not above the room's flange")
    func colder() throws {
        let svg = try Self.svg { $0.lines = [Self.line("cold", from: .fourKelvin, stages: $0.stages)] }
        #expect(!svg.contains("rotate(-40)"))
        let name = try #require(svg.firstMatch(of: #/<text x="[\d.]+" y="([\d.]+)"[^>]*>cold × 2</#))
        let path = try #require(svg.firstMatch(of: #/<path d="M[\d.]+ ([\d.]+) V([\d.]+)"/#))
        let (y, start, end) = (Double(name.1) ?? 0, Double(path.1) ?? 0, Double(path.2) ?? 0)
        #expect(y > start && y < end, "\(y), \(start), \(end)")
    }

    @Test("three hundred groups of lines are drawn, and the drawing says where their names are")
    func many() throws {
        let svg = try Self.svg { cryostat in
            cryostat.lines = (0..<300).map { index in
                var line = Self.line("l\(index)", from: nil, stages: cryostat.stages)
                line.count = 0.01
                return line
            }
        }
        let widths = svg.matches(of: #/stroke-opacity="0.75" stroke-width="([\d.]+)"/#).compactMap { Double($0.1) }
        #expect(widths.count == 300 && widths.allSatisfy { $0 >= 0.3 })
        #expect(svg.contains("300 groups of lines"))
    }
}
