import Cryogenics
import Quantities

extension Fault {
    /// What can be broken, and what it does.
    ///
    /// Causes of the failure modes F1 to F8 (see ``Kind/failureMode``) are among them, but for F5: a thermometer that lies leaves the
    /// plant as it is.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Heat into a stage: a wire too many, a bad anchor.
        case heatLeak = "heat-leak"
        /// The pulse tube lifts less at both of its stages.
        case refrigerationLoss = "refrigeration-loss"
        /// The compressor of the pulse tube stops; the tube then conducts.
        case compressorTrip = "compressor-trip"
        /// Helium into the can.
        case heliumLeak = "helium-leak"
        /// Air into the can.
        case airLeak = "air-leak"
        /// Water through the seals of the can: it freezes on the insulation of 50K, which then shines less.
        case oRingDrift = "o-ring-drift"
        /// A hole in the shields, through which the room shines onto the base.
        case lightLeak = "light-leak"
        /// A device at the base that is left powered.
        case poweredDevice = "powered-device"
        /// The pulse tube shakes everything more: a bellows that touches, a loose mount.
        case vibration
        /// Mixture that a worn pump gives off with its exhaust: of the size given at one bar in the trap, in proportion to P3.
        case heliumLoss = "helium-loss"
        /// Air into the mixture: it freezes in the trap, and less and less passes.
        case trapBlockage = "trap-blockage"
        /// A current that flows where it should not, and heats a stage.
        case electricalShort = "electrical-short"
        /// A valve that does not move.
        case valveStuck = "valve-stuck"
        /// A controller that opens the way back to the tank before it stops what circulates.
        case wrongValveOrder = "wrong-valve-order"
        /// No cooling water.
        case coolingWaterFailure = "cooling-water-failure"
        /// No electricity; what ran stays off when it comes back.
        case powerCut = "power-cut"
        /// Radiation that gives all its energy to the base within a second.
        case radiationBurst = "radiation-burst"
        /// Two neighbouring stages that touch.
        case thermalTouch = "thermal-touch"
        /// A pump of the panel that does not run.
        case pumpFailure = "pump-failure"
    }

    /// What of a plate a kind is about.
    public enum Target: String, Sendable, Hashable {
        /// A stage.
        case stage
        /// A valve and where it is stuck.
        case valve
        /// A pump.
        case pump
        /// The whole.
        case nothing
    }
}

extension Fault.Kind {
    /// What it is, in a line.
    public var title: String {
        switch self {
        case .heatLeak: "heat into a stage: a wire too many, a bad anchor"
        case .refrigerationLoss: "the pulse tube lifts a share less, at both of its stages"
        case .compressorTrip: "the compressor of the pulse tube stops, and the tube conducts"
        case .heliumLeak: "helium comes into the can"
        case .airLeak: "air comes into the can"
        case .oRingDrift: "water comes through the seals and freezes on the insulation of 50K, which reflects less"
        case .lightLeak: "through a hole in the shields the room shines onto the base"
        case .poweredDevice: "a device at the base is left powered"
        case .vibration: "everything shakes more: a bellows that touches, a loose mount"
        case .heliumLoss:
            "a worn pump gives mixture off with its exhaust, in proportion to P3: its size is that at one bar"
        case .trapBlockage: "air comes into the mixture, freezes in the trap and blocks it"
        case .electricalShort: "a current flows where it should not, and heats a stage"
        case .valveStuck: "a valve does not move, whatever it is set to"
        case .wrongValveOrder: "a controller opens v13, back to the tank, and closes v9 while the mixture circulates"
        case .coolingWaterFailure: "the compressor of the pulse tube has no cooling water"
        case .powerCut: "no electricity; what ran stays off when it comes back"
        case .radiationBurst: "radiation gives all its energy to the base within a second"
        case .thermalTouch: "a stage touches the next colder one"
        case .pumpFailure: "a pump of the panel does not run, whatever it is set to"
        }
    }

