#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file's bytes as lines of words with their places.
struct CurveText {
    /// A word and where it begins.
    struct Word {
        var text: String
        /// The offset from the line's start, in bytes.
        var offset: Int
    }

    /// A line without its end.
    struct Line {
        /// From 1.
        var number: Int
        var text: String

        var isBlank: Bool { text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

        /// The column of an offset, from 1, in characters.
        func column(_ offset: Int) -> Int {
            text.utf8.prefix(offset).reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        }

        /// The words between separators: blanks alone, where `separator` is nil; else fields, blanks around them off.
        func words(separatedBy separator: UInt8? = nil) -> [Word] {
            var words: [Word] = []
            let bytes = Array(text.utf8)
            func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
            func add(_ start: Int, _ end: Int) {
                var (low, high) = (start, end)
                while low < high, isBlank(bytes[low]) || bytes[low] == UInt8(ascii: "\"") { low += 1 }
                while high > low, isBlank(bytes[high - 1]) || bytes[high - 1] == UInt8(ascii: "\"") { high -= 1 }
                words.append(Word(text: String(decoding: bytes[low..<high], as: UTF8.self), offset: low))
            }
            var start = 0
            for (index, byte) in bytes.enumerated() {
                if let separator {
                    guard byte == separator else { continue }
                    add(start, index)
                } else {
                    guard isBlank(byte) else { continue }
                    if index > start { add(start, index) }
                }
                start = index + 1
            }
            if separator != nil || start < bytes.count { add(start, bytes.count) }
            return words
        }
    }

    let file: String
    let lines: [Line]

    /// The most bytes that are looked at.
    static let mostBytes = 4 << 20
    /// The most points of a curve.
    static let mostPoints = 20_000

    /// Splits bytes into lines that end in LF, CRLF or CR.
    ///
    /// - Throws: `CurveError` for nothing, too much, or what is not text.
    init(_ bytes: [UInt8], file: String) throws(CurveError) {
        guard bytes.count <= Self.mostBytes else {
            throw CurveError(file: file, reason: .tooLarge(limit: Self.mostBytes, of: "bytes"))
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        let isText = body.allSatisfy {
            $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x1A
        }
        guard isText, String(validating: body, as: UTF8.self) != nil else {
            throw CurveError(
                file: file, reason: .notText, hint: "a workbook or a compressed file must be saved as text first")
        }
        var lines: [Line] = []
        var start = body.startIndex
        var index = body.startIndex
        while index <= body.endIndex {
            let isEnd = index == body.endIndex
            guard isEnd || body[index] == 0x0A || body[index] == 0x0D else {
                index += 1
                continue
            }
            if !isEnd || index > start {
                // The end mark of old systems is no part of a line.
                let line = body[start..<index].filter { $0 != 0x1A }
                lines.append(Line(number: lines.count + 1, text: String(decoding: line, as: UTF8.self)))
            }
            if !isEnd, body[index] == 0x0D, index + 1 < body.endIndex, body[index + 1] == 0x0A { index += 1 }
            index += 1
            start = index
        }
        self.file = file
        self.lines = lines
        guard lines.contains(where: { !$0.isBlank }) else { throw CurveError(file: file, reason: .empty) }
    }

    /// An error at a word of a line.
    func error(_ reason: CurveError.Reason, _ line: Line? = nil, at word: Word? = nil, hint: String? = nil)
        -> CurveError
    {
        CurveError(
            file: file, line: line?.number, column: word.flatMap { word in line?.column(word.offset) }, reason: reason,
            hint: hint)
    }

    /// The curve, or why its points make none, at their line.
    func placed(_ make: () throws(CurveFault) -> CalibrationCurve) throws(CurveError) -> CalibrationCurve {
        do throws(CurveFault) { return try make() } catch {
            throw CurveError(
                file: file, line: error.line > 0 ? error.line : nil, reason: .inconsistent(error.words),
                hint: error.hint)
        }
    }

    /// A word as a finite decimal number, as exactly as a double can hold it.
    func number(_ word: Word, in line: Line, expected: String) throws(CurveError) -> Double {
        guard let value = decimal(word.text) else {
            throw error(.notANumber(word.text, expected: expected), line, at: word)
        }
        return value
    }
}

/// A decimal number, finite; nil for anything else, `nan` and hexadecimal ones among them.
func decimal(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
    guard isDecimal, text.utf8.count <= 40, let value = Double(text), value.isFinite else { return nil }
    return value
}

/// Ten to a power.
func tenTo(_ power: Double) -> Double { pow(10, power) }

/// A number for messages, a whole one without a fraction.
func plain(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
