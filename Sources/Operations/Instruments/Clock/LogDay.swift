/// A day of a calendar on a wall, such as that of a log's folder.
public struct LogDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01, which is 0.
    public let number: Int

    /// The day that lies so many days after 1970-01-01.
    public init(number: Int) { self.number = number }

    /// A day of the Gregorian calendar; nil where there is none such as 30 February.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.length(of: month, in: year) else { return nil }
        // Years that begin in March, so that the day that leap years have comes last.
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day of a folder's or file's name, `YY-MM-DD`, of this century; nil for any other text.
    public init?(folder name: some StringProtocol) {
        let bytes = Array(name.utf8)
        guard bytes.count == 8, bytes[2] == UInt8(ascii: "-"), bytes[5] == UInt8(ascii: "-") else { return nil }
        func pair(_ place: Int) -> Int? {
            let (tens, ones) = (Int(bytes[place]) - 48, Int(bytes[place + 1]) - 48)
            return (0...9).contains(tens) && (0...9).contains(ones) ? tens * 10 + ones : nil
        }
        guard let year = pair(0), let month = pair(3), let day = pair(6) else { return nil }
        self.init(year: 2000 + year, month: month, day: day)
    }

    /// Year, month and day.
    public var date: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
    }

    /// `YY-MM-DD`, as folders and files are named.
    public var description: String {
        let (year, month, day) = date
        return "\(two(year % 100))-\(two(month))-\(two(day))"
    }

    /// Whether the first comes before the second.
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A number from 0 to 99 with two digits.
func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }

/// A time in ns since 1970 as RFC 3339 in UTC, to the second: what is below is left out.
public func rfc3339(_ time: Int64) -> String {
    let second = Int((time - (time % 1_000_000_000 + 1_000_000_000) % 1_000_000_000) / 1_000_000_000)
    let number = (second >= 0 ? second : second - 86_399) / 86_400
    let (year, month, day) = LogDay(number: number).date
    let rest = second - number * 86_400
    let clock = "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    return "\(year)-\(two(month))-\(two(day))T\(clock)Z"
}
