/// Reads columns below a header that names their units: `.tbl`, `.dat`, CSV, tables of thermistors.
///
/// Columns are parted by commas, semicolons, tabs or blanks. What they hold follows from the units in the header, in any
/// order: a temperature, a resistance or voltage, perhaps the sensitivity. Other columns are passed over.
struct TableReader {
    private let text: CurveText

    init(_ text: CurveText) { self.text = text }

    /// What a column holds, and what its numbers become.
    enum Column: Equatable {
        case temperature(scale: Double, zero: Double)
        case signal(SignalUnit, times: Double, per: Double, isLogarithm: Bool)
        case slope(divisor: Double)

        var isTemperature: Bool { if case .temperature = self { true } else { false } }
        var isSignal: Bool { if case .signal = self { true } else { false } }
        var isSlope: Bool { if case .slope = self { true } else { false } }
    }

    func curve() throws(CurveError) -> CalibrationCurve {
        let lines = text.lines.filter { !$0.isBlank }
        guard let first = lines.firstIndex(where: { isRow($0) }) else {
            throw text.error(.unknownFormat, hint: Self.known)
        }
        let separator = separator(of: lines[first])
        let width = lines[first].words(separatedBy: separator).count
        let columns = try columns(of: lines[..<first], width: width)
        guard let warm = columns.firstIndex(where: { $0?.isTemperature == true }),
            let sense = columns.firstIndex(where: { $0?.isSignal == true }),
            case .temperature(let scale, let zero) = columns[warm],
            case .signal(let unit, let times, let per, let isLogarithm) = columns[sense]
        else { throw text.error(.unknownFormat, hint: Self.known) }
        let slope = columns.firstIndex { $0?.isSlope == true }
        var points: [CurvePoint] = []
        for line in lines[first...] {
            let words = line.words(separatedBy: separator)
            if words.first?.text.hasPrefix("#") == true { continue }
            guard words.count == width else {
                throw text.error(
                    .inconsistent("\(words.count) columns where the first row has \(width)"), line, at: words.last)
            }
            let temperature = try text.number(words[warm], in: line, expected: "a temperature")
            let signal = try text.number(words[sense], in: line, expected: "a \(unit.quantity)")
            var point = CurvePoint(
                signal: isLogarithm ? tenTo(signal) : signal * times / per, temperature: temperature / scale + zero,
                line: line.number)
            if let slope, case .slope(let slopeDivisor) = columns[slope] {
                point.slope = try text.number(words[slope], in: line, expected: "a sensitivity") / slopeDivisor
            }
            points.append(point)
            guard points.count <= CurveText.mostPoints else {
                throw text.error(.tooLarge(limit: CurveText.mostPoints, of: "points"))
            }
        }
        let label = CalibrationCurve.Label(name: stem(of: text.file), format: .table)
        return try text.placed { () throws(CurveFault) in
            try CalibrationCurve(points, by: .monotone, unit: unit, label: label)
        }
    }

    static let known =
        "Lake Shore .340, .34A, .234, .cof, .curve, .tbl, .dat and .cal are read, and columns below a header with their "
        + "units, such as ‘ohm,K’"

    /// Whether a line is a row of numbers.
    private func isRow(_ line: CurveText.Line) -> Bool {
        let words = line.words(separatedBy: separator(of: line))
        return words.count >= 2 && words.allSatisfy { decimal($0.text) != nil }
    }

    private func separator(of line: CurveText.Line) -> UInt8? {
        [UInt8(ascii: ","), UInt8(ascii: ";")].first { line.text.utf8.contains($0) }
    }

    /// What the columns hold, by the last line of the header that says it of a temperature and a signal.
    private func columns(of header: ArraySlice<CurveText.Line>, width: Int) throws(CurveError) -> [Column?] {
        for line in header.reversed() {
            for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), nil] {
                let fields = line.words(separatedBy: separator)
                guard fields.count == width else { continue }
                let columns = fields.map { Self.column($0.text) }
                let (warm, sense) = (
                    columns.count { $0?.isTemperature == true }, columns.count { $0?.isSignal == true }
                )
                guard warm + sense > 0 else { continue }
                guard warm == 1, sense == 1 else {
                    throw text.error(
                        .inconsistent("\(warm) columns of temperature and \(sense) of a signal"), line,
                        hint: "a curve has one of each; name their units, such as ‘ohm,K’")
                }
                return columns
            }
        }
        guard let line = header.last else {
            throw text.error(
                .missing("header with the units of its columns"), text.lines.first,
                hint: "put a line such as ‘ohm,K’ above the numbers")
        }
        throw text.error(.unknownFormat, line, hint: Self.known)
    }

    /// What a field of a header says its column holds; nil for anything else.
    static func column(_ field: String) -> Column? {
        let separators: Set<Character> = ["(", ")", "[", "]", " ", "\t", "_", "#", ".", ":", "=", ",", "\"", "'"]
        let words = field.split(whereSeparator: separators.contains).map(String.init)
        var isLogarithm = false
        var found: [Column] = []
        for word in words {
            let lower = word.lowercased()
            if ["log", "log10"].contains(lower) {
                isLogarithm = true
                continue
            }
            switch (word, lower) {
            case ("K", _), (_, "kelvin"), (_, "kelvins"): found.append(.temperature(scale: 1, zero: 0))
            case ("mK", _), (_, "millikelvin"): found.append(.temperature(scale: 1000, zero: 0))
            case ("C", _), ("°C", _), ("℃", _), (_, "celsius"), (_, "degc"):
                found.append(.temperature(scale: 1, zero: 273.15))
            case (_, "ohm"), (_, "ohms"), ("Ω", _), ("\u{2126}", _):
                found.append(.signal(.ohm, times: 1, per: 1, isLogarithm: isLogarithm))
            case (_, "logohm"), (_, "logohms"): found.append(.signal(.ohm, times: 1, per: 1, isLogarithm: true))
            case (_, "kohm"), (_, "kohms"), ("kΩ", _):
                found.append(.signal(.ohm, times: 1000, per: 1, isLogarithm: false))
            case ("MOhm", _), ("Mohm", _), ("MΩ", _):
                found.append(.signal(.ohm, times: 1e6, per: 1, isLogarithm: false))
            case ("V", _), (_, "volt"), (_, "volts"): found.append(.signal(.volt, times: 1, per: 1, isLogarithm: false))
            case ("mV", _), (_, "millivolt"), (_, "millivolts"):
                found.append(.signal(.volt, times: 1, per: 1000, isLogarithm: false))
            case (_, "ohms/kelvin"), (_, "ohm/kelvin"), (_, "ohms/k"), (_, "ohm/k"), ("Ω/K", _), (_, "volts/kelvin"),
                ("V/K", _):
                found.append(.slope(divisor: 1))
            case ("mV/K", _): found.append(.slope(divisor: 1000))
            default: continue
            }
        }
        return found.count == 1 ? found[0] : nil
    }
}