    /// The failure mode that it is a cause of; nil of others.
    ///
    /// F1 base temperature drift, F2 cooldown failure, F3 vacuum loss, F4 vibration coupling, F5 thermometer fault, F6 helium
    /// handling, F7 electrical short, F8 control logic.
    public var failureMode: String? {
        switch self {
        case .heatLeak, .lightLeak, .poweredDevice: "F1"
        case .refrigerationLoss, .compressorTrip: "F2"
        case .heliumLeak, .airLeak, .oRingDrift: "F3"
        case .vibration: "F4"
        case .heliumLoss, .trapBlockage: "F6"
        case .electricalShort: "F7"
        case .wrongValveOrder, .valveStuck: "F8"
        default: nil
        }
    }

    /// What its part is.
    public var target: Fault.Target {
        switch self {
        case .heatLeak, .electricalShort, .thermalTouch: .stage
        case .valveStuck: .valve
        case .pumpFailure: .pump
        default: .nothing
        }
    }

    var usualPart: Fault.Part? {
        switch self {
        case .heatLeak: .stage(.base)
        case .electricalShort: .stage(.still)
        case .thermalTouch: .stage(.still)
        case .valveStuck: .valve(9, isOpen: false)
        case .pumpFailure: .pump(.turbo1)
        default: nil
        }
    }

    /// What its size is a number of, in SI; nil without a size.
    public var unit: String? {
        switch self {
        case .heatLeak, .poweredDevice, .electricalShort: "W"
        case .refrigerationLoss, .vibration: "1"
        case .heliumLeak, .airLeak, .oRingDrift, .heliumLoss, .trapBlockage: "mol/s"
        case .lightLeak: "m²"
        case .radiationBurst: "J"
        case .thermalTouch: "W/K"
        default: nil
        }
    }

    /// The sizes it may have, in ``unit``; nil without a size.
    public var sizes: ClosedRange<Double>? {
        switch self {
        case .heatLeak: 1e-9...100
        case .poweredDevice: 1e-9...1
        case .electricalShort: 1e-6...100
        case .refrigerationLoss: 0.001...1
        case .vibration: 1...1000
        case .heliumLeak, .airLeak: 1e-15...1e-3
        case .oRingDrift: 1e-12...1e-4
        case .heliumLoss: 1e-12...1e-2
        case .trapBlockage: 1e-10...1e-3
        case .lightLeak: 1e-12...1e-2
        case .radiationBurst: 1e-12...100
        case .thermalTouch: 1e-9...10
        default: nil
        }
    }

    /// The size where none is given: one that an operator would notice.
    public var usualSize: Double? {
        switch self {
        case .heatLeak: 20e-6
        case .poweredDevice: 1e-3
        case .electricalShort: 10e-3
        case .refrigerationLoss: 0.3
        case .vibration: 10
        case .heliumLeak: 1e-8
        case .airLeak: 1e-6
        case .oRingDrift: 3.5e-7
        case .heliumLoss: 1e-4
        case .trapBlockage: 1e-5
        case .lightLeak: 1e-7
        case .radiationBurst: 1e-3
        case .thermalTouch: 1e-3
        default: nil
        }
    }

    /// A size with its unit and three digits.
    public func formatted(_ size: Double) -> String {
        switch unit {
        case "W"?: Power(si: size).formatted(significantDigits: 3)
        case "mol/s"?: MolarFlow(si: size).formatted(significantDigits: 3)
        case "m²"?: Area(si: size).formatted(significantDigits: 3)
        case "J"?: Energy(si: size).formatted(significantDigits: 3)
        case "W/K"?: Conductance(si: size).formatted(significantDigits: 3)
        default: Ratio(si: size).formatted(significantDigits: 3)
        }
    }

    /// A size in words, such as `20 µW`, in SI; nil where they are no such quantity.
    public func size(from text: String) -> Double? {
        switch unit {
        case "W"?: try? Power(parsing: text).si
        case "mol/s"?: try? MolarFlow(parsing: text).si
        case "m²"?: try? Area(parsing: text).si
        case "J"?: try? Energy(parsing: text).si
        case "W/K"?: try? Conductance(parsing: text).si
        case "1"?: try? Ratio(parsing: text).si
        default: nil
        }
    }
}
