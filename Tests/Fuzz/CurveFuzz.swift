import Thermometry

/// Whatever is a curve goes through its points, both ways, and is monotonic between; whatever is none, says where.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do throws(CurveError) {
        let curve = try CalibrationCurve(reading: bytes, file: "fuzz.340")
        precondition(curve.points.count <= bytes.count, "more points than bytes")
        precondition(curve.temperatures.lowerBound > 0 && curve.temperatures.upperBound.isFinite, "no temperatures")
        for point in curve.points {
            precondition(curve.temperature(at: point.signal) == .value(point.temperature), "not through its point")
            precondition(curve.signal(at: point.temperature) == .value(point.signal), "not back through its point")
        }
        let sign = curve.coefficient == .positive ? 1.0 : -1.0
        let (cold, warm) = (curve.temperatures.lowerBound, curve.temperatures.upperBound)
        var before = -Double.infinity
        for step in 0...50 {
            let temperature = cold * (1 - Double(step) / 50) + warm * Double(step) / 50
            guard curve.temperatures.contains(temperature) else { continue }
            guard let signal = curve.signal(at: temperature).value else { preconditionFailure("no signal within") }
            precondition(sign * signal >= before, "the signal turns around")
            precondition(curve.signals.contains(signal), "a signal outside")
            precondition(curve.temperature(at: signal).value?.isFinite == true, "no temperature within")
            before = sign * signal
        }
        precondition(curve.temperature(at: .nan) == .invalid, "a number for none")
    } catch {
        let words = error.description
        precondition(words.hasPrefix("fuzz.340:"), "the error does not name the file")
        precondition(!words.utf8.contains { $0 < 0x20 }, "the error could redraw a terminal")
        precondition(words.utf8.count < 2000, "the error is not for people")
    }
    return 0
}
