import Cryogenics

/// How a fault shows in the signals of a refrigerator at base.
public struct FaultSignature: Sendable, Hashable {
    /// A signal that changes.
    public struct Sign: Sendable, Hashable {
        /// Which.
        public var signal: Signal
        /// At least how many times of what it was it becomes; below 1 where it falls.
        public var factor: Double
        /// Within what time in s, at the usual size and above.
        public var delay: Double

        /// Whether a value is that far from what it was.
        public func holds(_ value: Double, before: Double) -> Bool {
            factor >= 1 ? value >= factor * before : value <= factor * before
        }
    }

    /// What changes, and within what time.
    public var signs: [Sign]
    /// What stays within ``band`` meanwhile, at the usual size.
    public var steady: [Signal]

    /// How far what is steady may stray, as a share.
    public static let band = 0.02
}

extension Fault.Kind {
    /// What a fault of its usual size or a larger one does to a refrigerator at base whose stages carry loads.
    ///
    /// Found with the cryostat `ld-400` and held by tests at one, two and four times the usual size. What ice on its insulation does
    /// to a 50K stage takes days: 0.2 K a day in the middle of a span of 15 m, half of that at the nodes.
    public var signature: FaultSignature {
        func minutes(_ signal: Signal, _ factor: Double, _ minutes: Double) -> FaultSignature.Sign {
            .init(signal: signal, factor: factor, delay: 60 * minutes)
        }
        let (fifty, four) = (Signal.stage(.fiftyKelvin, .nodes), Signal.stage(.fourKelvin, .nodes))
        let (still, base) = (Signal.stage(.still, .nodes), Signal.stage(.base, .nodes))
        let stopped = [minutes(.flow, 0.01, 2), minutes(.pressure(3), 1.5, 5), minutes(base, 5, 60)]
        let above: [Signal] = [fifty, four, .pressure(1)]
        switch self {
        case .heatLeak: return .init(signs: [minutes(base, 1.5, 30)], steady: above + [.pressure(3), .flow])
        case .lightLeak: return .init(signs: [minutes(base, 2, 30)], steady: above + [.pressure(3), .flow])
        case .poweredDevice: return .init(signs: [minutes(base, 10, 30)], steady: above + [.pressure(3), .flow])
        case .vibration: return .init(signs: [minutes(base, 3, 30)], steady: above + [.pressure(3), .flow])
        case .radiationBurst: return .init(signs: [minutes(base, 1.05, 2)], steady: above + [.pressure(3), .flow])
        case .refrigerationLoss:
            return .init(signs: [minutes(four, 1.04, 10), minutes(fifty, 1.01, 60)], steady: [base, .flow])
        case .compressorTrip:
            return .init(
                signs: [
                    minutes(four, 1.65, 5), minutes(.pressure(3), 1.5, 5), minutes(fifty, 1.1, 10),
                    minutes(base, 10, 10),
                ], steady: [])
        case .coolingWaterFailure: return .init(signs: [minutes(four, 1.65, 10), minutes(base, 10, 15)], steady: [])
        case .powerCut:
            return .init(
                signs: [minutes(.rotation(.turbo1), 0.6, 2), minutes(.flow, 0.01, 2), minutes(four, 1.65, 5)],
                steady: [])
        case .heliumLeak:
            // Cold walls take helium up until they are full; then it conducts, the walls warm, and all of it comes back at once.
            return .init(
                signs: [minutes(.pressure(1), 3, 5), minutes(.pressure(1), 100, 240)],
                steady: [base, four, .flow, .pressure(3)])
        case .airLeak:
            return .init(
                signs: [minutes(.pressure(1), 100, 5), minutes(four, 1.005, 10)], steady: [base, .flow, .pressure(3)])
        case .oRingDrift:
            return .init(
                signs: [minutes(.pressure(1), 30, 5)], steady: [base, four, .flow, .pressure(3)])
        case .heliumLoss:
            return .init(
                signs: [
                    minutes(.pressure(3), 0.95, 5), minutes(.flow, 0.95, 5), minutes(.condensed, 0.97, 60),
                    minutes(base, 5, 180),
                ], steady: above)
        case .trapBlockage:
            return .init(
                signs: [
                    minutes(.pressure(3), 1.5, 180), minutes(.flow, 0.99, 180), minutes(.flow, 0.8, 360),
                    minutes(base, 1.2, 360),
                ], steady: above)
        case .valveStuck: return .init(signs: stopped, steady: above)
        case .wrongValveOrder:
            return .init(
                signs: [
                    minutes(.flow, 0.01, 2), minutes(.pressure(5), 3, 5), minutes(.pressure(3), 0.2, 5),
                    minutes(base, 5, 60),
                ], steady: above)
        case .electricalShort:
            return .init(
                signs: [minutes(still, 1.1, 10), minutes(.pressure(2), 3, 10), minutes(.flow, 1.3, 10)], steady: above)
        case .thermalTouch: return .init(signs: [minutes(base, 1.05, 30)], steady: above)
        case .pumpFailure:
            return .init(
                signs: [
                    minutes(.rotation(.turbo1), 0.6, 2), minutes(.pressure(2), 1.5, 2), minutes(base, 1.05, 60),
                ], steady: above)
        }
    }
}
