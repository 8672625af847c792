import Cryogenics
import Glibc
import HeatTransfer

/// The ³He/⁴He circuit of one dilution refrigerator in time: its panel, its unit, the sorption pumps of its heat switches.
///
/// **Gas.** In each volume amounts of both isotopes; flows follow pressures and carry the mixture that they come from. The gas
/// that enters the unit has crossed the impedance, Z(P₃ − P), with Z that of liquid, and (T/4 K)^−1.67 of it above 4 K, where it is
/// gas, thinner and more viscous.
///
/// **Unit.** What is in it is gas up to the vapour pressure at the still's temperature, liquid beyond:
///
///     P = P_g/(1 + (P_g/P_v)⁴)^¼,   P_g = nRT/V
///
/// As there is no liquid above the critical point, the mixture is let in only as fast as it is cooled below; and gas that comes
/// to the still from a 4K plate above 4.9 K brings more heat than evaporation takes, all of it from 5.2 K on.
///
/// **Cooling.** ṅ of what the pumps would circulate with everything in order is the share of its powers that the unit has; still
/// and base have them once there is liquid in the still, and once the two liquids part in the mixing chamber: below 0.867 K, with
/// nearly all of the ⁴He and more than half of the ³He in. Before, what circulates cools by its flow: 20.8 J/(mol·K) times how much
/// warmer the still is than the 4K plate, and the latent heat of ⁴He, 83 J/mol, fading towards 0.8 K.
///
/// **Heat capacity.** Half of the ³He is in the mixing chamber, 107T J/(mol·K) up to 0.3 K: at 20 mK a hundred times what the plate
/// stores. It follows the plate within two minutes; what it brings and takes as it comes and goes is left out.
///
/// - Source: F. Pobell, Matter and Methods at Low Temperatures, ch. 7, for the liquids; arXiv:2604.15971, appendix I, for the phases
///   of condensing. Shares, sizes and times are assumed.
struct DilutionCircuit: Sendable {
    let panel: HeliumPanel
    let law: DilutionLaw
    let heatSwitch = GasGapSwitch()
    /// Whether its heat switches are of gas; else they are not there.
    let hasSwitches: Bool

    /// The circuit of a unit of which two curves were measured.
    ///
    /// Its rated flow is that for which a base with perfect exchangers lifts what its curve does at 20 mK, 84ṅT²; its still's rated
    /// temperature is where its curve begins.
    ///
    /// - Throws: `CoolerError` where no such flow is that of a dilution unit.
    init(still: PowerCoolingCurve, base: PowerCoolingCurve, hasSwitches: Bool) throws(CoolerError) {
        let power = base.power(at: 0.02).power + base.leak
        let flow = power / (84 * 0.02 * 0.02)
        guard (1e-6...1).contains(flow) else {
            throw CoolerError(
                cooler: "dilution unit",
                reason: .invalid(
                    quantity: "the circulation in mol/s by which its base lifts what its curve does at 20 mK",
                    value: flow,
                    expected: "1e-06 to 1; check power, temperature and cutoff of the base's curve"))
        }
        panel = HeliumPanel(
            ratedFlow: flow, ratedStill: min(max(still.cutoff * still.reference, 0.3), 1.5))
        law = .curves(still: still, base: base)
        self.hasSwitches = hasSwitches
    }

    /// The circuit of a unit, with what the powers of its stages are multiplied by.
    init(_ unit: DilutionUnit, factors: [Double], hasSwitches: Bool) {
        panel = HeliumPanel(ratedFlow: unit.flow, ratedStill: unit.stillReference)
        law = .unit(unit, factors: factors)
        self.hasSwitches = hasSwitches
    }

    /// States after the amounts, which come in pairs of ³He and ⁴He by volume.
    enum State {
        static let impurity = 14
        static let turbo1 = 15
        static let turbo2 = 16
        static let stillSorbent = 17
        static let baseSorbent = 18
        static let liquid = 19
        static let count = 20

