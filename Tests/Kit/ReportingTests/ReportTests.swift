import FoundationEssentials
import SubkelvinTesting
import Testing

@testable import Reporting

@Suite("A report")
struct ReportTests {
    static let hostile = "<script>alert(\"1\")</script> & 'x' \u{1}\u{9B}"

    /// A report with a text in every place that takes one.
    static func report(_ text: String) -> Report {
        let cells = Report.Cell.Tone.allCases.map { Report.Cell(text, tone: $0) }
        return Report(
            title: text, summary: text, language: text,
            sections: [
                Report.Section(
                    text,
                    [
                        .paragraph(text), .list([text]), .definitions([.init(text, text)]), .code(text),
                        .table(
                            .init(
                                caption: text, columns: cells.map { _ in .numbers(text) }, rows: [cells])),
                        .picture(.init(svg: "<svg></svg>", caption: text)),
                    ])
            ])
    }

    @Test("shows every text as written: no tag, attribute or control character comes of one")
    func escapes() throws {
        let page = try Self.report(Self.hostile).html()
        #expect(!page.contains("<script"))
        #expect(!page.contains("\"1\""))
        #expect(!page.unicodeScalars.contains("\u{1}"))
        #expect(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39; \u{FFFD}\u{FFFD}"))
        // The same tags as of a harmless text: nothing was opened or closed by it.
        #expect(page.count { $0 == "<" } == (try Self.report("x").html().count { $0 == "<" }))
    }

    @Test("closes every element that it opens, in order")
    func nests() throws {
        let page = try Self.report(Self.hostile).html()
        var open: [String] = []
        for piece in page.split(separator: "<").dropFirst() {
            let name = String(piece.prefix { $0 != ">" && $0 != " " })
            if ["meta", "!DOCTYPE", "br"].contains(name) { continue }
            if name.hasPrefix("/") {
                #expect(open.popLast() == String(name.dropFirst()), "\(name)")
            } else {
                open.append(name)
            }
        }
        #expect(open.isEmpty, "\(open)")
    }

    @Test("fetches nothing: no address is named outside its pictures, and browsers are told to refuse")
    func standsAlone() throws {
        let page = try Self.report("x").html()
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("@import"))
        #expect(page.contains("default-src 'none'"))
    }

    @Test("names its language, its sections and its tables for screen readers")
    func isAccessible() throws {
        let page = try Report(
            title: "T", language: "de",
            sections: [Report.Section("S", [.table(.init(caption: "C", columns: [.words("a")], rows: [["b"]]))])]
        ).html()
        #expect(page.contains("<html lang=\"de\">"))
        #expect(page.contains("<section aria-labelledby=\"section-1\">\n<h2 id=\"section-1\">S</h2>"))
        #expect(page.contains("<caption>C</caption>"))
        #expect(page.contains("<th scope=\"col\">a</th>") && page.contains("<th scope=\"row\">b</th>"))
    }

    @Test("refuses a row with too few or too many cells", arguments: [0, 1, 3])
    func unevenRow(count: Int) {
        let row = [Report.Cell](repeating: "x", count: count)
        let table = Report.Table(caption: "C", columns: [.words("a"), .words("b")], rows: [["x", "y"], row])
        let report = Report(title: "T", sections: [Report.Section("S", [.table(table)])])
        #expect(
            throws: ReportError(
                report: "T", reason: .unevenRow(table: "C", row: 1, expected: 2, found: count))
        ) { try report.html() }
    }

    @Test("refuses a picture that is no SVG")
    func noPicture() {
        let report = Report(title: "T", sections: [Report.Section("S", [.picture(.init(svg: "GIF89a", caption: "C"))])])
        #expect(throws: ReportError(report: "T", reason: .noPicture(caption: "C"))) { try report.html() }
    }

    @Test("names the file that it cannot write")
    func cannotWrite() {
        let path = "/nowhere-\(UInt64.random(in: 0 ... .max))/report.html"
        let error = #expect(throws: ReportError.self) { try Report(title: "T").write(to: path) }
        guard case .cannotWrite(path, _)? = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}

@Suite("An SVG picture in a page")
struct InlineSVGTests {
    @Test("loses its prologue, and keeps its identifiers apart from another's")
    func identifiers() {
        let svg = """
            <?xml version="1.0"?><!DOCTYPE svg>
            <svg aria-labelledby="title description"><title id="title">id="x" url(#a)</title>
            <g id='a' clip-path="url(#a)"><use xlink:href='#a'/><use href="#a" width="1"/></g></svg>

            """
        #expect(
            inlineSVG(svg, prefix: "p-") == """
                <svg aria-labelledby="p-title p-description"><title id="p-title">id="x" url(#a)</title>
                <g id='p-a' clip-path="url(#p-a)"><use xlink:href='#p-a'/><use href="#p-a" width="1"/></g></svg>
                """)
    }

    @Test("is nothing without an svg element", arguments: ["", "<html></html>", "</svg><svg", "<svg>"])
    func noElement(text: String) { #expect(inlineSVG(text, prefix: "p-") == nil) }
}
