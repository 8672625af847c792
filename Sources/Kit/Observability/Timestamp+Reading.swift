/// The time that a text of RFC 3339 says, in nanoseconds since 1970; `nil` where it says none.
///
/// `2026-03-01T12:00:00Z`, with any number of digits after the second (those beyond the ninth
/// are cut), with `Z` or an offset such as `+01:00`. Second 60 is not taken: the clocks here know no leap seconds.
/// Days are those of the calendar; years 1678 to 2261, so that every time fits.
///
/// - Source: RFC 3339, section 5.6; date to days after Hinnant, "chrono-compatible low-level date algorithms"
///   (days_from_civil).
public func nanoseconds(_ timestamp: String) -> Int64? {
    var rest = Array(timestamp.utf8)[...]
    func number(_ digits: Int, _ range: ClosedRange<Int64>) -> Int64? {
        guard rest.count >= digits else { return nil }
        var value: Int64 = 0
        for byte in rest.prefix(digits) {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        rest = rest.dropFirst(digits)
        return range.contains(value) ? value : nil
    }
    func skip(_ allowed: String) -> UInt8? {
        guard let byte = rest.first, allowed.utf8.contains(byte) else { return nil }
        rest = rest.dropFirst()
        return byte
    }
    guard let year = number(4, 1678...2261), skip("-") != nil, let month = number(2, 1...12), skip("-") != nil,
        let day = number(2, 1...31), skip("Tt ") != nil, let hour = number(2, 0...23), skip(":") != nil,
        let minute = number(2, 0...59), skip(":") != nil, let second = number(2, 0...59)
    else { return nil }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let length: Int64 = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    guard day <= length else { return nil }

    var fraction: Int64 = 0
    if skip(".") != nil {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty else { return nil }
        for place in 0..<9 {
            fraction = fraction * 10 + (place < digits.count ? Int64(digits[digits.startIndex + place] - 0x30) : 0)
        }
        rest = rest.dropFirst(digits.count)
    }
    var offset: Int64 = 0
    guard let sign = skip("Zz+-") else { return nil }
    if sign == 0x2B || sign == 0x2D {
        guard let hours = number(2, 0...23), skip(":") != nil, let minutes = number(2, 0...59) else { return nil }
        offset = (hours * 3600 + minutes * 60) * (sign == 0x2B ? 1 : -1)
    }
    guard rest.isEmpty else { return nil }

    // Years are counted from 1 March, so that a leap day is the last day of one; eras are 400 years.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return (days * 86_400 + hour * 3600 + minute * 60 + second - offset) * 1_000_000_000 + fraction
}
