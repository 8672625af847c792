import Configuration
import Testing

@Suite("Tables of comma-separated values")
struct DelimitedTableTests {
    private func table(_ text: String) throws -> DelimitedTable {
        try DelimitedTable(bytes: Array(text.utf8), file: "t.csv")
    }

    @Test(
        "the same table, however it is written",
        arguments: [
            "a,b\n1,x y\n2,\n", "a,b\r\n1,x y\r\n2,\r\n", "\u{FEFF}a,b\n1,x y\n2,",
            " a , b \n# remark\n\n1 ,\tx y\n2,\"\"\n",
            "\"a\",\"b\"\n\"1\",\"x y\"\n\"2\",\"\"\n",
        ])
    func spellings(text: String) throws {
        let table = try table(text)
        #expect(table.header == ["a", "b"])
        #expect(table.rows.map { $0.text(0) } == ["1", "2"])
        #expect(table.rows.map { $0.text(1) } == ["x y", ""])
        #expect(try table.rows.map { try $0.number(0) } == [1, 2])
        #expect(try table.rows[1].optionalNumber(1) == nil)
    }

    @Test("quotes hold commas, quotes and line breaks")
    func quotes() throws {
        #expect(try table("a\n\"x, \"\"y\"\"\nz\"\n").rows[0].text(0) == "x, \"y\"\nz")
    }

    @Test(
        "what is wrong is said with its place",
        arguments: [
            ("", "t.csv:1:1: is empty"), ("# only a remark\n", "t.csv:1:1: is empty"),
            ("a,b\n1\n", "t.csv:2:1: 1 fields where the header has 2"),
            ("a,b,a\n", "t.csv:1:5: key ‘a’ stands here a second time, first at 1:1"),
            ("a\n\"x\" y\n", "t.csv:2:5: text follows a quoted field"),
            ("a\n\"x\n", "t.csv:2:1: a quoted field does not end"),
        ])
    func faults(text: String, words: String) throws {
        do {
            _ = try table(text)
            Issue.record("accepted")
        } catch {
            #expect("\(error)".hasPrefix(words), "\(error)")
        }
    }

    @Test(
        "no field but a plain decimal number is a number",
        arguments: ["", "x", "nan", "inf", "0x10", "1,5", "1e999", "4 K"])
    func numbers(field: String) throws {
        let table = try table("a\n\"\(field)\"\n\"\"\n")
        #expect(throws: ConfigurationError.self) { try table.rows[0].number(0) }
    }

    @Test("bytes that are no UTF-8 are refused")
    func encoding() {
        #expect(throws: ConfigurationError.self) { try DelimitedTable(bytes: [0x61, 0xFF], file: "t.csv") }
    }
}