        /// What a state is, in words.
        static func name(_ state: Int) -> String {
            guard state >= impurity else {
                let volume = HeliumPanel.Volume(rawValue: state / 2).map { "\($0)" } ?? "?"
                return (state % 2 == 0 ? "³He" : "⁴He") + " in the \(volume)"
            }
            return [
                "impurities", "turbo1", "turbo2", "still's sorbent", "base's sorbent", "liquid in the mixing chamber",
            ][state - impurity]
        }
    }

    /// The stages that it touches, in K.
    struct Stages {
        var fifty: Double
        var four: Double
        var still: Double
        var coldPlate: Double
        var base: Double
    }

    /// Heat into the stages in W, and what gauges and meters show.
    struct Result {
        var fifty = 0.0
        var four = 0.0
        var still = 0.0
        var coldPlate = 0.0
        var base = 0.0
        /// Into the unit, in mol/s.
        var flow = 0.0
        /// How much of the mixture is liquid, 1 at work.
        var condensed = 0.0
        /// How far the unit's cooling is that of all its circulation.
        var share = 0.0
        /// What the unit lifts at the base, in W.
        var lifted = 0.0
    }

    /// What comes into the circuit or leaves it that should not.
    struct Leaks: Sendable, Hashable {
        /// Air into the circuit, in mol/s.
        var air = 0.0
        /// Mixture that a worn pump before the trap gives off, in mol/s at one bar there.
        ///
        /// The panel is below the pressure of the room: through a hole air would come in, and nothing out.
        var mixture = 0.0
    }

    /// Below which temperature in K nothing cools a base; 1 mK above, a unit has all of its power.
    ///
    /// - Source: viscous heating of the dilute stream: 2 mK is the lowest that dilution came to, F. Pobell, Matter and Methods at Low
    ///   Temperatures, ch. 7; how it fades is assumed.
    static let lowestBase = 1.5e-3
    /// Of the heaters of the sorption pumps in W.
    static let sorbentPower = 0.15
    /// Impurities that the trap holds before it lets half as much through, in mol.
    static let trapCapacity = 0.1
    /// Air that comes into the circuit by its seals, in mol/s: the trap lasts for a year (assumed).
    ///
    /// A warm trap gives it off again.
    static let airLeak = 3e-9

    /// As it stands at room temperature: the mixture in its tank, pumps at rest.
    var warmStates: [Double] {
        var states = [Double](repeating: 0, count: State.count)
        let tank = 2 * HeliumPanel.Volume.tank.rawValue
        (states[tank], states[tank + 1]) = (panel.helium3, panel.helium4)
        states[State.stillSorbent] = HeliumPanel.room
        states[State.baseSorbent] = HeliumPanel.room
        states[State.liquid] = HeliumPanel.room
        return states
    }

    /// The pressure in Pa that a gauge of the panel reads, 2 to 6.
    func pressure(gauge: Int, _ states: ArraySlice<Double>) -> Double {
        guard let volume = HeliumPanel.Volume(gauge: gauge) else { return 0 }
        let place = states.startIndex + 2 * volume.rawValue
        return Gas.positive(states[place] + states[place + 1]) * HeliumPanel.thermal / panel.volumes[volume.rawValue]
    }

    /// Writes the rates of its states, and finds the heat into its stages.
    ///
    /// - Parameters:
    ///   - states: of the plant.
    ///   - first: where its own begin, and where their rates are to begin.
    ///   - stages: in K.
    ///   - controls: as they act.
    ///   - leaks: of its seals.
    ///   - rates: written.
    func evaluate(
        _ states: Span<Double>, from first: Int, _ stages: Stages, _ controls: PlateControls, _ leaks: Leaks = Leaks(),
        into rates: inout MutableSpan<Double>
    ) -> Result {
        var flows = Flows(states, first, panel)
        for index in 0..<State.count { rates[first + index] = 0 }
        var result = Result()
        let unit = self.unit(flows, still: stages.still)
        flows.pressures.6 = unit.pressure
        movePanel(&flows, controls, states, first, unit)
        // What the unit pumps, and what it takes in.
        let pumped = panel.pumpingLine.flow(
            from: unit.pressure, to: flows.pressures.0,
            between: panel.capacity(between: .unit, at: stages.still, and: .stillLine))
        flows.move(pumped, .unit, .stillLine, leaving: unit.vapourShare)
        let isOpen = controls[valve: 9] && (controls[valve: 7] || controls[valve: 8])
        if isOpen {
            let held = states[first + State.impurity] / Self.trapCapacity
            // Through the bypass nothing is held.
            let trap = controls[valve: 8] ? 1 : 1 / (1 + held * held)
            let thin = stages.four > 4 ? pow(stages.four / 4, -1.67) : 1
            result.flow = panel.impedance * trap * thin * (flows.pressures.3 - unit.pressure)
            flows.move(result.flow, .trap, .unit, entering: unit.vapourShare)
        }
        // Never back: of nearly nothing rounding would decide which isotope comes.
        if leaks.mixture > 0 { flows.lose(leaks.mixture * Gas.positive(flows.pressures.3) / 1e5, .trap) }
        flows.write(to: &rates, first)
        cool(&result, unit, pumped: pumped, stages)
        follow(&result, unit, states, first, stages, controls, &rates)
        rates[first + State.impurity] += leaks.air
        return result
    }

