import Cryogenics
import Glibc
import HeatTransfer

/// What a dilution unit lifts, by the temperatures of its stages, with all of its circulation.
enum DilutionLaw: Sendable {
    /// Measured curves of still and base, each by itself.
    case curves(still: PowerCoolingCurve, base: PowerCoolingCurve)
    /// One unit of several stages, with what each stage's power is multiplied by.
    case unit(DilutionUnit, factors: [Double])

    /// The temperature of a still in K whose circulation counts as all of it.
    ///
    /// A measured curve is one of the rated circulation: a still that is colder has less. A unit's own law knows.
    func circulating(still: Double, rated: Double) -> Double {
        guard case .curves = self else { return still }
        // Nothing is left of the rounded corner 5 mK away from it: at its rest a measured unit has all of its circulation.
        let (above, width) = (still - rated, 5e-3)
        if above > width { return still }
        let rounded = Gas.positive(above + width)
        return rated + rounded * rounded / (4 * width)
    }

    /// Whether the cold plate is a stage.
    var hasColdPlate: Bool { if case .unit(let unit, _) = self { unit.hasColdPlate } else { false } }

    /// What the still's heater gives at work, in W: with it powers are those that were measured.
    ///
    /// Evaporation takes it: of a measured curve 15 mW (assumed; 30 J/mol times the rated flow of 0.48 mmol/s), of a unit no more
    /// than its background.
    var heater: Double {
        switch self {
        case .curves: 15e-3
        case .unit(let unit, let factors): min(15e-3, unit.stillBackground * factors[0])
        }
    }

    /// What all of the circulation takes in W, at temperatures in K: at the still besides the heater's power and the background,
    /// which are there whatever circulates.
    ///
    /// Above what is known of it a stage lifts what it does at the end of that.
    func powers(still: Double, coldPlate: Double, base: Double) -> (still: Double, coldPlate: Double, base: Double) {
        let (s, c, b) = (min(still, 1.5), min(coldPlate, 0.35), min(base, HeliumMixture.tricriticalTemperature))
        switch self {
        case .curves(let first, let last): return (first.power(at: s).power + heater, 0, last.power(at: b).power)
        case .unit(let unit, let factors):
            let evaporation = unit.stillBackground * factors[0]
            if unit.hasColdPlate {
                let powers = unit.powers(at: [s, c, min(b, 0.35)]).powers
                return (powers[0] * factors[0] + evaporation, powers[1] * factors[1], powers[2] * factors[2])
            }
            let powers = unit.powers(at: [s, min(b, 0.35)]).powers
            return (powers[0] * factors[0] + evaporation, 0, powers[1] * factors[1])
        }
    }

