/// Why a report could not be written: which one, what was wrong, and what to do.
public struct ReportError: Error, Sendable, Hashable {
    /// What was wrong.
    public enum Reason: Sendable, Hashable {
        /// A row of a table has not as many cells as there are columns.
        case unevenRow(table: String, row: Int, expected: Int, found: Int)
        /// A picture holds no SVG element.
        case noPicture(caption: String)
        /// The file could not be written: the system's words.
        case cannotWrite(path: String, reason: String)
    }

    /// The report's title.
    public var report: String
    /// What was wrong.
    public var reason: Reason

    /// Makes an error about a report.
    public init(report: String, reason: Reason) {
        self.report = report
        self.reason = reason
    }
}

extension ReportError: CustomStringConvertible {
    /// The error in words: what, where, what was expected, what to do.
    public var description: String {
        switch reason {
        case .unevenRow(let table, let row, let expected, let found):
            "‘\(report)’: row \(row) of the table ‘\(table)’ has \(found) cells where \(expected) were expected"
        case .noPicture(let caption): "‘\(report)’: the picture ‘\(caption)’ is no SVG document"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
        }
    }
}
