/// Reads `.234` files: a serial number, then `log₁₀ Ω,K` on a fixed grid from 0 Ω, with fillers at both ends.
///
/// The first temperature is repeated up to the first measured point, and zeros follow the last: neither is data.
struct GridReader {
    private let text: CurveText

    init(_ text: CurveText) { self.text = text }

    /// Whether a text begins like such a file: a line that is no number and names no columns, then a pair of numbers from
    /// zero.
    static func recognises(_ text: CurveText) -> Bool {
        let lines = text.lines.filter { !$0.isBlank }
        guard lines.count > 2, lines[0].words().count == 1, decimal(lines[0].words()[0].text) == nil else {
            return false
        }
        let comma = UInt8(ascii: ",")
        guard !lines[0].text.utf8.contains(comma) else { return false }
        let first = lines[1].words(separatedBy: comma).compactMap { decimal($0.text) }
        let second = lines[2].words(separatedBy: comma).compactMap { decimal($0.text) }
        return first.count == 2 && second.count == 2 && first[0] == 0 && second[0] > 0
    }

    func curve() throws(CurveError) -> CalibrationCurve {
        let lines = text.lines.filter { !$0.isBlank }
        let serial = lines[0].words()[0].text
        var points: [CurvePoint] = []
        for line in lines.dropFirst() {
            let words = line.words(separatedBy: UInt8(ascii: ","))
            guard words.count == 2 else {
                throw text.error(
                    .inconsistent("\(words.count) numbers where a line has two"), line,
                    hint: "log₁₀ Ω and K, with a comma")
            }
            let signal = try text.number(words[0], in: line, expected: "the logarithm of a resistance in Ω")
            let temperature = try text.number(words[1], in: line, expected: "a temperature in K")
            points.append(CurvePoint(signal: tenTo(signal), temperature: temperature, line: line.number))
            guard points.count <= CurveText.mostPoints else {
                throw text.error(.tooLarge(limit: CurveText.mostPoints, of: "points"))
            }
        }
        // Whoever reads only fillers finds no points, and says so.
        if let filler = points.first?.temperature {
            points.removeFirst(points.prefix { $0.temperature == filler }.count)
        }
        while points.last?.temperature == 0 { points.removeLast() }
        let label = CalibrationCurve.Label(name: serial, serial: serial, format: .grid)
        return try text.placed { () throws(CurveFault) in
            try CalibrationCurve(points, by: .logarithmic, unit: .ohm, label: label)
        }
    }
}