    /// What returning gas and the film bring to the still besides its heater, in W, once there is liquid in it.
    var background: Double {
        switch self {
        case .curves: 0
        case .unit(let unit, let factors): unit.stillBackground * factors[0] - heater
        }
    }
}

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
/// nearly all of the mixture in. Before, what circulates cools by its flow: 20.8 J/(mol·K) times how much warmer the still is than
/// the 4K plate, and the latent heat of ⁴He, 83 J/mol, fading towards 0.8 K.
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
    }

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
    ///   - controls: as they are set.
    ///   - rates: written.
    func evaluate(
        _ states: Span<Double>, from first: Int, _ stages: Stages, _ controls: PlateControls,
        into rates: inout MutableSpan<Double>
    ) -> Result {
        var flows = Flows(states, first, panel)
        for index in 0..<State.count { rates[first + index] = 0 }
        var result = Result()
        let unit = self.unit(flows, still: stages.still)
        flows.pressures.6 = unit.pressure
        movePanel(&flows, controls, states, first, unit)
        // What the unit pumps, and what it takes in.
        let pumped = panel.pumpingLine.flow(from: unit.pressure, to: flows.pressures.0)
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
        flows.write(to: &rates, first)
        cool(&result, unit, pumped: Gas.positive(pumped), stages)
        follow(&result, unit, states, first, stages, controls, &rates)
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
    }

    private func unit(_ flows: Flows, still: Double) -> Unit {
        let (first, second) = flows.amounts(.unit)
        let amount = first + second
        let vapour = HeliumPanel.vapour(still, helium3: first / panel.helium3, helium4: second / panel.helium4)
        let gas = amount * HeliumMixture.gasConstant * max(still, 0.05) / panel.volumes[6]
        let ratio = min(gas / max(vapour.pressure, 1e-20), 1e9)
        let square = ratio * ratio
        let root = sqrt(sqrt(1 + square * square))
        let pressure = gas / root
        let liquid = amount * (1 - 1 / root)
        let wet = 1 - 1 / root
        let mixed = (first + 0.27e-9) / (Gas.positive(amount) + 1e-9)
        // No more of an isotope evaporates than there is.
        let share = wet * vapour.share + (1 - wet) * mixed
        return Unit(pressure: pressure, vapourShare: share, liquid: liquid, helium3: first)
    }

    private func cool(_ result: inout Result, _ unit: Unit, pumped: Double, _ stages: Stages) {
        let fill = unit.liquid / panel.inventory
        result.condensed = min(fill / HeliumPanel.liquidShare, 1)
        let healthy = panel.healthy.flow(stillAt: law.circulating(still: stages.still, rated: panel.ratedStill - 0.005))
        result.share = min(pumped / healthy, 2)
        let wet = smoothStep(fill / 0.3)
        let cold = smoothStep((HeliumMixture.tricriticalTemperature - stages.base) / 0.05)
        let rich = smoothStep((unit.helium3 / panel.helium3 - 0.5) / 0.4)
        let parted = smoothStep((fill - 0.75) / 0.18) * cold * rich
        if wet > 0 {
            let lifted = law.powers(still: stages.still, coldPlate: stages.coldPlate, base: stages.base)
            result.still += wet * (law.background - result.share * lifted.still)
            result.coldPlate -= parted * result.share * lifted.coldPlate
            result.base -= parted * result.share * lifted.base
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

    // MARK: The panel

    private func movePanel(
        _ flows: inout Flows, _ controls: PlateControls, _ states: Span<Double>, _ first: Int, _ unit: Unit
    ) {
        let p = flows.pressures
        let (room, rotation) = (HeliumPanel.room, states[first + State.turbo1])
        if controls[valve: 1], controls[valve: 4] {
            flows.move(
                panel.turbo.flow(inlet: p.0, outlet: p.1, rotation: rotation, temperature: room), .stillLine, .backing)
        }
        if controls[valve: 2] { flows.move(panel.bypass.flow(from: p.0, to: p.1), .stillLine, .backing) }
        if controls[valve: 3] { flows.move(panel.narrow.flow(from: p.0, to: p.1), .stillLine, .backing) }
        flows.move(panel.scroll.flow(inlet: p.1, outlet: p.2, isOn: controls.scroll1), .backing, .exhaust)
        if controls[valve: 10] { flows.move(panel.tubing.flow(from: p.2, to: p.3), .exhaust, .trap) }
        if controls[valve: 11], controls[valve: 12] {
            flows.move(panel.compressor.flow(inlet: p.2, outlet: p.3, isOn: controls.compressor), .exhaust, .trap)
        }
        if controls[valve: 13] { flows.move(panel.tubing.flow(from: p.2, to: p.4), .exhaust, .tank) }
        if controls[valve: 20] { flows.move(panel.supply * (p.4 - p.2), .tank, .exhaust) }
        if controls[valve: 21] { flows.move(panel.supply * (p.4 - p.3), .tank, .trap) }
        if controls[valve: 6] { flows.move(10 * panel.supply * (p.4 - p.0), .tank, .stillLine) }
        if controls[valve: 5] { flows.move(panel.narrow.flow(from: p.0, to: p.5), .stillLine, .service) }
        if controls[valve: 17] { flows.move(panel.narrow.flow(from: p.3, to: p.5), .trap, .service) }
        if controls[valve: 19] {
            // Into the air: helium is lost.
            flows.lose(panel.scroll.flow(inlet: p.5, outlet: 0, isOn: controls.scroll2), .service)
        }
        func relieve(_ pressure: Double, _ volume: HeliumPanel.Volume) {
            let excess = pressure - HeliumPanel.relief
            // Its spring opens it bit by bit, over a tenth of a bar.
            if excess > 0 { flows.move(1e-7 * excess * excess / (excess + 1e4), volume, .tank) }
        }
        relieve(p.0, .stillLine)
        relieve(p.1, .backing)
        relieve(p.2, .exhaust)
        relieve(p.3, .trap)
        relieve(unit.pressure, .unit)
    }

    /// The pressures of the volumes, and what moves between them.
    struct Flows {
        /// In Pa, by volume; the unit's comes later.
        var pressures: (Double, Double, Double, Double, Double, Double, Double) = (0, 0, 0, 0, 0, 0, 0)
        /// In s.
        private static let mixingTime = 300.0
        private var helium3: InlineArray<7, Double>
        private var helium4: InlineArray<7, Double>
        private var rate3 = InlineArray<7, Double>(repeating: 0)
        private var rate4 = InlineArray<7, Double>(repeating: 0)

        init(_ states: Span<Double>, _ first: Int, _ panel: HeliumPanel) {
            helium3 = InlineArray(repeating: 0)
            helium4 = InlineArray(repeating: 0)
            for volume in 0..<7 {
                helium3[volume] = states[first + 2 * volume]
                helium4[volume] = states[first + 2 * volume + 1]
            }
            let (a, b) = (helium3, helium4)
            func pressure(_ volume: Int) -> Double {
                (a[volume] + b[volume]) * HeliumPanel.thermal / panel.volumes[volume]
            }
            pressures = (pressure(0), pressure(1), pressure(2), pressure(3), pressure(4), pressure(5), 0)
        }

        func amounts(_ volume: HeliumPanel.Volume) -> (Double, Double) {
            (helium3[volume.rawValue], helium4[volume.rawValue])
        }

        /// Lets mol/s flow, of the mixture that is where it comes from, or of another share of ³He at either end.
        ///
        /// What is at rest mixes within minutes (assumed): so the mixture that flows changes smoothly where a flow turns.
        mutating func move(
            _ flow: Double, _ from: HeliumPanel.Volume, _ to: HeliumPanel.Volume, leaving: Double? = nil,
            entering: Double? = nil
        ) {
            let (a, b) = (from.rawValue, to.rawValue)
            let (first, second) = (Gas.positive(helium3[a] + helium4[a]), Gas.positive(helium3[b] + helium4[b]))
            let mixing = first * second / (first + second + 1e-9) / Self.mixingTime
            let both = sqrt(flow * flow + mixing * mixing)
            let light = (flow + both) / 2 * (leaving ?? share(a)) + (flow - both) / 2 * (entering ?? share(b))
            rate3[from.rawValue] -= light
            rate3[to.rawValue] += light
            rate4[from.rawValue] -= flow - light
            rate4[to.rawValue] += flow - light
        }

        /// Lets mol/s out of the circuit.
        mutating func lose(_ flow: Double, _ from: HeliumPanel.Volume) {
            let light = flow * share(from.rawValue)
            rate3[from.rawValue] -= light
            rate4[from.rawValue] -= flow - light
        }

        /// How much of what is in a volume is ³He; of nearly nothing what is in a usual mixture, so that rounding decides nothing.
        private func share(_ volume: Int) -> Double {
            let all = Gas.positive(helium3[volume] + helium4[volume])
            return (helium3[volume] + 0.27e-9) / (all + 1e-9)
        }

        func write(to rates: inout MutableSpan<Double>, _ first: Int) {
            for volume in 0..<7 {
                rates[first + 2 * volume] = rate3[volume]
                rates[first + 2 * volume + 1] = rate4[volume]
            }
        }
    }
}
