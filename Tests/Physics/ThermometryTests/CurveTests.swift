import Readings
import SubkelvinTesting
import Testing

@testable import Thermometry

@Suite("What holds of every curve")
struct CurveTests {
    @Test("the way there and back is the identity", arguments: AnyCurve.all)
    func roundTrip(any: AnyCurve) throws {
        let curve = try any.curve()
        var random = SeededRandom(seed: 17)
        for _ in 0..<2000 {
            let temperature = random.logUniform(in: curve.temperatures)
            let signal = try #require(curve.signal(at: temperature).value)
            #expect(curve.signals.contains(signal))
            let back = try #require(curve.temperature(at: signal).value, "\(temperature) K, \(signal)")
            // A flat curve gives back what the last bit of the signal can hold; where two fits meet, they step.
            let steepness = abs(try #require(curve.dimensionlessSensitivity(at: temperature)))
            let allowed = curve.interpolation == .chebyshev ? 1e-3 : 1e-13 + 1e-14 / steepness
            #expect(relative(back, temperature) < allowed, "\(temperature) K: \(back)")
        }
    }

    @Test("temperature is strictly monotonic in the signal", arguments: AnyCurve.all)
    func monotonic(any: AnyCurve) throws {
        let curve = try any.curve()
        let sign = curve.coefficient == .positive ? 1.0 : -1.0
        let steps = 5000
        var before: Double?
        for step in 0...steps {
            let share = Double(step) / Double(steps)
            let signal = curve.signals.lowerBound * (1 - share) + curve.signals.upperBound * share
            let temperature = try #require(curve.temperature(at: signal).value)
            if let before { #expect(sign * (temperature - before) > 0, "\(signal)") }
            before = temperature
        }
    }

    @Test("the sensitivity is the slope of the curve", arguments: AnyCurve.all)
    func slope(any: AnyCurve) throws {
        let curve = try any.curve()
        var random = SeededRandom(seed: 5)
        var agreed = 0
        for _ in 0..<300 {
            let temperature = random.logUniform(in: curve.temperatures)
            let step = temperature * 1e-5
            guard let above = curve.signal(at: temperature + step).value,
                let below = curve.signal(at: temperature - step).value,
                let slope = curve.sensitivity(at: temperature)
            else { continue }
            if relative((above - below) / (2 * step), slope) < 1e-4 { agreed += 1 }
        }
        // A kink within the step is no slope.
        #expect(agreed > 280)
    }

    @Test("outside there is no number, and it is said on which side", arguments: AnyCurve.all)
    func outside(any: AnyCurve) throws {
        let curve = try any.curve()
        let (cold, warm) = (curve.temperatures.lowerBound, curve.temperatures.upperBound)
        #expect(curve.signal(at: cold).value != nil && curve.signal(at: warm).value != nil)
        #expect(curve.signal(at: cold.nextDown) == .belowRange && curve.signal(at: warm.nextUp) == .aboveRange)
        let rising = curve.coefficient == .positive
        #expect(curve.temperature(at: curve.signals.upperBound.nextUp) == (rising ? .aboveRange : .belowRange))
        #expect(curve.temperature(at: curve.signals.lowerBound.nextDown) == (rising ? .belowRange : .aboveRange))
        for value in [Double.nan, .infinity, -.infinity] {
            #expect(curve.temperature(at: value) == .invalid && curve.signal(at: value) == .invalid)
        }
        #expect(curve.sensitivity(at: warm.nextUp) == nil && curve.dimensionlessSensitivity(at: .nan) == nil)
    }

    @Test("a reading outside of the range has a quality and no number")
    func readings() throws {
        let curve = try Fixture.curve("U05566.340")
        #expect(curve.temperature(at: 1e6).reading(time: 3) == Reading(time: 3, missing: .belowRange))
        #expect(curve.temperature(at: 1).reading(time: 3, signal: .stale) == Reading(time: 3, missing: .aboveRange))
        #expect(curve.temperature(at: .nan).reading(time: 3) == Reading(time: 3, missing: .invalid))
        let stale = curve.temperature(at: 2000).reading(time: 3, signal: .stale)
        #expect(stale.quality == .stale && stale.value == curve.temperature(at: 2000).value)
    }

    @Test(
        "however uneven its points, a lookup finds the piece that a search through all of them does", arguments: 0..<60)
    func uneven(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let scale = random.logUniform(in: 1e-12...1e12)
        let offset = random.element(of: [0, 1, 1e6, 1e12]) ?? 0
        var signals: [Double] = []
        for _ in 0..<random.uniform(in: 2...200) { signals.append(offset + scale * random.logUniform(in: 1e-9...1)) }
        signals = Array(Set(signals)).sorted()
        guard signals.count > 2 else { return }
        let points = signals.enumerated().map { CurvePoint(signal: $1, temperature: Double($0 + 1)) }
        let interpolation: Interpolation = seed % 2 == 0 ? .linear : .logarithmic
        let curve: CalibrationCurve
        do throws(CurveFault) {
            curve = try CalibrationCurve(points, by: interpolation, unit: .ohm, label: .init(name: "made up"))
        } catch {
            // Logarithms of neighbours may be equal.
            #expect(error.words.contains("too close together") && offset / scale > 1e6)
            return
        }
        for point in points { #expect(curve.temperature(at: point.signal) == .value(point.temperature)) }
        for _ in 0..<200 {
            let signal = random.uniform(in: signals[0]...signals[signals.count - 1])
            let below = Double(signals.count { $0 <= signal })
            let found = try #require(curve.temperature(at: signal).value)
            #expect(found >= below && found <= below + 1 + 1e-9, "\(signal): \(found) for \(below)")
        }
    }
}
