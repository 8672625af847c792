/// How a log record is written as one line.
public enum LogFormat: Sendable, Hashable, CaseIterable {
    /// A JSON object: `time`, `level`, `label`, `message`, then the fields. For machines.
    ///
    /// A field whose name is taken by one of the four gets a `_` in front.
    case json
    /// Time, level, label, message, then the fields as `name=value`. For people.
    case text
    /// The same with colours, for a terminal.
    case coloredText

    /// The record as one line, ended by a newline.
    public func line(_ record: LogRecord) -> [UInt8] {
        var text = self == .json ? Self.json(record) : Self.text(record, isColored: self == .coloredText)
        text += "\n"
        return Array(text.utf8)
    }

    private static func json(_ record: LogRecord) -> String {
        var line = #"{"time":"\#(timestamp(record.time))","level":"\#(record.level.name)""#
        line += #","label":"\#(escaped(record.label))","message":"\#(escaped(record.message))""#
        for (index, field) in record.fields.enumerated() {
            // Two members of one name are read differently by every parser: the last one alone is written.
            if record.fields[(index + 1)...].contains(where: { $0.name == field.name }) { continue }
            let isTaken = ["time", "level", "label", "message"].contains(field.name)
            line += #","\#(isTaken ? "_" : "")\#(escaped(field.name))":\#(json(field.value))"#
        }
        return line + "}"
    }

    private static func json(_ value: LogValue) -> String {
        switch value {
        case .text(let text): #""\#(escaped(text))""#
        case .number(let number) where !number.isFinite: #""\#(number)""#
        default: value.description
        }
    }

    private static func text(_ record: LogRecord, isColored: Bool) -> String {
        let level = record.level.name.uppercased()
        let padded = level + String(repeating: " ", count: 8 - level.count)
        var line = "\(timestamp(record.time)) \(isColored ? colored(padded, record.level) : padded) "
        line += "\(escaped(record.label)): \(escaped(record.message, quotes: false))"
        for field in record.fields {
            let value = field.value.description
            let isPlain =
                !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3D && $0 != 0x7F }
            line += " \(escaped(field.name))=\(isPlain ? escaped(value) : "\"\(escaped(value))\"")"
        }
        return line
    }

    private static func colored(_ text: String, _ level: LogLevel) -> String {
        let code =
            switch level {
            case .trace, .debug: "2"
            case .info, .notice: "32"
            case .warning: "33"
            case .error, .critical: "1;31"
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// A text without what would end a line, steer a terminal or break JSON.
    private static func escaped(_ text: String, quotes: Bool = true) -> String {
        // Most texts need nothing; looking is much cheaper than building.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += quotes ? "\\\"" : "\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar == "\u{2028}"
                    || scalar == "\u{2029}"
                {
                    let hex = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }
}
