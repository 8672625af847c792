/// What turns a sensor's resistance or voltage into its temperature, and back.
///
/// Strictly monotonic, with two ends. Beyond them there is no number: see ``Lookup``. The points of a file come out bit for
/// bit as they are printed, in either direction.
///
///     let curve = try CalibrationCurve(reading: bytes, file: "U05566.340")
///     curve.temperature(at: 15_850)      // .value(0.099…)
///     curve.temperature(at: 1e6)         // .belowRange: colder than the curve
public struct CalibrationCurve: Sendable {
    /// A point that the curve goes through.
    public struct Point: Sendable, Hashable {
        /// The signal in the curve's unit.
        public var signal: Double
        /// The temperature in K.
        public var temperature: Double
    }

    /// The name: that of the catalogue, or of the file.
    public let name: String
    /// The sensor's model, where stated.
    public let model: String?
    /// The sensor's serial number, where stated.
    public let serial: String?
    /// The format of the file it was read from; nil for curves of the catalogue.
    public let format: CurveFormat?
    /// How far it speaks of one sensor.
    public let provenance: CurveProvenance
    /// Where it is from, in words.
    public let source: String?
    /// What to know of it.
    public let note: String?
    /// What the sensor gives.
    public let unit: SignalUnit
    /// How it goes from point to point.
    public let interpolation: Interpolation
    /// The highest setpoint that the file allows, in K.
    public let setpointLimit: Double?
    /// The points in the order of rising signals; empty for closed forms.
    public let points: [Point]
    /// The temperatures in K that it covers.
    public let temperatures: ClosedRange<Double>
    /// The signals that it covers, in its unit.
    public let signals: ClosedRange<Double>
    /// Whether the signal rises or falls as the sensor warms.
    public let coefficient: TemperatureCoefficient

    private enum Form: Sendable {
        case piecewise(PiecewiseCurve)
        case chebyshev(ChebyshevCurve)
        case mott(MottCurve)
        case platinum(PlatinumCurve)

        var shape: any CurveShape {
            switch self {
            case .piecewise(let shape): shape
            case .chebyshev(let shape): shape
            case .mott(let shape): shape
            case .platinum(let shape): shape
            }
        }
    }

    private let form: Form

    /// The temperature at a signal.
    ///
    /// - Parameter signal: in the curve's unit: Ω or V.
    /// - Returns: a temperature in K, or on which side of the range it lies.
    public func temperature(at signal: Double) -> Lookup {
        guard signal >= signals.lowerBound, signal <= signals.upperBound else {
            guard signal.isFinite else { return .invalid }
            return (signal > signals.upperBound) == (coefficient == .positive) ? .aboveRange : .belowRange
        }
        switch form {
        case .piecewise(let shape): return .value(shape.temperature(signal: signal))
        case .chebyshev(let shape): return .value(shape.temperature(signal: signal))
        case .mott(let shape): return .value(shape.temperature(signal: signal))
        case .platinum(let shape): return .value(shape.temperature(signal: signal))
        }
    }

    /// The signal at a temperature.
    ///
    /// - Parameter temperature: in K.
    /// - Returns: a resistance in Ω or a voltage in V, or on which side of the range the temperature lies.
    public func signal(at temperature: Double) -> Lookup {
        guard temperature >= temperatures.lowerBound, temperature <= temperatures.upperBound else {
            guard temperature.isFinite else { return .invalid }
            return temperature > temperatures.upperBound ? .aboveRange : .belowRange
        }
        switch form {
        case .piecewise(let shape): return .value(shape.exactSignal(temperature: temperature))
        case .chebyshev(let shape): return .value(shape.signal(temperature: temperature))
        case .mott(let shape): return .value(shape.signal(temperature: temperature))
        case .platinum(let shape): return .value(shape.signal(temperature: temperature))
        }
    }

    /// How the signal changes with temperature: dR/dT in Ω/K, or dV/dT in V/K; nil outside the range.
    ///
    /// At a point of a curve without slopes of its own, that of the piece towards the higher signal.
    public func sensitivity(at temperature: Double) -> Double? {
        temperatures.contains(temperature) ? form.shape.slope(temperature: temperature) : nil
    }

    /// (T/S)·(dS/dT): the relative change of the signal over that of the temperature; nil outside the range.
    ///
    /// A resistance known to 1 % gives a temperature to 1 % over this.
    public func dimensionlessSensitivity(at temperature: Double) -> Double? {
        guard let slope = sensitivity(at: temperature), let signal = signal(at: temperature).value, signal != 0 else {
            return nil
        }
        return temperature / signal * slope
    }

    /// How far a sensor of the kind may be off, in K; nil where that is not known.
    public func uncertainty(at temperature: Double) -> Double? {
        guard temperatures.contains(temperature), case .platinum = form else { return nil }
        return PlatinumCurve.tolerance(temperature)
    }
}

extension CalibrationCurve {
    /// What a file or the catalogue says besides the points.
    struct Label: Sendable {
        var name: String
        var model: String?
        var serial: String?
        var format: CurveFormat?
        var provenance = CurveProvenance.calibration
        var source: String?
        var note: String?
        var setpointLimit: Double?
    }

    /// A curve through points.
    init(
        _ points: [CurvePoint], by interpolation: Interpolation, unit: SignalUnit, label: Label
    ) throws(CurveFault) {
        let shape = try PiecewiseCurve(points, by: interpolation, unit: unit)
        let own = shape.pieces.map { Point(signal: $0.signal, temperature: $0.temperature) }
        self.init(.piecewise(shape), label, unit: unit, by: interpolation, points: own)
    }

    /// A curve of Chebyshev polynomials.
    init(_ spans: [ChebyshevCurve.Span], unit: SignalUnit, label: Label) throws(CurveFault) {
        self.init(.chebyshev(try ChebyshevCurve(spans)), label, unit: unit, by: .chebyshev)
    }

    /// A curve of a closed form.
    init(_ shape: MottCurve, label: Label) { self.init(.mott(shape), label, unit: .ohm, by: .mott) }

    /// The curve of platinum.
    init(_ shape: PlatinumCurve, label: Label) {
        self.init(.platinum(shape), label, unit: .ohm, by: .callendarVanDusen)
    }

    private init(
        _ form: Form, _ label: Label, unit: SignalUnit, by interpolation: Interpolation, points: [Point] = []
    ) {
        self.form = form
        name = label.name
        model = label.model
        serial = label.serial
        format = label.format
        provenance = label.provenance
        source = label.source
        note = label.note
        setpointLimit = label.setpointLimit
        self.unit = unit
        self.interpolation = interpolation
        self.points = points
        temperatures = form.shape.temperatures
        signals = form.shape.signals
        let middle = 0.5 * (temperatures.lowerBound + temperatures.upperBound)
        coefficient = form.shape.slope(temperature: middle) < 0 ? .negative : .positive
    }
}
