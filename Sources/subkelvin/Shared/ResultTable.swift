import CommandLineKit
import Quantities
import Text

/// A table that is printed for people, in fitting units, and as JSON, in SI units: an array of objects.
struct ResultTable: Encodable {
    /// What stands in a place.
    enum Cell {
        /// Words.
        case text(String)
        /// A number in SI units.
        case number(Double?)
        /// Whether something holds; nil where that cannot be said.
        case verdict(Bool?)
    }

    /// A column.
    struct Column {
        /// The heading for people, with the unit: `NEEDED / mm`.
        var heading: String
        /// The key in JSON, with the SI unit: `needed_m`.
        var key: String
        /// By what the SI value is multiplied for people.
        var scale = 1.0
        /// How many significant digits they see.
        var digits = 4
        /// Whether it holds words.
        var isText = false

        /// A column of words.
        static func words(_ heading: String, _ key: String) -> Column {
            Column(heading: heading, key: key, isText: true)
        }

        /// A column of numbers.
        static func number(_ heading: String, _ key: String, scale: Double = 1, digits: Int = 4) -> Column {
            Column(heading: heading, key: key, scale: scale, digits: digits)
        }
    }

    var columns: [Column]
    var rows: [[Cell]] = []

    /// A table without rows.
    init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row, a cell for each column.
    mutating func append(_ cells: Cell...) { append(cells) }

    /// Adds a row.
    mutating func append(_ cells: [Cell]) { rows.append(cells) }

    /// As people read it.
    func rendered() -> String {
        var table = TextTable(columns: columns.map { $0.isText ? .left($0.heading) : .decimal($0.heading) })
        for row in rows {
            table.append(
                zip(columns, row).map { column, cell in
                    switch cell {
                    case .text(let text): text
                    case .number(let value):
                        value.map { formatNumber($0 * column.scale, significantDigits: column.digits) } ?? "–"
                    case .verdict(let holds): holds.map { $0 ? "yes" : "NO" } ?? "–"
                    }
                })
        }
        return table.rendered()
    }

    /// A key by its text.
    struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for row in rows {
            var object = list.nestedContainer(keyedBy: Key.self)
            for (column, cell) in zip(columns, row) {
                let key = Key(stringValue: column.key)
                switch cell {
                case .text(let text): try object.encode(text, forKey: key)
                case .number(let value): try object.encode(value, forKey: key)
                case .verdict(let holds): try object.encode(holds, forKey: key)
                }
            }
        }
    }

    /// Prints it, and remarks below it for people.
    func print(on console: Console, json: Bool, remarks: [String] = []) throws {
        if json { return try console.print(json: self) }
        try console.write(rendered())
        for remark in remarks { try console.print(remark) }
    }
}

/// Numbers with names: for people a row each, in JSON one object in SI units.
struct ResultFacts: Encodable {
    /// A number.
    struct Fact {
        var name: String
        var key: String
        var value: Double?
        var unit: String

        init(_ name: String, _ key: String, _ value: Double?, _ unit: String) {
            self.name = name
            self.key = key
            self.value = value
            self.unit = unit
        }
    }

    var facts: [Fact]

    init(_ facts: [Fact]) { self.facts = facts }

    /// As people read it.
    func rendered() -> String {
        var table = TextTable(columns: [.left("QUANTITY"), .decimal("VALUE"), .left("UNIT")])
        for fact in facts {
            table.append([fact.name, fact.value.map { formatNumber($0, significantDigits: 4) } ?? "–", fact.unit])
        }
        return table.rendered()
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: ResultTable.Key.self)
        for fact in facts { try object.encode(fact.value, forKey: ResultTable.Key(stringValue: fact.key)) }
    }
}
