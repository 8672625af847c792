import Text

/// A table of comma-separated values with a header, after RFC 4180: fields may be quoted, `""` is a quote within quotes.
///
/// Lines that begin with `#` and empty lines are passed over. Every error names file, line and column.
public struct DelimitedTable: Sendable {
    /// The names of the columns, as the header gives them.
    public let header: [String]
    /// The rows below it.
    public let rows: [Row]
    /// The file's name, for errors.
    public let file: String

    /// One row.
    public struct Row: Sendable {
        var fields: [DelimitedField]
        var header: [String]
        var file: String
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - limit: the most bytes that are read.
    /// - Throws: ``ConfigurationError``.
    public init(file path: String, limit: Int = 64 << 20) throws(ConfigurationError) {
        do throws(ConfigurationError) {
            try self.init(bytes: try readWholeFile(path: path, limit: limit), file: path)
        } catch {
            throw error.named(path)
        }
    }

    /// Reads bytes.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, with or without a byte order mark; lines end in LF or CRLF.
    ///   - file: its name, for errors.
    /// - Throws: ``ConfigurationError`` for text that is not UTF-8, unbalanced quotes, no header, or a row with more or
    ///   fewer fields than the header.
    public init(bytes: [UInt8], file: String) throws(ConfigurationError) {
        let start = Mark(line: 1, column: 1)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError(.syntax("the text is not UTF-8"), at: start).named(file)
        }
        var scanner = DelimitedScanner(text: text)
        var lines: [[DelimitedField]] = []
        do throws(ConfigurationError) {
            while let line = try scanner.next() { lines.append(line) }
        } catch {
            throw error.named(file)
        }
        guard let first = lines.first else {
            throw ConfigurationError(.empty, at: start, hint: "a table has a header and rows").named(file)
        }
        let names = first.map(\.text)
        for (index, field) in first.enumerated() {
            guard let earlier = names[..<index].firstIndex(of: field.text) else { continue }
            throw ConfigurationError(.duplicateKey(field.text, first: first[earlier].mark), at: field.mark).named(file)
        }
        for line in lines.dropFirst() where line.count != names.count {
            throw ConfigurationError(
                .syntax("\(line.count) fields where the header has \(names.count)"), at: line.first?.mark
            ).named(file)
        }
        header = names
        rows = lines.dropFirst().map { Row(fields: $0, header: names, file: file) }
        self.file = file
    }

    /// The place of a column in every row.
    ///
    /// - Throws: ``ConfigurationError`` naming the columns that there are.
    public func column(_ name: String) throws(ConfigurationError) -> Int {
        if let index = header.firstIndex(of: name) { return index }
        let known = "the columns are \(header.map { quoted($0) }.joined(separator: ", "))"
        throw ConfigurationError(.missingKey(name), at: Mark(line: 1, column: 1), hint: known).named(file)
    }

    /// The place of a column that may be missing.
    public func optionalColumn(_ name: String) -> Int? { header.firstIndex(of: name) }
}

extension DelimitedTable.Row {
    /// Where a field begins.
    public func mark(_ column: Int) -> Mark { fields[column].mark }

    /// A field as text; blanks around it are not part of it.
    public func text(_ column: Int) -> String { fields[column].text }

    /// A field as a finite number, greater than a bound.
    ///
    /// - Throws: ``ConfigurationError`` with the field's place.
    public func number(_ column: Int, above bound: Double = -.infinity) throws(ConfigurationError) -> Double {
        let field = fields[column]
        // Double also reads hexadecimal and words such as "inf".
        let isDecimal = field.text.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
        guard isDecimal, let value = Double(field.text), value.isFinite, value > bound else {
            let expected = bound == -.infinity ? "a number" : "a number above \(bound)"
            throw ConfigurationError(
                .mismatch(expected: expected, found: quoted(field.text)), at: field.mark, keyPath: header[column]
            ).named(file)
        }
        return value
    }

    /// A field as a number, nil where it is empty.
    ///
    /// - Throws: ``ConfigurationError`` with the field's place.
    public func optionalNumber(
        _ column: Int, above bound: Double = -.infinity
    ) throws(ConfigurationError) -> Double? {
        fields[column].text.isEmpty ? nil : try number(column, above: bound)
    }
}

extension ConfigurationError {
    /// The error with the name of the file it is about.
    func named(_ file: String) -> ConfigurationError {
        var copy = self
        copy.file = file
        return copy
    }
}
