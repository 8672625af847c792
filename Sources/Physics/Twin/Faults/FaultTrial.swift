import Cryogenics
import HeatTransfer

/// What a fault does to a plant: its signals from the moment it breaks, and whether its signature is there.
///
/// ```swift
/// let trial = try FaultTrial(Fault(.compressorTrip), on: .atBase(model), for: 6 * 3600)
/// trial.findings.allSatisfy(\.holds)
/// ```
public struct FaultTrial: Sendable {
    /// What became of a sign.
    public struct Finding: Sendable, Hashable {
        /// The sign.
        public var sign: FaultSignature.Sign
        /// When it was there first, in s from the beginning; nil where it never was.
        public var time: Double?
        /// Whether that was within its delay.
        public var holds: Bool { time.map { $0 <= sign.delay } ?? false }
    }

    /// What is broken.
    public let fault: Fault
    /// What is recorded.
    public let signals: [Signal]
    /// What they were before, in SI.
    public let before: [Double]
    /// When, in s from the beginning: once a minute.
    public private(set) var times: [Double] = []
    /// For each signal one value a time.
    public private(set) var values: [[Double]]
    /// What the readout of a device at its base had before; that of the fault's plate, or of the first node.
    public let readoutBefore: PlantReading.Readout
    /// What it had at once when it broke: a burst is over a second later.
    public let readoutAtOnce: PlantReading.Readout
    /// What it had at each time.
    public private(set) var readouts: [PlantReading.Readout] = []
    /// What happened on the way, times from the beginning.
    public let events: [Plant.Event]

    /// The signals that signatures are made of, and those that stages have.
    public static func signals(of model: PlantModel) -> [Signal] {
        model.stages.map { .stage($0, .nodes) } + (1...5).map { .pressure($0) }
            + [.flow, .condensed, .rotation(.turbo1)]
    }

    /// Breaks something of a copy of a plant, and watches.
    ///
    /// - Parameters:
    ///   - fault: what breaks.
    ///   - plant: at base, as a rule; it is not touched.
    ///   - duration: how long it is watched, in s; a minute to a year.
    ///   - mending: when it is mended, in s from the beginning and before the end; never, if left out.
    /// - Throws: ``ScriptError`` for a fault that the plant cannot have; `NetworkError` for times that cannot be, or where the plant
    ///   leaves what is known of it.
    public init(_ fault: Fault, on plant: Plant, for duration: Double = 6 * 3600, mending: Double? = nil) throws {
        guard (60...366 * 86400).contains(duration), mending.map({ $0 > 0 && $0 < duration }) ?? true else {
            throw NetworkError(
                reason: .invalid(
                    quantity: "the time in s that a fault is watched", value: duration,
                    expected: "a minute to a year, and that it is mended before"))
        }
        let copy = try plant.countingFromNow()
        self.fault = fault
        signals = Self.signals(of: plant.model)
        let reading = try copy.reading()
        before = signals.map { reading.value(of: $0) }
        values = signals.map { _ in [] }
        let node =
            plant.model.plates.firstIndex { fault.plate == $0.name } ?? plant.model.plates.firstIndex(where: \.isNode)
            ?? 0
        readoutBefore = reading.readout(at: node)
        try copy.begin(fault)
        readoutAtOnce = try copy.reading().readout(at: node)
        var isMended = mending == nil
        for minute in 1...max(1, Int(duration / 60)) {
            let time = 60 * Double(minute)
            if !isMended, let mending, mending <= time {
                try copy.advance(to: mending)
                try copy.end(fault)
                isMended = true
            }
            try copy.advance(to: time)
            let reading = try copy.reading()
            times.append(time)
            readouts.append(reading.readout(at: node))
            for (index, signal) in signals.enumerated() { values[index].append(reading.value(of: signal)) }
        }
        events = copy.events.filter { $0.time > 0 }
    }

    /// What became of the signs of the kind's signature, those whose signals are recorded.
    public var findings: [Finding] {
        fault.kind.signature.signs.compactMap { sign in
            guard let place = signals.firstIndex(of: sign.signal) else { return nil }
            let first = times.indices.first { sign.holds(values[place][$0], before: before[place]) }
            return Finding(sign: sign, time: first.map { times[$0] })
        }
    }

    /// How far what should be steady strayed until the last delay of the signature, as a share of what it was.
    public var strays: [(signal: Signal, share: Double)] {
        let signature = fault.kind.signature
        let until = signature.signs.map(\.delay).max() ?? 0
        return signature.steady.compactMap { signal in
            guard let place = signals.firstIndex(of: signal) else { return nil }
            let shares = times.indices.filter { times[$0] <= until }.map { abs(values[place][$0] / before[place] - 1) }
            return (signal, shares.max() ?? 0)
        }
    }
}
