import Text

/// Reads `.cof` files: ranges of Chebyshev polynomials, every number with its label.
struct ChebyshevReader {
    private let text: CurveText
    private let lines: [CurveText.Line]
    private var position = 0

    /// The most ranges and the highest order: far above those of real files.
    private static let mostRanges = 50
    private static let mostOrder = 50

    init(_ text: CurveText) {
        self.text = text
        lines = text.lines.filter { !$0.isBlank }
    }

    /// The value of the next line, whose label must begin as told.
    private mutating func next(_ label: String) throws(CurveError) -> (word: CurveText.Word, line: CurveText.Line) {
        guard position < lines.count else {
            throw text.error(.missing("line ‘\(label)’ at its end"), lines.last, hint: "the file is cut short")
        }
        let line = lines[position]
        position += 1
        guard let colon = line.text.utf8.firstIndex(of: UInt8(ascii: ":")),
            line.text[..<colon].lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
                .hasPrefix(label)
        else {
            throw text.error(
                .inconsistent("expected the line ‘\(label)’ here"), line,
                hint: "the lines of a coefficient file have a fixed order")
        }
        let start = line.text.utf8.distance(from: line.text.startIndex, to: colon) + 1
        let rest = CurveText.Line(number: line.number, text: String(line.text[line.text.utf8.index(after: colon)...]))
        let words = rest.words()
        guard let word = words.first, words.count == 1 else {
            throw text.error(.missing("single value behind ‘\(label)’"), line)
        }
        return (CurveText.Word(text: word.text, offset: word.offset + start), line)
    }

    private mutating func number(_ label: String) throws(CurveError) -> Double {
        let (word, line) = try next(label)
        return try text.number(word, in: line, expected: "the value of ‘\(label)’")
    }

    private mutating func count(_ label: String, most: Int) throws(CurveError) -> Int {
        let (word, line) = try next(label)
        guard let count = Int(word.text), (1...most).contains(count) else {
            throw text.error(.notANumber(word.text, expected: "a whole number from 1 to \(most)"), line, at: word)
        }
        return count
    }

    func curve() throws(CurveError) -> CalibrationCurve {
        var reader = self
        return try reader.read()
    }

    private mutating func read() throws(CurveError) -> CalibrationCurve {
        var spans: [ChebyshevCurve.Span] = []
        var units: Set<SignalUnit> = []
        let ranges = try count("number of fit ranges", most: Self.mostRanges)
        for range in 1...ranges {
            _ = try number("fit range")
            let (type, typeLine) = try next("fit type for range\(range)")
            guard ["LOG", "LIN", "LINEAR"].contains(type.text.uppercased()) else {
                throw text.error(
                    .inconsistent("a fit of type \(quoted(type.text, limit: 20)) is not known"), typeLine, at: type,
                    hint: "expected LOG or LIN")
            }
            let order = try count("order of fit range\(range)", most: Self.mostOrder)
            let lowerZ = try number("zlower for fit range\(range)")
            let upperZ = try number("zupper for fit range\(range)")
            let isVoltage = position < lines.count && lines[position].text.lowercased().contains("volt")
            units.insert(isVoltage ? .volt : .ohm)
            let place = position
            let lower = try number(isVoltage ? "lower volt" : "lower resist")
            let upper = try number(isVoltage ? "upper volt" : "upper resist")
            guard lowerZ < upperZ, lower < upper, lower > 0 else {
                throw text.error(
                    .inconsistent("the limits of range \(range) are not in rising order, above zero"), lines[place],
                    hint: "lower before upper")
            }
            var coefficients: [Double] = []
            for index in 0...order { coefficients.append(try number("c(\(index)) equation \(range)")) }
            spans.append(
                ChebyshevCurve.Span(
                    isLogarithmic: type.text.uppercased() == "LOG", lowerZ: lowerZ, upperZ: upperZ,
                    signals: lower...upper, coefficients: coefficients))
        }
        if position < lines.count {
            throw text.error(
                .inconsistent("more follows after \(ranges) fit ranges"), lines[position],
                hint: "the number of fit ranges is wrong")
        }
        guard units.count == 1, let unit = units.first else {
            throw text.error(.inconsistent("some ranges are of voltages, some of resistances"))
        }
        let label = CalibrationCurve.Label(name: stem(of: text.file), format: .chebyshev)
        return try text.placed { () throws(CurveFault) in try CalibrationCurve(spans, unit: unit, label: label) }
    }
}
