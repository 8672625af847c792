extension CalibrationCurve {
    /// Reads a calibration file; which format it has follows from its bytes.
    ///
    /// | format | files | points |
    /// |---|---|---|
    /// | ``CurveFormat/breakpoints`` | `.340`, `.330`, `.cal` | as printed, joined by the data format's rule |
    /// | ``CurveFormat/commaBreakpoints`` | `.34A` | the same |
    /// | ``CurveFormat/grid`` | `.234` | those between the fillers, linear in log Ω |
    /// | ``CurveFormat/spline`` | `.curve` | joined by the cubic spline of the curvatures given |
    /// | ``CurveFormat/chebyshev`` | `.cof` | none: the polynomials themselves |
    /// | ``CurveFormat/table`` | `.tbl`, `.dat`, `.csv`, `.txt` | as printed, joined without overshoot |
    ///
    /// - Parameters:
    ///   - bytes: the file, ASCII or UTF-8, 4 MiB at most.
    ///   - file: its name, for the curve's own and for errors.
    /// - Throws: ``CurveError`` with line and column, for anything that is not strictly monotonic, not finite, not
    ///   complete.
    public init(reading bytes: [UInt8], file: String) throws(CurveError) {
        let text = try CurveText(bytes, file: file)
        let format = try Self.format(of: text)
        switch format {
        case .breakpoints, .commaBreakpoints, .spline: self = try HeaderReader(text, format).curve()
        case .grid: self = try GridReader(text).curve()
        case .chebyshev: self = try ChebyshevReader(text).curve()
        case .table: self = try TableReader(text).curve()
        }
    }

    /// Which format a text has.
    private static func format(of text: CurveText) throws(CurveError) -> CurveFormat {
        var keys: Set<String> = []
        var isSpline = false
        for line in text.lines.prefix(40) {
            let lower = line.text.lowercased()
            if lower.contains("curvature") { isSpline = true }
            guard let colon = lower.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
            keys.insert(lower[..<colon].split(whereSeparator: \.isWhitespace).joined(separator: " "))
        }
        if keys.contains("number of fit ranges") || keys.contains("fit range") { return .chebyshev }
        if keys.contains(where: { $0.hasPrefix("point ") }) || keys.contains("coefficient") { return .commaBreakpoints }
        if keys.contains("data format") || keys.contains("number of breakpoints") {
            return isSpline ? .spline : .breakpoints
        }
        return GridReader.recognises(text) ? .grid : .table
    }
}

/// The last part of a path, and of that all before its last point: `U05566` of `curves/U05566.340`.
func stem(of file: String) -> String {
    let last = file.split(separator: "/").last.map(String.init) ?? file
    guard let point = last.lastIndex(of: "."), point > last.startIndex else { return last }
    return String(last[..<point])
}
