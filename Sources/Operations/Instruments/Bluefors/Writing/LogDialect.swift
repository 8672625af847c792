import Glibc

/// How a control unit writes: programs of different years differ.
public enum LogDialect: String, Sendable, Hashable, CaseIterable, Codable {
    /// `26-06-26,00:00:02,9.981000e-03`; every state every time; a line each 10 s.
    case current
    /// ` 30-06-26,00:00:32,2.934560E+2`; states in no order and only when one changes; a line each 60 s.
    case earlier

    /// How often it writes, in s.
    public var interval: Int { self == .current ? 10 : 60 }

    /// What begins a line: date and time as clocks on walls show it.
    func stamp(_ shown: Int64) -> String {
        let second = Int(shown)
        let number = (second >= 0 ? second : second - 86_399) / 86_400
        let (year, month, day) = LogDay(number: number).date
        let rest = second - number * 86_400
        let clock = "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
        return (self == .earlier ? " " : "") + "\(two(day))-\(two(month))-\(two(year % 100)),\(clock)"
    }

    /// A number of seven digits: `9.981000e-03`, `2.934560E+2`.
    func long(_ value: Double) -> String { exponential(value, digits: 6) }

    /// A pressure of three digits: `2.94e-06`, ` 2.00E-2`.
    func pressure(_ value: Double) -> String {
        let text = exponential(value, digits: 2)
        return self == .earlier && value >= 0 ? " \(text)" : text
    }

    /// A number with an exponent and so many digits after the point.
    func exponential(_ value: Double, digits: Int) -> String {
        let text = printed(value, "%.\(digits)e")
        guard self == .earlier, let mark = text.firstIndex(of: "e") else { return text }
        let exponent = text[text.index(after: mark)...]
        let size = exponent.dropFirst().drop { $0 == "0" }
        return text[..<mark] + "E" + exponent.prefix(1) + (size.isEmpty ? "0" : String(size))
    }
}

/// A number by a format of the C library.
func printed(_ value: Double, _ format: String) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    let count = unsafe withVaList([value]) { unsafe vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix(Int(max(0, min(count, 399)))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
