import FoundationEssentials

/// Reads words and numbers out of the bytes of a line, without making a text of it.
///
/// A place moves on only past what was read. Blanks around a field do not count.
enum LogScanning {
    @inline(__always)
    static func digit(_ byte: UInt8) -> Int { Int(byte) &- 48 }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    @inline(__always)
    static func skipBlanks(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) {
        while place < end, bytes[place] == UInt8(ascii: " ") || bytes[place] == UInt8(ascii: "\t") { place += 1 }
    }

    /// Two digits and the byte after them; nil for anything else.
    @inline(__always)
    private static func pair(_ bytes: Span<UInt8>, _ place: Int, before mark: UInt8) -> Int? {
        let (tens, ones) = (digit(bytes[place]), digit(bytes[place + 1]))
        guard UInt(bitPattern: tens) < 10, UInt(bitPattern: ones) < 10, bytes[place + 2] == mark else { return nil }
        return tens &* 10 &+ ones
    }

    /// `DD-MM-YY,HH:MM:SS`, which takes 17 bytes: the numbers, unchecked against the calendar; nil for anything else.
    @inline(__always)
    static func stamp(
        _ bytes: Span<UInt8>, _ place: Int, _ end: Int
    ) -> (day: Int, month: Int, year: Int, second: Int)? {
        guard end - place >= 17, isDigit(bytes[place + 15]), isDigit(bytes[place + 16]) else { return nil }
        let (dash, colon) = (UInt8(ascii: "-"), UInt8(ascii: ":"))
        guard let day = pair(bytes, place, before: dash), let month = pair(bytes, place + 3, before: dash),
            let year = pair(bytes, place + 6, before: UInt8(ascii: ",")),
            let hour = pair(bytes, place + 9, before: colon), let minute = pair(bytes, place + 12, before: colon),
            hour < 24, minute < 60
        else { return nil }
        let second = digit(bytes[place + 15]) * 10 + digit(bytes[place + 16])
        guard second < 61 else { return nil }
        return (day, month, year, hour * 3600 + minute * 60 + second)
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// A decimal number up to the end of its field: `2.934560E+2`, `-6.00e+0`, ` 0.38`; nil for anything else.
    ///
    /// Correctly rounded: mantissas up to 2⁵³ with powers of ten up to 10²² are one exact operation, others go through the
    /// standard library. `nan` and `inf` are numbers too, for the reading to be invalid.
    ///
    /// - Parameter shift: how many powers of ten the unit of the file is above SI, so that 4e-6 mbar are exactly 4e-4 Pa.
    @inline(__always)
    static func number(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int, shift: Int = 0) -> Double? {
        skipBlanks(bytes, &place, end)
        let start = place
        var at = place
        var isNegative = false
        if at < end, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
            isNegative = bytes[at] == UInt8(ascii: "-")
            at += 1
        }
        var mantissa: UInt64 = 0
        var (digits, fraction) = (0, 0)
        while at < end, isDigit(bytes[at]) {
            mantissa = mantissa &* 10 &+ UInt64(bytes[at] &- 48)
            digits += 1
            at += 1
        }
        if at < end, bytes[at] == UInt8(ascii: ".") {
            at += 1
            while at < end, isDigit(bytes[at]) {
                mantissa = mantissa &* 10 &+ UInt64(bytes[at] &- 48)
                digits += 1
                fraction += 1
                at += 1
            }
        }
        guard digits > 0 else { return unusual(bytes, &place, end) }
        var exponent = 0
        if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            var isBelow = false
            if at < end, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
                isBelow = bytes[at] == UInt8(ascii: "-")
                at += 1
            }
            guard at < end, isDigit(bytes[at]) else { return nil }
            while at < end, isDigit(bytes[at]) {
                if exponent < 100_000 { exponent = exponent * 10 + digit(bytes[at]) }
                at += 1
            }
            if isBelow { exponent = -exponent }
        }
        guard isFieldEnd(bytes, &at, end) else { return nil }
        let power = exponent - fraction + shift
        place = at
        guard digits <= 19, mantissa <= 1 << 53, abs(power) <= 22 else {
            return slow(bytes, start, at).map { shift == 0 ? $0 : shift > 0 ? $0 * powers[shift] : $0 / powers[-shift] }
        }
        let value = power < 0 ? Double(mantissa) / powers[-power] : Double(mantissa) * powers[power]
        return isNegative ? -value : value
    }

    /// Skips blanks; whether a comma or the end follows.
    @inline(__always)
    static func isFieldEnd(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
        skipBlanks(bytes, &at, end)
        return at == end || bytes[at] == UInt8(ascii: ",")
    }

    /// A word up to the end of its field: where it starts and ends, blanks around it left out; nil for an empty one.
    @inline(__always)
    static func word(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) -> (start: Int, end: Int)? {
        skipBlanks(bytes, &place, end)
        let start = place
        while place < end, bytes[place] != UInt8(ascii: ",") { place += 1 }
        var last = place
        while last > start, bytes[last - 1] == UInt8(ascii: " ") { last -= 1 }
        return last > start ? (start, last) : nil
    }

    /// Moves past a comma; whether there was one.
    @inline(__always)
    static func comma(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) -> Bool {
        guard place < end, bytes[place] == UInt8(ascii: ",") else { return false }
        place += 1
        return true
    }

    /// Bytes as a text, what is no UTF-8 replaced.
    static func text(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> String {
        var copy: [UInt8] = []
        for index in start..<min(end, start + 80) { copy.append(bytes[index]) }
        return String(decoding: copy, as: UTF8.self)
    }

    private static func slow(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Double? {
        guard end - start <= 80 else { return nil }
        return Double(text(bytes, start, end).trimmingPrefix("+").prefix { $0 != " " && $0 != "\t" })
    }

    /// `nan`, `-inf` and the like.
    private static func unusual(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) -> Double? {
        var at = place
        guard let (start, last) = word(bytes, &at, end), last - start <= 9 else { return nil }
        let words = ["nan", "-nan", "+nan", "inf", "-inf", "+inf"]
        guard words.contains(text(bytes, start, last).lowercased()) else { return nil }
        place = at
        return .nan
    }
}
