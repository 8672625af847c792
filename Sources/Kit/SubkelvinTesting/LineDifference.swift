/// What differs between two texts, line by line, with the lines around each difference.
public struct LineDifference: Sendable, Hashable, CustomStringConvertible {
    private enum Line: Hashable {
        case same(String)
        case removed(String)
        case added(String)
    }

    private var lines: [Line] = []
    /// How many lines are shown around each difference.
    private let context: Int

    /// Compares two texts.
    ///
    /// - Parameters:
    ///   - old: the text before.
    ///   - new: the text after.
    ///   - context: how many lines to show around each difference.
    /// - Complexity: O((n + m)·d) for n and m lines of which d differ.
    public init(from old: String, to new: String, context: Int = 2) {
        self.context = context
        let oldLines = Self.lines(old)
        let newLines = Self.lines(new)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in newLines.difference(from: oldLines, by: { $0.utf8.elementsEqual($1.utf8) }) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var (i, j) = (0, 0)
        while i < oldLines.count || j < newLines.count {
            if i < oldLines.count, removed.contains(i) {
                lines.append(.removed(oldLines[i]))
                i += 1
            } else if j < newLines.count, added.contains(j) {
                lines.append(.added(newLines[j]))
                j += 1
            } else {
                lines.append(.same(oldLines[i]))
                (i, j) = (i + 1, j + 1)
            }
        }
    }

    /// The differences: `-` before lines of the old text alone, `+` before those of the new, `…` where lines are left out.
    public var description: String {
        let changed = lines.indices.filter { if case .same = lines[$0] { false } else { true } }
        var shown: Set<Int> = []
        for index in changed { shown.formUnion(max(0, index - context)...min(lines.count - 1, index + context)) }
        var text: [String] = []
        var last = -1
        for index in shown.sorted() {
            if index > last + 1 { text.append("…") }
            switch lines[index] {
            case .same(let line): text.append("  \(line)")
            case .removed(let line): text.append("- \(line)")
            case .added(let line): text.append("+ \(line)")
            }
            last = index
        }
        if last >= 0, last < lines.count - 1 { text.append("…") }
        return text.joined(separator: "\n")
    }

    /// The lines of a text; a last line without a newline is told from one with it.
    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true {
            lines.removeLast()
        } else if let last = lines.popLast() {
            lines.append("\(last) (no newline at the end)")
        }
        return lines
    }
}
