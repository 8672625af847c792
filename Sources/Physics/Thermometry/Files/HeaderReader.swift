import Text

/// Reads files with a header of `Key: value` lines and points below it: `.340`, `.cal`, `.34A`, `.curve`.
struct HeaderReader {
    private let text: CurveText
    private let format: CurveFormat
    /// The values of the header with their lines, keys in lower case with single blanks.
    private var header: [String: (value: String, line: CurveText.Line)] = [:]
    private var rows: [CurveText.Line] = []

    init(_ text: CurveText, _ format: CurveFormat) throws(CurveError) {
        self.text = text
        self.format = format
        for line in text.lines where !line.isBlank {
            let words = line.words()
            let isPoint = format == .commaBreakpoints && words.first?.text.lowercased() == "point"
            if isPoint || words.first.map({ decimal($0.text) != nil }) == true {
                rows.append(line)
            } else if let colon = line.text.utf8.firstIndex(of: UInt8(ascii: ":")), rows.isEmpty {
                let key = line.text[..<colon].lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
                let value = line.text[line.text.utf8.index(after: colon)...].split { $0 == " " || $0 == "\t" }
                if let earlier = header[key] {
                    throw text.error(
                        .inconsistent("\(quoted(key)) stands here a second time, first in line \(earlier.line.number)"),
                        line,
                        hint: "remove one of them")
                }
                header[key] = (value.joined(separator: " "), line)
            } else if !rows.isEmpty, let word = words.first {
                throw text.error(
                    .notANumber(word.text, expected: "a point of the curve, or the end of the file"), line, at: word)
            }
        }
    }

    /// The number that begins a value of the header; nil where there is no such key.
    private func number(_ keys: String...) throws(CurveError) -> (value: Double, line: CurveText.Line)? {
        for key in keys {
            guard let (value, line) = header[key] else { continue }
            let word = value.prefix { $0 != " " && $0 != ";" }
            guard let number = decimal(String(word)) else {
                throw text.error(.notANumber(String(word), expected: "the value of ‘\(key)’"), line)
            }
            return (number, line)
        }
        return nil
    }

    /// A word of the header; nil where it is not there, or empty.
    private func word(_ keys: String...) -> String? {
        keys.lazy.compactMap { header[$0]?.value }.first { !$0.isEmpty }
    }

    func curve() throws(CurveError) -> CalibrationCurve {
        guard let code = try number("data format", "format") else {
            throw text.error(.missing("data format"), hint: "add ‘Data Format:’ with \(DataFormat.words)")
        }
        guard let data = DataFormat.allCases.first(where: { Double($0.rawValue) == code.value }) else {
            throw text.error(
                .inconsistent("the data format \(plain(code.value)) is not known"), code.line,
                hint: "expected \(DataFormat.words)")
        }
        let limit = try number("setpoint limit", "limit")
        if let limit, limit.value <= 0 {
            throw text.error(
                .inconsistent("a setpoint limit of \(plain(limit.value)) K"), limit.line, hint: "it is above 0 K")
        }
        var points: [CurvePoint] = []
        for row in rows { points.append(try point(row, number: points.count + 1, data)) }
        guard points.count <= CurveText.mostPoints else {
            throw text.error(.tooLarge(limit: CurveText.mostPoints, of: "points"))
        }
        if let stated = try number("number of breakpoints"), stated.value != Double(points.count) {
            throw text.error(
                .inconsistent("\(points.count) breakpoints follow where \(plain(stated.value)) are stated"),
                stated.line,
                hint: "the file is cut short, or its header is of another curve")
        }
        let label = CalibrationCurve.Label(
            name: word("serial number") ?? stem(of: text.file), model: word("sensor model", "name"),
            serial: word("serial number"), format: format, setpointLimit: limit?.value)
        let interpolation = format == .spline ? .spline : data.interpolation
        let curve = try text.placed { () throws(CurveFault) in
            try CalibrationCurve(points, by: interpolation, unit: data.unit, label: label)
        }
        if let stated = try number("temperature coefficient", "coefficient") {
            guard stated.value == (curve.coefficient == .negative ? 1 : 2) else {
                throw text.error(
                    .inconsistent(
                        "a temperature coefficient of \(plain(stated.value)) is stated and the points have a "
                            + "\(curve.coefficient.rawValue) one"), stated.line, hint: "1 is negative, 2 is positive")
            }
        }
        return curve
    }

    private func point(_ line: CurveText.Line, number: Int, _ data: DataFormat) throws(CurveError) -> CurvePoint {
        var words: [CurveText.Word]
        switch format {
        case .commaBreakpoints: words = try commaWords(line, number: number)
        case .spline: words = line.words()
        default:
            words = line.words()
            if let first = words.first, words.count == 3 {
                guard try text.number(first, in: line, expected: "the number of a breakpoint") == Double(number) else {
                    throw text.error(
                        .inconsistent("breakpoint \(first.text) where \(number) comes next"), line, at: first,
                        hint: "breakpoints are numbered from 1 without gaps")
                }
            }
        }
        guard words.count == 3 else {
            let what = format == .spline ? "measurement, temperature and curvature" : "number, signal and temperature"
            throw text.error(
                .inconsistent("\(words.count) numbers where a point has three"), line, at: words.last, hint: what)
        }
        let isSpline = format == .spline
        let signal = try text.number(words[isSpline ? 0 : 1], in: line, expected: "a signal")
        let temperature = try text.number(words[isSpline ? 1 : 2], in: line, expected: "a temperature in K")
        var point = CurvePoint(signal: signal, temperature: temperature, line: line.number)
        switch data {
        case .millivolt: point.signal = signal / 1000
        case .logOhm: point.signal = tenTo(signal)
        case .logOhmLogKelvin: (point.signal, point.temperature) = (tenTo(signal), tenTo(temperature))
        default: break
        }
        if isSpline { point.curvature = try text.number(words[2], in: line, expected: "a curvature") }
        return point
    }

    /// `Point 12: 3.01930,35.5` as number, signal, temperature.
    private func commaWords(_ line: CurveText.Line, number: Int) throws(CurveError) -> [CurveText.Word] {
        guard let colon = line.text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            throw text.error(.missing("colon after the number of a point"), line, hint: "write ‘Point \(number): S,T’")
        }
        let start = line.text.utf8.distance(from: line.text.startIndex, to: colon) + 1
        let words = line.words()
        let stated = words.count > 1 ? words[1].text.prefix { $0 != ":" } : ""
        guard decimal(String(stated)) == Double(number) else {
            throw text.error(
                .inconsistent("point \(quoted(stated, limit: 20)) where \(number) comes next"), line,
                hint: "points are numbered from 1 without gaps")
        }
        let rest = CurveText.Line(number: line.number, text: String(line.text[line.text.utf8.index(after: colon)...]))
        return [CurveText.Word(text: String(number), offset: 0)]
            + rest.words(separatedBy: UInt8(ascii: ",")).map { .init(text: $0.text, offset: $0.offset + start) }
    }
}
