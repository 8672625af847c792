import Glibc
import Readings
import Thermometry

/// A thermometer where it sits: a unit of a kind, with its own deviation and its own calibration.
struct FittedThermometer: Sendable {
    /// An end of what its curve covers: beyond it S = S₀·(T/T₀)^s.
    struct End: Sendable, Hashable {
        var temperature: Double
        var signal: Double
        var exponent: Double

        func signal(at temperature: Double) -> Double { signal * pow(temperature / self.temperature, exponent) }
    }

    let kind: ThermometerKind
    /// u.
    let scale: Double
    /// What its calibration takes for u.
    let calibrated: Double
    let floor: End
    let top: End

    init(_ kind: ThermometerKind, channel: Int, _ noise: SensorNoise) {
        self.kind = kind
        scale = exp(kind.spread * noise.deviation(channel, .scale))
        calibrated = scale * exp(kind.calibrationError * noise.deviation(channel, .calibration))
        floor = Self.end(of: kind, at: kind.curve.temperatures.lowerBound)
        var top = Self.end(of: kind, at: kind.usableUpTo)
        top.exponent = kind.exponentAbove ?? top.exponent
        self.top = top
    }

    private static func end(of kind: ThermometerKind, at temperature: Double) -> End {
        let curve = kind.curve
        let signal = curve.signal(at: temperature).value ?? curve.signals.lowerBound
        return End(
            temperature: temperature, signal: signal, exponent: curve.dimensionlessSensitivity(at: temperature) ?? 0)
    }

    /// Below a tenth of its floor a sensor no longer follows: its own electrons stay behind.
    static let deepest = 0.1

    /// The signal of a sensor at a temperature of its own, the curve's.
    private func curveSignal(at temperature: Double) -> Double {
        if temperature > top.temperature { return top.signal(at: temperature) }
        if temperature < floor.temperature {
            return floor.signal(at: max(temperature, Self.deepest * floor.temperature))
        }
        return kind.curve.signal(at: temperature).value ?? floor.signal
    }

    /// The signal at a temperature of the stage in K, with what heats the sensor besides its excitation in W.
    func signal(at temperature: Double, excess: Double) -> Double {
        let temperature = max(temperature, Self.deepest * floor.temperature)
        let cold = curveSignal(at: temperature)
        let heat = 4 * kind.boundary * (kind.power(at: cold * scale) + excess)
        let square = temperature * temperature
        let fourth = square * square
        guard heat > 1e-9 * fourth else { return cold * scale }
        return curveSignal(at: sqrt(sqrt(fourth + heat))) * scale
    }

    /// The temperature that its own calibration, or another curve, tells from a signal.
    func temperature(at signal: Double, by wrong: CalibrationCurve?) -> Lookup {
        if let wrong { return wrong.temperature(at: signal) }
        return kind.curve.temperature(at: signal / calibrated)
    }
}

/// What the instrument remembers of a thermometer.
struct ThermometerMemory: Sendable, Hashable, Codable {
    /// When it was last measured; nil before the first time.
    var measured: Int64?
    /// The temperature of its stage when all were last looked at, in K.
    var truth = 0.0
    /// The last signal.
    var signal = 0.0
    /// The last temperature within the range; nil where there was none.
    var valid: Double?
    /// Since when it has been below its range; nil where it is not.
    var belowSince: Int64?

    /// The reading of a temperature, where a curve says so.
    ///
    /// - Parameters:
    ///   - lookup: what the curve says.
    ///   - quality: of the signal, good or suspect.
    ///   - thermometer: whose ends count, if the curve is its own.
    ///   - curve: by which it was looked up.
    ///   - hold: how long a number is held below the range, in s.
    mutating func reading(
        _ lookup: Lookup, quality: Quality, usableUpTo limit: Double, curve: ClosedRange<Double>, at time: Int64,
        hold: Double
    ) -> Reading {
        switch lookup {
        case .value(let temperature):
            belowSince = nil
            guard temperature <= limit else { return Reading(time: time, value: temperature, quality: .aboveRange) }
            valid = temperature
            return Reading(time: time, value: temperature, quality: quality)
        case .belowRange:
            let since = belowSince ?? time
            belowSince = since
            guard Double(time - since) <= hold * 1e9 else { return Reading(time: time, missing: .belowRange) }
            return Reading(time: time, value: valid ?? curve.lowerBound, quality: .belowRange)
        case .aboveRange:
            belowSince = nil
            return Reading(time: time, value: valid ?? curve.upperBound, quality: .aboveRange)
        case .invalid:
            belowSince = nil
            return Reading(time: time, missing: .invalid)
        }
    }
}
