/// When clocks change in years to come: the last line of a zone's file, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Days of the form `Mm.w.d` are read, which all zones use that change their clocks; others are taken for none.
struct YearlyRule {
    /// A day of every year, and the time on it.
    private struct Moment {
        /// 1 to 12.
        var month: Int
        /// 1 to 4, or 5 for the last.
        var week: Int
        /// 0 for Sunday.
        var weekday: Int
        /// In s after midnight by the clocks before; may be below 0 or beyond a day.
        var second: Int

        func local(in year: Int) -> Int64? {
            guard let first = LogDay(year: year, month: month, day: 1) else { return nil }
            // 1970-01-01 was a Thursday.
            let firstWeekday = (first.number + 4) % 7
            var day = first.number + (weekday - firstWeekday + 7) % 7 + 7 * (week - 1)
            while LogDay(number: day).date.month != month { day -= 7 }
            return Int64(day) * 86_400 + Int64(second)
        }
    }

    private let standard: Int64
    private let daylight: (offset: Int64, start: Moment, end: Moment)?

    /// The last year that is written down.
    private static let lastYear = 2100

    /// Reads a rule; nil for one that cannot be read.
    init?(_ text: some Collection<UInt8>) {
        var scanner = Scanner(Array(text))
        guard scanner.name(), let offset = scanner.offset() else { return nil }
        standard = -Int64(offset)
        guard !scanner.isAtEnd else {
            daylight = nil
            return
        }
        guard scanner.name() else { return nil }
        let summer = scanner.peek == UInt8(ascii: ",") ? 3600 + standard : scanner.offset().map { -Int64($0) }
        guard let summer, let start = scanner.moment(), let end = scanner.moment(), scanner.isAtEnd else { return nil }
        daylight = (summer, start, end)
    }

    /// The spans that follow a time in s.
    func spans(after time: Int64) -> [ZoneRules.Span] {
        guard let daylight else { return [] }
        let year = LogDay(number: Int(max(time, 0) / 86_400)).date.year
        var result: [ZoneRules.Span] = []
        for year in year...max(year, Self.lastYear) {
            guard let start = daylight.start.local(in: year), let end = daylight.end.local(in: year) else { continue }
            result.append(.init(start: start - standard, offset: daylight.offset))
            result.append(.init(start: end - daylight.offset, offset: standard))
        }
        return result.filter { $0.start > time }.sorted { $0.start < $1.start }
    }

    private struct Scanner {
        let bytes: [UInt8]
        var place = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { place == bytes.count }
        var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

        mutating func take(_ byte: Character) -> Bool {
            guard peek == byte.asciiValue else { return false }
            place += 1
            return true
        }

        /// Skips letters, or anything between < and >.
        mutating func name() -> Bool {
            let start = place
            if take("<") {
                while let byte = peek, byte != UInt8(ascii: ">") { place += 1 }
                return take(">")
            }
            while let byte = peek, (byte | 0x20) >= UInt8(ascii: "a"), (byte | 0x20) <= UInt8(ascii: "z") { place += 1 }
            return place - start >= 3
        }

        mutating func number() -> Int? {
            var value: Int?
            while let byte = peek, byte >= 48, byte <= 57, value ?? 0 < 10_000 {
                value = (value ?? 0) * 10 + Int(byte) - 48
                place += 1
            }
            return value
        }

        /// `[+-]h[:m[:s]]` in s.
        mutating func offset() -> Int? {
            let sign = take("-") ? -1 : 1
            if sign == 1 { _ = take("+") }
            guard let hours = number() else { return nil }
            var seconds = hours * 3600
            for unit in [60, 1] where take(":") {
                guard let part = number() else { return nil }
                seconds += part * unit
            }
            return sign * seconds
        }

        /// `,Mm.w.d[/time]`.
        mutating func moment() -> Moment? {
            guard take(","), take("M"), let month = number(), take("."), let week = number(), take("."),
                let weekday = number(), (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
            else { return nil }
            var second = 7200
            if take("/") {
                guard let time = offset() else { return nil }
                second = time
            }
            return Moment(month: month, week: week, weekday: weekday, second: second)
        }
    }
}
