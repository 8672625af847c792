import Testing
import Text

@Suite("Widths and paragraphs")
struct LayoutTests {
    @Test(
        "a text is as wide as a terminal shows it",
        arguments: [
            ("", 0), ("4K", 2), ("µW", 2), ("W/m²", 4), ("N·m", 3), ("e\u{301}", 1), ("低温", 4), ("ﾃﾞ", 2), ("한국", 4),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("🧊", 2), ("❄️", 2), ("🇩🇪", 2), ("a\u{200B}b", 2), ("20\u{A0}mK", 5),
            ("Å", 1),
        ])
    func widths(text: String, expected: Int) {
        #expect(displayWidth(text) == expected)
    }

    @Test("no line is wider than asked, and no word is lost", arguments: [8, 20, 40, 79], [0, 2, 6])
    func wrapping(width: Int, indent: Int) {
        let words = (0..<400).map { String(repeating: "x", count: $0 * 7919 % 9 + 1) }
        let text = words[..<200].joined(separator: " ") + "\n\n\n" + words[200...].joined(separator: "\n")
        let lines = wrap(text, width: width, indent: indent).split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines where line.contains(" x x") || line.split(separator: " ").count > 1 {
            #expect(displayWidth(line) <= width)
        }
        #expect(lines.allSatisfy { $0.isEmpty || $0.prefix(while: { $0 == " " }).count == indent })
        #expect(lines.filter(\.isEmpty).count == 1)
        #expect(lines.flatMap { $0.split(separator: " ") }.map(String.init) == words)
    }

    @Test("a line laid out by hand stays, a number keeps its unit, a long word stays whole")
    func exceptions() {
        let text =
            "First words\nof a paragraph.\n\n    key:  value\n\nheat\u{A0}20\u{A0}mK a/very/long/path/to/some/file"
        #expect(
            wrap(text, width: 16, indent: 1)
                == " First words of\n a paragraph.\n\n     key:  value\n\n heat\u{A0}20\u{A0}mK\n a/very/long/path/to/some/file"
        )
        #expect(wrap("\n \n", width: 10) == "")
    }
}

@Suite("Tables")
struct TextTableTests {
    var table: TextTable {
        var table = TextTable(columns: [.left("stage"), .decimal("load"), .right("share"), .left("note")])
        table.append(["50K", "-12.5 W", "9 %", "shield and wiring of the outer can"])
        table.append(["低温 plate", "310.847 mW", "100 %", ""])
        table.append(["m²·e\u{301}", "1.2e-7", "µ", "two\nlines"])
        table.append(["", "not known", "", "tab\there"])
        return table
    }

    @Test("columns stand in line, by screen cells")
    func alignment() {
        #expect(
            table.rendered().split(separator: "\n", omittingEmptySubsequences: false) == [
                "stage             load  share  note",
                "50K         -12.5 W       9 %  shield and wiring of the outer can",
                "低温 plate  310.847 mW  100 %",
                "m²·e\u{301}          1.2e-7        µ  two",
                "                               lines",
                "             not known         tab here",
                "",
            ])
    }

    @Test("a width wraps the last column alone", arguments: [30, 44, 50, 60, 200])
    func widths(width: Int) {
        let text = table.rendered(width: width)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.last == "")
        #expect(lines.allSatisfy { $0.last != " " })
        #expect(lines.allSatisfy { displayWidth($0) <= max(width, 31 + 12) })
        let start = 31
        let notes = lines.dropFirst().map { String($0.reversed()) }
        #expect(notes.count >= 5)
        #expect(text.contains(width < 60 ? "shield" : "shield and wiring"))
        #expect(start == displayWidth(lines[0]) - "note".count)
    }

    @Test("a table without rows is its headings")
    func empty() {
        #expect(TextTable(columns: [.left("a"), .decimal("b")]).rendered() == "a  b\n")
    }
}
