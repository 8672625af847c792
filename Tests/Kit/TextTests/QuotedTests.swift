import Testing
import Text

@Suite("Quoted text")
struct QuotedTests {
    @Test("plain words stay as they are, whatever their alphabet", arguments: ["warm", "20 µK", "Ω", "тепло", ""])
    func plain(text: String) {
        #expect(quoted(text) == "‘\(text)’")
    }

    @Test("what could redraw a terminal is escaped")
    func control() {
        #expect(quoted("a\nb\t\u{1B}[2J\u{202E}") == "‘a\\nb\\t\\u{1B}[2J\\u{202E}’")
    }

    @Test("long text is cut")
    func long() {
        #expect(quoted(String(repeating: "x", count: 1_000_000), limit: 3) == "‘xxx…’")
    }
}
