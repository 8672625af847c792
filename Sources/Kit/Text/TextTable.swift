/// A table for people: headings, aligned columns, no rules, no trailing spaces.
///
/// Widths are those on the screen (see ``displayWidth(_:)``), so that `µW`, `m²` and `低温` stand in line. Two spaces
/// part the columns.
///
///     var table = TextTable(columns: [.left("stage"), .decimal("load / mW"), .left("note")])
///     table.append(["4K", "310.8", "two pulse tubes"])
///     table.append(["base", "0.0141", ""])
///     print(table.rendered())
///
/// prints
///
///     stage  load / mW  note
///     4K      310.8     two pulse tubes
///     base      0.0141
public struct TextTable: Sendable, Hashable {
    /// Where a cell stands within its column.
    public enum Alignment: Sendable, Hashable {
        /// Every cell begins at the column's left edge.
        case left
        /// Every cell ends at the column's right edge.
        case right
        /// The decimal points of numbers stand below each other; a unit or an exponent may follow the digits.
        /// Cells that do not begin with a number end at the right edge.
        case decimal
    }

    /// A heading and the way the cells below it stand.
    public struct Column: Sendable, Hashable {
        /// What stands above the column.
        public var heading: String
        /// How the cells below it stand; the heading goes left over left cells, right over all others.
        public var alignment: Alignment

        /// A column with any alignment.
        public init(_ heading: String, _ alignment: Alignment = .left) {
            self.heading = heading
            self.alignment = alignment
        }

        /// A column of words.
        public static func left(_ heading: String) -> Column { Column(heading, .left) }

        /// A column whose cells end in line.
        public static func right(_ heading: String) -> Column { Column(heading, .right) }

        /// A column of numbers.
        public static func decimal(_ heading: String) -> Column { Column(heading, .decimal) }
    }

    /// The columns, from left to right.
    public let columns: [Column]

    /// The rows so far, each with one cell a column.
    public private(set) var rows: [[String]] = []

    /// A table without rows.
    ///
    /// - Precondition: there is at least one column.
    public init(columns: [Column]) {
        precondition(!columns.isEmpty, "a table has at least one column")
        self.columns = columns
    }

    /// Adds a row below the others.
    ///
    /// Control characters, line breaks among them, are shown as spaces; in a last column that is left-aligned a line
    /// break begins a new line of the cell.
    ///
    /// - Precondition: one cell a column.
    public mutating func append(_ cells: [String]) {
        precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
        rows.append(cells)
    }

    /// The table as lines, each ended by a line feed.
    ///
    /// - Parameter width: the widest line wanted, in screen cells; `nil` for no limit. Only the last column gives way,
    ///   only when it is left-aligned, and never below twelve cells: a table that does not fit even so is wider.
    public func rendered(width: Int? = nil) -> String {
        let last = columns.count - 1
        var laidOut: [[String]] = []
        for (index, column) in columns.enumerated() {
            let cells = rows.map {
                Self.cleaned($0[index], keepsLineBreaks: index == last && column.alignment == .left)
            }
            laidOut.append(Self.aligned(heading: Self.cleaned(column.heading), cells: cells, column.alignment))
        }
        let before = laidOut.dropLast().map { displayWidth($0[0]) + 2 }.reduce(0, +)
        let room = width.map { max(12, $0 - before) }
        var text = ""
        for row in 0...rows.count {
            var line = laidOut.dropLast().map { $0[row] + "  " }.joined()
            for (index, part) in lastCell(laidOut[last][row], room: room).enumerated() {
                line = index == 0 ? line : String(repeating: " ", count: before)
                text += trimmedAtEnd(line + part) + "\n"
            }
        }
        return text
    }

    /// The lines of a cell of the last column: one, unless it must or wants to be broken.
    private func lastCell(_ cell: String, room: Int?) -> [String] {
        guard columns[columns.count - 1].alignment == .left else { return [cell] }
        let lines = trimmedAtEnd(cell).split(separator: "\n", omittingEmptySubsequences: false)
        guard let room else { return lines.map(String.init) }
        return lines.flatMap { displayWidth($0) <= room ? [String($0)] : brokenLine($0, width: room) }
    }

    private static func cleaned(_ cell: String, keepsLineBreaks: Bool = false) -> String {
        guard cell.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return cell }
        return String(
            cell.map { character in
                if keepsLineBreaks, character.isNewline { return "\n" }
                let isControl = character.unicodeScalars.contains { $0.properties.generalCategory == .control }
                return isControl ? " " : character
            })
    }

    /// Heading and cells of one column, padded to one width (the last column's left cells excepted: see the trimming).
    private static func aligned(heading: String, cells: [String], _ alignment: Alignment) -> [String] {
        let all = [heading] + cells
        switch alignment {
        case .left:
            let widest = all.map { displayWidth($0) }.max() ?? 0
            return all.map { $0.contains("\n") ? $0 : padded($0, to: widest, atStart: false) }
        case .right:
            let widest = all.map { displayWidth($0) }.max() ?? 0
            return all.map { padded($0, to: widest, atStart: true) }
        case .decimal:
            let parts = cells.map(splitAtPoint)
            let wholes = parts.map { $0.map { displayWidth($0.whole) } ?? 0 }.max() ?? 0
            let fractions = parts.map { $0.map { displayWidth($0.fraction) } ?? 0 }.max() ?? 0
            let widest = max(wholes + fractions, all.map { displayWidth($0) }.max() ?? 0)
            return [padded(heading, to: widest, atStart: true)]
                + zip(cells, parts).map { cell, part in
                    guard let part else { return padded(cell, to: widest, atStart: true) }
                    let number = padded(part.whole, to: wholes, atStart: true)
                    let whole = number + padded(part.fraction, to: fractions, atStart: false)
                    return padded(whole, to: widest, atStart: true)
                }
        }
    }

    /// `"-310.8 mW"` as `"-310"` and `".8 mW"`; `nil` when the cell does not begin with a number.
    private static func splitAtPoint(_ cell: String) -> (whole: Substring, fraction: Substring)? {
        let signs: Set<Character> = ["+", "-", "−", "±", "<", ">", "≤", "≥", "~", "≈", " "]
        let digits = cell.drop(while: signs.contains)
        guard let first = digits.first, first.isASCII, first.isNumber || first == "." else { return nil }
        let end = digits.firstIndex { !($0.isASCII && $0.isNumber) } ?? cell.endIndex
        return (cell[..<end], cell[end...])
    }
}

private func padded(_ text: some StringProtocol, to width: Int, atStart: Bool) -> String {
    let space = String(repeating: " ", count: max(0, width - displayWidth(text)))
    return atStart ? space + text : text + space
}

func trimmedAtEnd(_ text: some StringProtocol) -> String {
    guard let end = text.lastIndex(where: { $0 != " " }) else { return "" }
    return String(text[...end])
}