    // MARK: The unit

    struct Unit {
        var pressure: Double
        /// Of ³He in what evaporates.
        var vapourShare: Double
        /// In mol.
        var liquid: Double
        var helium3: Double
        /// Of the ⁴He in the unit what is liquid, as a share of all that there is.
        var heavyFill: Double
    }

    private func unit(_ flows: Flows, still: Double) -> Unit {
        let (first, second) = flows.amounts(.unit)
        let amount = first + second
        let mixed = (first + 0.27e-9) / (Gas.positive(amount) + 1e-9)
        let vapour = HeliumPanel.vapour(still, helium3: mixed)
        let gas = amount * HeliumMixture.gasConstant * max(still, 0.05) / panel.volumes[6]
        let ratio = min(gas / max(vapour.pressure, 1e-20), 1e9)
        let square = ratio * ratio
        let root = sqrt(sqrt(1 + square * square))
        let pressure = gas / root
        let liquid = amount * (1 - 1 / root)
        let wet = 1 - 1 / root
        // No more of an isotope evaporates than there is.
        let share = wet * vapour.share + (1 - wet) * mixed
        return Unit(
            pressure: pressure, vapourShare: share, liquid: liquid, helium3: first,
            heavyFill: wet * second / panel.helium4)
    }

    private func cool(_ result: inout Result, _ unit: Unit, pumped: Double, _ stages: Stages) {
        let fill = unit.liquid / panel.inventory
        result.condensed = min(fill / HeliumPanel.liquidShare, 1)
        let healthy = panel.healthy.flow(stillAt: law.circulating(still: stages.still, rated: panel.ratedStill - 0.005))
        // What streams back from the line condenses: it warms the still as much as it would cool it on its way out. Did it not,
        // or were the cooling held at some flow, a still might rest in that corner, where no step is short enough.
        let evaporated = pumped / healthy
        let circulating = Gas.positive(evaporated)
        let eighth = circulating * circulating / 64
        result.share = circulating / sqrt(sqrt(1 + eighth * eighth))
        let wet = smoothStep(fill / 0.3)
        let cold = smoothStep((HeliumMixture.tricriticalTemperature - stages.base) / 0.05)
        // A fifth of the ³He is in the dilute phase, and half of it lies in the mixing chamber: so long as less than that is gone
        // the boundary of both phases stays there.
        let rich = smoothStep((unit.helium3 / panel.helium3 - 0.35) / 0.25)
        let parted = smoothStep((unit.heavyFill - 0.75) / 0.18) * cold * rich
        if wet > 0 {
            let lifted = law.powers(still: stages.still, coldPlate: stages.coldPlate, base: stages.base)
            result.still += wet * (law.background - evaporated * lifted.still)
            // A unit's law takes the flow from the still's temperature; what is pumped of a still that is too warm is less.
            let pumpedShare = result.share * law.flowRatio(healthy: healthy, still: stages.still, panel)
            result.coldPlate -= parted * pumpedShare * lifted.coldPlate
            // What flows warms itself: no unit comes below some 2 mK, whatever is taken off its curve.
            let limit = smoothStep((stages.base - Self.lowestBase) / 1e-3)
            result.lifted = parted * pumpedShare * limit * lifted.base
            result.base -= result.lifted
        }
        let inflow = Gas.positive(result.flow)
        let stream = 20.8 * Gas.positive(stages.still - stages.four)
        let latent = stages.still > 0.8 ? 83 * (1 - exp((0.8 - stages.still) / 0.8)) : 0
        // What was not condensed above takes no latent heat along, and brings its own; a little gas is cooled on its way.
        let hot = smoothStep((stages.four - 4.9) / 0.3) * smoothStep((fill - 0.08) / 0.1)
        result.still -= (1 - wet) * inflow * (stream + (1 - hot) * latent)
        result.still += inflow * hot * (20.8 * Gas.positive(stages.four - stages.still) + 60 * wet)
        // Mixture on its way ties still and base together.
        let tie = 0.05 * (1 - parted) * inflow / (inflow + 0.1 * panel.ratedFlow)
        if law.hasColdPlate {
            let (upper, lower) = (
                2 * tie * (stages.still - stages.coldPlate), 2 * tie * (stages.coldPlate - stages.base)
            )
            result.still -= upper
            result.coldPlate += upper - lower
            result.base += lower
        } else {
            result.still -= tie * (stages.still - stages.base)
            result.base += tie * (stages.still - stages.base)
        }
        // Powers are those of a unit at work: what comes in beyond its circulation is heat besides. Four fifths of what gas
        // gives up on its way returning gas takes (assumed).
        let beyond = inflow - healthy
        if beyond > 0 {
            let excess = beyond * beyond / (beyond + 0.1 * panel.ratedFlow)
            result.four += excess * (4.2 * Gas.positive(stages.fifty - stages.four) + 60)
            result.fifty += excess * 4.2 * Gas.positive(HeliumPanel.room - stages.fifty)
        }
    }

