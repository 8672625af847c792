import Glibc

/// A turbomolecular pump.
///
///     ṅ₀ = S(ω) (p₁ − p₂/K(ω)) / (RT),   S = S₀ (c + (1 − c) ω),   K = K₀^ω
///     ṅ = ṅ₀ / √(1 + (ω ṅ₀/ṅₗ)²)
///
/// ω is the share of its full rotation. At rest it is a passive opening with c = 0.1 of its speed (assumed); with its blades the
/// logarithm of its compression grows, and its speed. Above its throughput limit ṅₗ it chokes: its speed falls, and the flow
/// tends to the limit. Outlet pressures count only by back-streaming; a real one stops above some hundred Pa.
///
/// - Source: J. F. O'Hanlon, A User's Guide to Vacuum Technology (2003), ch. 11 (ln K and S proportional to the blades' speed); the
///   way it chokes is assumed.
struct TurboPump: Sendable, Hashable {
    /// S₀, the speed at full rotation in m³/s, of the gas at hand.
    let speed: Double
    /// K₀, the ratio of pressures without flow at full rotation.
    let compression: Double
    /// In s, until it has 95 % of its rotation.
    let startTime: Double
    /// ṅₗ, in mol/s.
    let throughputLimit: Double

    /// c, assumed.
    static let passive = 0.1

    /// A pump.
    ///
    /// - Precondition: all are positive and finite, the compression above 1.
    init(speed: Double, compression: Double, startTime: Double, throughputLimit: Double) {
        precondition(speed > 0 && speed.isFinite && startTime > 0 && throughputLimit > 0, "a turbo pump without speed")
        precondition(compression > 1 && compression.isFinite, "a turbo pump that does not compress")
        self.speed = speed
        self.compression = compression
        self.startTime = startTime
        self.throughputLimit = throughputLimit
    }

    /// The flow from its inlet to its outlet.
    ///
    /// - Parameters:
    ///   - inlet: p₁ in Pa.
    ///   - outlet: p₂ in Pa.
    ///   - rotation: ω, 0 to 1.
    ///   - temperature: of the gas in K.
    /// - Returns: in mol/s, negative where gas streams back.
    func flow(inlet: Double, outlet: Double, rotation: Double, temperature: Double) -> Double {
        let turning = min(max(rotation, 0), 1)
        let swept = speed * (Self.passive + (1 - Self.passive) * turning)
        let lead = inlet - outlet * exp(-turning * log(compression))
        let free = swept * lead / (Gas.constant * Gas.kelvin(temperature))
        let load = turning * free / throughputLimit
        return free / sqrt(1 + load * load)
    }

    /// How its rotation changes, (1 − ω)/τ when on and −ω/τ when off, with 3τ its starting time.
    ///
    /// - Returns: of ω, in 1/s. Running down as fast as up is assumed.
    func spin(rotation: Double, isOn: Bool) -> Double { ((isOn ? 1 : 0) - rotation) * 3 / startTime }
}

/// A dry scroll pump with a valve that keeps gas from flowing back.
///
///     ṅ = S (p₁ − 1.5 pᵤ)/(RT) · f(p₂) above 2pᵤ;   none below pᵤ;   a parabola between
///
/// Its speed falls to none at the ultimate pressure pᵤ. f falls smoothly from 1 at half the highest outlet pressure to 0 there
/// (assumed). For gas at 300 K. Nothing flows when it is off, in neither direction.
struct ScrollPump: Sendable, Hashable {
    /// S, in m³/s.
    let speed: Double
    /// pᵤ, in Pa.
    let ultimate: Double
    /// Above which outlet pressure in Pa it moves nothing.
    let highestOutlet: Double

    /// A pump.
    ///
    /// - Precondition: all are positive and finite.
    init(speed: Double, ultimate: Double, highestOutlet: Double) {
        precondition(speed > 0 && speed.isFinite && ultimate > 0 && highestOutlet > 0, "a scroll pump without speed")
        self.speed = speed
        self.ultimate = ultimate
        self.highestOutlet = highestOutlet
    }

    /// The flow from its inlet to its outlet.
    ///
    /// - Parameters:
    ///   - inlet: p₁ in Pa.
    ///   - outlet: p₂ in Pa.
    ///   - isOn: whether it runs.
    /// - Returns: in mol/s, never negative.
    func flow(inlet: Double, outlet: Double, isOn: Bool) -> Double {
        isOn ? displaced(speed, inlet, ultimate, outlet, highestOutlet) : 0
    }
}

/// A diaphragm compressor, which brings gas that condenses badly below one bar up to some two bar.
///
/// The law of ``ScrollPump``: its ultimate pressure is the inlet pressure that its dead volume leaves.
struct DiaphragmCompressor: Sendable, Hashable {
    /// S, in m³/s.
    let speed: Double
    /// The lowest inlet pressure in Pa.
    let ultimate: Double
    /// Above which outlet pressure in Pa it moves nothing.
    let highestOutlet: Double

    /// A compressor.
    ///
    /// - Precondition: all are positive and finite.
    init(speed: Double, ultimate: Double, highestOutlet: Double = 2e5) {
        precondition(speed > 0 && speed.isFinite && ultimate > 0 && highestOutlet > 0, "a compressor without speed")
        self.speed = speed
        self.ultimate = ultimate
        self.highestOutlet = highestOutlet
    }

    /// The flow from its inlet to its outlet.
    ///
    /// - Parameters:
    ///   - inlet: in Pa.
    ///   - outlet: in Pa.
    ///   - isOn: whether it runs.
    /// - Returns: in mol/s, never negative.
    func flow(inlet: Double, outlet: Double, isOn: Bool) -> Double {
        isOn ? displaced(speed, inlet, ultimate, outlet, highestOutlet) : 0
    }
}

/// What a pump of constant displacement moves, in mol/s.
private func displaced(
    _ speed: Double, _ inlet: Double, _ ultimate: Double, _ outlet: Double, _ highestOutlet: Double
) -> Double {
    let above = inlet - ultimate
    let lead: Double =
        if above <= 0 { 0 } else if above < ultimate { above * above / (2 * ultimate) } else { above - ultimate / 2 }
    let x = min(max(2 * outlet / highestOutlet - 1, 0), 1)
    return speed * lead / (Gas.constant * 300) * (1 - x * x * (3 - 2 * x))
}
