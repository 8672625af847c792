import Configuration

/// Whatever is a table reads again the same when it is written with every field in quotes; whatever is none, says where.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do throws(ConfigurationError) {
        let table = try DelimitedTable(bytes: bytes, file: "fuzz.csv")
        precondition(table.rows.count <= bytes.count, "more rows than bytes")
        let columns = table.header.indices
        var written = line(table.header)
        for row in table.rows { written += line(columns.map(row.text)) }
        guard let again = try? DelimitedTable(bytes: Array(written.utf8), file: "again.csv") else {
            preconditionFailure("what was read does not read again")
        }
        precondition(again.header == table.header, "the header reads differently again")
        for (row, same) in zip(table.rows, again.rows) {
            precondition(columns.map(row.text) == columns.map(same.text), "a row reads differently again")
            for column in columns { _ = try? row.number(column) }
        }
    } catch {
        precondition((error.line ?? 0) >= 1 && (error.column ?? 0) >= 1, "the error has no place")
        precondition(error.description.hasPrefix("fuzz.csv:"), "the error does not name the file")
        precondition(!error.description.utf8.contains { $0 < 0x20 }, "the error could redraw a terminal")
        precondition(error.description.utf8.count < 200_000, "the error is not for people")
    }
    return 0
}

private func line(_ fields: [String]) -> String {
    // Scalar by scalar, as the format counts: a quote with a combining mark behind it is a quote.
    fields.map { "\"\(String(String.UnicodeScalarView($0.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] })))\"" }
        .joined(separator: ",") + "\n"
}