    /// Liquid, sorption pumps, rotors.
    private func follow(
        _ result: inout Result, _ unit: Unit, _ states: Span<Double>, _ first: Int, _ stages: Stages,
        _ controls: PlateControls, _ rates: inout MutableSpan<Double>
    ) {
        let chamber = 0.5 * min(unit.liquid / panel.inventory, 1) * unit.helium3
        let liquid = states[first + State.liquid]
        let capacity = 107 * chamber * min(Gas.positive(liquid), 0.3) + 1e-4
        let exchange = (1.2 * chamber * min(stages.base, 0.3) + 1e-5) * (stages.base - liquid)
        rates[first + State.liquid] = exchange / capacity
        result.base -= exchange
        if hasSwitches {
            for (state, isOn, cold) in [
                (State.stillSorbent, controls.stillSwitch, stages.still),
                (State.baseSorbent, controls.baseSwitch, stages.base),
            ] {
                let sorbent = states[first + state]
                let down = heatSwitch.sorbentLink * (sorbent - stages.four)
                let power = isOn && controls.mains ? Self.sorbentPower : 0
                rates[first + state] = (power - down) / heatSwitch.heatCapacity(at: sorbent)
                // Its shell is among what the plates' own loads were measured with.
                let heat =
                    heatSwitch.gasConductance(sorbent: sorbent, warm: stages.four, cold: cold) * (stages.four - cold)
                result.four += down - heat
                if state == State.stillSorbent {
                    result.still += heat
                    continue
                }
                result.base += heat
                guard law.hasColdPlate else { continue }
                // The cold plate hangs on the same switch.
                let branch =
                    heatSwitch.gasConductance(sorbent: sorbent, warm: stages.four, cold: stages.coldPlate)
                    * (stages.four - stages.coldPlate)
                result.four -= branch
                result.coldPlate += branch
            }
        }
        let cleaned = smoothStep((stages.fifty - 120) / 60) * states[first + State.impurity] / 3600
        rates[first + State.impurity] = Self.airLeak - cleaned
        rates[first + State.turbo1] = panel.turbo.spin(
            rotation: states[first + State.turbo1], isOn: controls.turbo1 && controls.mains)
        rates[first + State.turbo2] = panel.turbo.spin(
            rotation: states[first + State.turbo2], isOn: controls.turbo2 && controls.mains)
        result.still += controls.stillHeater
        result.base += controls.sampleHeater
    }
}
