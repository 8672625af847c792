/// A report: a title, a summary, and sections of text, tables and pictures.
///
/// ```swift
/// var section = Report.Section("Result")
/// section.add(.paragraph("All limits are kept."))
/// try Report(title: "A bridge", language: "en", sections: [section]).write(to: "bridge.html")
/// ```
///
/// Every text is shown as written: no character has a special meaning.
public struct Report: Sendable, Hashable {
    /// What is reported.
    public var title: String
    /// A line or two below the title; may be empty.
    public var summary: String
    /// The language of the words as an IETF tag, such as `en`: screen readers choose their voice by it.
    public var language: String
    /// The parts, in order.
    public var sections: [Section]

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - title: what is reported.
    ///   - summary: a line or two below the title.
    ///   - language: the language of the words as an IETF tag.
    ///   - sections: the parts, in order.
    public init(title: String, summary: String = "", language: String = "en", sections: [Section] = []) {
        self.title = title
        self.summary = summary
        self.language = language
        self.sections = sections
    }

    /// A part of a report under a heading.
    public struct Section: Sendable, Hashable {
        /// The heading.
        public var heading: String
        /// What stands below it.
        public var blocks: [Block]

        /// Makes a section.
        public init(_ heading: String, _ blocks: [Block] = []) {
            self.heading = heading
            self.blocks = blocks
        }

        /// Adds a block at the end.
        public mutating func add(_ block: Block) { blocks.append(block) }
    }

    /// A piece of a section.
    public enum Block: Sendable, Hashable {
        /// A paragraph.
        case paragraph(String)
        /// An unordered list.
        case list([String])
        /// Terms, each with what is said of it.
        case definitions([Definition])
        /// A command or a piece of a file, its blanks and line ends kept.
        case code(String)
        /// A table.
        case table(Table)
        /// A picture.
        case picture(Picture)
    }

    /// A term and what is said of it.
    public struct Definition: Sendable, Hashable {
        /// The term.
        public var term: String
        /// What is said of it.
        public var text: String

        /// Makes a definition.
        public init(_ term: String, _ text: String) {
            self.term = term
            self.text = text
        }
    }

    /// A table; the first cell of a row is its heading.
    public struct Table: Sendable, Hashable {
        /// What the table shows; it stands above it, and names it for screen readers.
        public var caption: String
        /// The headings of the columns.
        public var columns: [Column]
        /// The cells, row by row, as many as there are columns.
        public var rows: [[Cell]]

        /// Makes a table.
        ///
        /// - Parameters:
        ///   - caption: what the table shows.
        ///   - columns: the headings of the columns.
        ///   - rows: the cells, row by row; a row that is too short or too long is an error when the report is rendered.
        public init(caption: String, columns: [Column], rows: [[Cell]] = []) {
            self.caption = caption
            self.columns = columns
            self.rows = rows
        }
    }

    /// A column of a table.
    public struct Column: Sendable, Hashable {
        /// The heading.
        public var heading: String
        /// Whether the cells are numbers, which stand at the right.
        public var isNumeric: Bool

        /// A column of words.
        public static func words(_ heading: String) -> Self { Self(heading: heading, isNumeric: false) }
        /// A column of numbers.
        public static func numbers(_ heading: String) -> Self { Self(heading: heading, isNumeric: true) }
    }

    /// A cell of a table.
    public struct Cell: Sendable, Hashable, ExpressibleByStringLiteral {
        /// How a cell is to be taken; shown by colour and weight beside its words, never by colour alone.
        public enum Tone: String, Sendable, Hashable, CaseIterable {
            /// As any other.
            case plain
            /// As it should be.
            case good
            /// Not as it should be.
            case bad
            /// Worth a look.
            case notable
        }

        /// What stands in it.
        public var text: String
        /// How it is to be taken.
        public var tone: Tone

        /// Makes a cell.
        public init(_ text: String, tone: Tone = .plain) {
            self.text = text
            self.tone = tone
        }

        /// Makes a plain cell.
        public init(stringLiteral value: String) { self.init(value) }
    }

    /// A picture drawn as SVG.
    public struct Picture: Sendable, Hashable {
        /// The SVG document.
        public var svg: String
        /// What stands below it.
        public var caption: String

        /// Makes a picture.
        ///
        /// - Parameters:
        ///   - svg: an SVG document with a root element `svg`, from a source that is trusted: it is not searched for scripts.
        ///   - caption: what stands below it.
        public init(svg: String, caption: String) {
            self.svg = svg
            self.caption = caption
        }
    }
}
