import Foundation
import Glibc
import Plotting
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Drawing with gnuplot")
struct RenderingTests {
    static let figures = Gallery.names()

    func figure(_ name: String) throws -> any Figure {
        try #require(Gallery.all.first { $0.name == name }).figure
    }

    @Test("every figure is a PNG of the size asked for", arguments: figures)
    func png(name: String) throws {
        let bytes = try figure(name).render(.png, canvas: Canvas(width: 900, height: 600, density: 2))
        #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(Array(bytes[16..<24]) == [0, 0, 0x07, 0x08, 0, 0, 0x04, 0xB0])
        #expect(bytes.count > 5_000)
    }

    @Test("every figure is an SVG that parses, with the figure's title and series' names", arguments: figures)
    func svg(name: String) throws {
        let figure = try figure(name)
        let found = try SVGText(figure.render(.svg))
        #expect(found.title == figure.title)
        #expect(found.text.contains(figure.title.split(separator: " ").first ?? ""))
        if let plot = figure as? Plot {
            for series in plot.series { #expect(found.text.contains(series.name)) }
        }
    }

    @Test("every figure is a whole PDF", arguments: figures)
    func pdf(name: String) throws {
        let bytes = try figure(name).render(.pdf)
        #expect(bytes.starts(with: Array("%PDF-1.".utf8)))
        #expect(bytes.suffix(6) == ArraySlice("%%EOF\n".utf8))
    }

    @Test("every figure is text of the width asked for", arguments: figures, [true, false])
    func text(name: String, ansi: Bool) throws {
        let text = try figure(name).renderTerminal(columns: 90, rows: 32, ansi: ansi)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count > 15 && lines.count <= 33 + (ansi ? 2 : 0))
        if ansi { return }
        #expect(lines.allSatisfy { $0.count <= 90 })
        #expect(!text.contains("\u{1B}"))
    }

    @Test("equal figures give equal bytes", arguments: PictureFormat.allCases)
    func determinism(format: PictureFormat) throws {
        let first = try Gallery.conductivity.render(format)
        // Longer than the resolution of the dates that PDF writes.
        usleep(1_100_000)
        #expect(try Gallery.conductivity.render(format) == first)
    }

    @Test("a file gets the format its name asks for, and nothing is left beside it")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("it's a \"plot\".PNG").path
        try Gallery.steps.render(to: path)
        try Gallery.steps.render(to: path)
        #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == Gallery.steps.render(.png))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }

    @Test("what the user writes is shown, never obeyed", arguments: HostileText.all)
    func hostile(text: String) throws {
        let mark = "/tmp/subkelvin-plotting-obeyed"
        unlink(mark)
        var plot = Gallery.cooldown
        plot.title = text
        plot.subtitle = text
        plot.footnote = text
        plot.x.label = text
        plot.y.unit = text
        plot.series[0].name = text
        plot.referenceLines[0].label = text
        plot.regions[0].label = text
        plot.annotations = [Annotation(x: 10, y: 100, text: text)]
        let map = HeatMap(
            title: text, xAxis: Axis(text), yAxis: Axis(text), zAxis: Axis("z", unit: text), x: [0, 1], y: [0, 1],
            values: [[0, 1], [2, 3]], contours: [1.5])
        for figure in [plot, map, PlotGrid(title: text, rows: [[plot]])] as [any Figure] {
            // A canvas so large that the longest text leaves room for data.
            let canvas = Canvas(width: 2_400, height: 2_400)
            _ = try figure.render(.svg, canvas: canvas)
            _ = try figure.renderTerminal(columns: 200, rows: 200)
        }
        _ = try plot.render(.png, canvas: Canvas(width: 1_600, height: 1_600))
        #expect(access(mark, F_OK) != 0)
        let found = try SVGText(plot.render(.svg, canvas: Canvas(width: 2_400, height: 2_400)))
        let shown = { (text: String) in text.filter { !$0.isWhitespace && $0 != "\u{FFFD}" && !$0.isControl } }
        #expect(shown(found.title) == shown(text))
        #expect(shown(found.text).contains(shown(text)))
    }
}

/// Texts that mean something to gnuplot, to its enhanced mode, to XML, to a shell or to a terminal.
enum HostileText {
    static let all = [
        #""; system("touch /tmp/subkelvin-plotting-obeyed")"#,
        #"'; system('touch /tmp/subkelvin-plotting-obeyed'); print '"#,
        "`touch /tmp/subkelvin-plotting-obeyed`", "'`touch /tmp/subkelvin-plotting-obeyed`'",
        "$(touch /tmp/subkelvin-plotting-obeyed)", "x\n!touch /tmp/subkelvin-plotting-obeyed\n", "EOD\nEOD",
        "a_b^c{d}&e@f~g \\ \\n \\140", "%s %d %n %%", "<b>&amp;]]></title>", "it''s 'quoted'", "\u{1B}[31mred\u{7}\0",
        "two\r\nlines\u{2028}three", "温度 – κ² ⟨x⟩", "\\", "'", #"""#, "#comment", "a, \\",
        "font-family=\"DejaVu Sans\"",
    ]
}

extension Character {
    fileprivate var isControl: Bool { unicodeScalars.allSatisfy { $0.properties.generalCategory == .control } }
}

/// The words of an SVG, as an XML parser finds them.
final class SVGText: NSObject, XMLParserDelegate {
    private(set) var title = ""
    private(set) var text = ""
    private var path: [String] = []

    init(_ bytes: [UInt8]) throws {
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = self
        try #require(parser.parse(), "\(String(describing: parser.parserError))")
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        path.append(name)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        path.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if path == ["svg", "title"] { title += string }
        if path.last == "text" { text += string }
    }
}
