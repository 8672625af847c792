import Testing

@testable import Instruments

@Suite("Days of logs")
struct LogDayTests {
    @Test("every day of two centuries has its date, and comes back from it")
    func dates() throws {
        var (year, month, day) = (1970, 1, 1)
        for number in 0..<47_000 {
            let date = LogDay(number: number).date
            #expect(date.year == year && date.month == month && date.day == day)
            #expect(LogDay(year: year, month: month, day: day)?.number == number)
            let isLast = LogDay(year: year, month: month, day: day + 1) == nil
            (month, day) = isLast ? (month + 1, 1) : (month, day + 1)
            if month == 13 { (year, month) = (year + 1, 1) }
        }
        #expect(year == 2098)
    }

    @Test(
        "a folder's name is a day, and nothing else is",
        arguments: ["26-13-01", "26-02-29", "2026-02-01", "26_02_01", ""])
    func names(text: String) {
        #expect(LogDay(folder: text) == nil)
        #expect(LogDay(folder: "24-02-29")?.description == "24-02-29")
    }

    @Test("times are written in UTC to the second")
    func rfc() {
        #expect(rfc3339(0) == "1970-01-01T00:00:00Z")
        #expect(rfc3339(1_782_489_172_000_000_003) == "2026-06-26T15:52:52Z")
        #expect(rfc3339(-1) == "1969-12-31T23:59:59Z")
    }
}
