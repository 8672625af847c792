/// Where a device is on its way between room temperature and base.
public enum Phase: String, Sendable, Hashable, CaseIterable, Codable {
    /// Cold: its base has been reached and not been lost.
    case base
    /// On its way down.
    case cooling
    /// On its way up.
    case warming
    /// At room temperature.
    case warm
    /// Nobody can tell: nothing is heard of it.
    case unknown
}

/// What a phase is told by: the temperatures of two stages, in K; nil for what cannot be relied on.
public struct PhaseSample: Sendable, Hashable {
    /// When, in ns since 1970.
    public var time: Int64
    /// Of 4K.
    public var fourKelvin: Double?
    /// Of base.
    public var base: Double?
    /// Whether the thermometer at base says that it is colder than it can tell.
    public var isBelowRange: Bool
    /// Whether the pulse tube runs; nil where nobody can tell.
    public var isCooled: Bool?

    /// A sample.
    public init(
        time: Int64, fourKelvin: Double?, base: Double?, isBelowRange: Bool = false, isCooled: Bool? = nil
    ) {
        self.time = time
        self.fourKelvin = fourKelvin
        self.base = base
        self.isBelowRange = isBelowRange
        self.isCooled = isCooled
    }
}

/// Follows the phase of a device through what its stages say.
///
/// - base: the base is below 0.1 K, or below what its thermometer can tell; until it is above 1 K.
/// - warm: 4K is above 285 K; until it is below 275 K.
/// - cooling, warming: neither, and 4K, or at rest the base, went down or up by more than 2 % within an hour. Where neither
///   moves, it stays what it was; at first, a pulse tube that stands still says up, anything else down.
/// - unknown: neither stage can be relied on. Loss of telemetry is never anything else.
///
/// A base that was reached and says nothing any more has not been lost while 4K is below 10 K: no plant warms up with its 4K cold.
///
/// A thermometer of a base plate says nothing of a warm one: there 4K alone decides.
public struct PhaseTracker: Sendable {
    /// Since when it is what it is; nil where that began before anything is known.
    public private(set) var since: Int64?
    /// What it is.
    public private(set) var phase = Phase.unknown
    /// Samples of the last two hours, one every few minutes.
    private var past: [PhaseSample] = []

    /// The least time between samples that are kept, in ns.
    private static let spacing: Int64 = 5 * 60_000_000_000
    private static let hour: Int64 = 3_600_000_000_000

    /// A tracker that knows nothing.
    public init() {}

    /// Takes in a sample that is no older than those before.
    public mutating func take(_ sample: PhaseSample) {
        let found = phase(of: sample)
        if past.last.map({ sample.time - $0.time >= Self.spacing }) ?? true {
            past.append(sample)
            past.removeAll { sample.time - $0.time > 2 * Self.hour }
        }
        guard found != phase else { return }
        if found != .unknown {
            // What is found first may have begun long before; what is found again has gone on.
            if found != known { knownSince = known == nil ? nil : sample.time }
            known = found
        }
        since = found == .unknown ? sample.time : knownSince
        phase = found
    }

    /// What it was when it was last known, and since when.
    private var known: Phase?
    private var knownSince: Int64?

    private func phase(of sample: PhaseSample) -> Phase {
        guard sample.fourKelvin != nil || sample.base != nil || sample.isBelowRange else { return .unknown }
        if sample.isBelowRange { return .base }
        if let base = sample.base, base < (known == .base ? 1 : 0.1) { return .base }
        if let four = sample.fourKelvin, four > (known == .warm ? 275 : 285) { return .warm }
        if known == .base, sample.base == nil, let four = sample.fourKelvin, four < 10 { return .base }
        let change = change(\.fourKelvin, sample) ?? change(\.base, sample)
        if let change { return change < 0 ? .cooling : .warming }
        switch known {
        case .cooling?: return .cooling
        // What was cold and is above its range now has not been seen to move yet.
        case .warming?, .base?: return .warming
        case .warm?, .unknown?, nil: return sample.isCooled == false ? .warming : .cooling
        }
    }

    /// How a stage moved within an hour, as a logarithm; nil where it did not, or nobody knows.
    private func change(_ stage: KeyPath<PhaseSample, Double?>, _ sample: PhaseSample) -> Double? {
        guard let now = sample[keyPath: stage], now > 0,
            let before = past.last(where: { sample.time - $0.time >= Self.hour / 2 && $0[keyPath: stage] != nil }),
            let then = before[keyPath: stage], then > 0
        else { return nil }
        let rate = (now - then) / then * Double(Self.hour) / Double(sample.time - before.time)
        return abs(rate) > 0.02 ? rate : nil
    }
}
