import Glibc

/// The vacuum of a cryostat or link: what gas there is, what carries heat, what freezes out, what comes from walls.
///
/// Helium, air (as N₂) and water, each with an amount in the gas and one on cold walls; the walls of the can give off water, less
/// and less. All of it at one pressure, as a gauge at the can reads it. Helium and air stick to the 4K stage, water to 50K; what
/// freezes gives its heat there.
///
/// Through v22 of each panel helium comes in from a bottle, as exchange gas to warm up with.
///
/// Between neighbouring stages gas conducts as between parallel walls, by ``Gas/heatTransfer(pressure:warm:cold:gap:areaRatio:)``;
/// the sum of what its parts would by themselves. Within the 4K stage there is no more air and water than its walls leave: what
/// comes in freezes there, and a good vacuum outside would else carry nanowatts to a base that rests on as little.
struct VacuumSpace: Sendable {
    /// Of the can, in m³.
    let volume: Double
    let outgassing: Outgassing
    /// How much of what comes through seals freezes on a square metre of 50K at a node or cooling unit, and along a link, in m⁻².
    let iceAtPlates: Double
    let iceAlongLink: Double
    /// Between can and 50K, 50K and 4K, and so on, in m.
    let gap = 0.02
    let gapCount: Int
    /// Air and helium that come in by seals, in mol/s (assumed; 10⁻⁸ mbar·l/s of air a metre of seal for twenty metres).
    let airLeak = 1e-9
    let heliumLeak = 1e-12
    private let helium: CryoSurface
    private let air: CryoSurface
    private let water: CryoSurface

    /// States: helium, air, water in the gas; the same on cold walls; water on the walls of the can.
    static let stateCount = 7
    /// How many of them are in the gas.
    static let gasCount = 3
    /// Water on cold walls.
    static let ice = 5
    static let stateNames = [
        "helium", "air", "water", "helium on cold walls", "frozen air", "ice", "water on warm walls",
    ]
    /// Of a turbo pump for the can, and the scroll pump behind it.
    private static let turbo = TurboPump(speed: 0.3, compression: 1e7, startTime: 240, throughputLimit: 1.7e-3)
    private static let scroll = ScrollPump(speed: 0.0083, ultimate: 1, highestOutlet: 2e5)
    private static let vent = GasTube.valve(diameter: 0.004).passage(temperature: HeliumPanel.room, gas: .nitrogen)
    private static let atmosphere = 101_325.0
    /// What a needle valve from a helium bottle at the pressure of the air lets into an empty can, in mol/s (assumed).
    private static let exchangeGas = 2e-6
    /// What freezing gives, with what cooling the gas from 300 K does, in J/mol: helium that sticks, air, water.
    private static let heats = (helium: 7e3, air: 15e3, water: 58e3)

    /// Length of seals in m: of the can of a node or cooling unit with all its ports, and of each metre of a link, whose can has two
    /// of 0.3 m across for every 2.5 m.
    ///
    /// The first is chosen for the 50K plates of nodes to warm half as fast as the middle of their spans, as arXiv:2604.15971,
    /// section IV, measured.
    private static let seals = (plate: 40.0, metre: 0.75)

    /// A can around plates, and the link between them.
    ///
    /// - Parameters:
    ///   - plates: how many.
    ///   - length: of the link in m.
    ///   - plateArea: of the 50K shield of each plate in m².
    ///   - linkArea: of all 50K shields between plates in m².
    ///   - coldArea: of the whole 4K stage in m².
    ///   - gapCount: how many gaps there are between can and base.
    init(plates: Int, length: Double, plateArea: Double, linkArea: Double, coldArea: Double, gapCount: Int) {
        let count = Double(plates)
        volume = 0.3 * count + 0.12 * length
        let warmArea = 3 * count + 1.3 * length
        let shieldArea = plateArea * count + linkArea
        // At 50 K a molecule of water stays where it strikes first, near the seal that it came through.
        let seals = Self.seals.plate * count + Self.seals.metre * length
        iceAtPlates = Self.seals.plate / seals / plateArea
        iceAlongLink = linkArea > 0 ? Self.seals.metre * length / seals / linkArea : iceAtPlates
        self.gapCount = gapCount
        outgassing = Outgassing(area: warmArea)
        helium = .helium(area: coldArea, roughness: 10)
        air = CryoSurface(area: coldArea, gas: .nitrogen, capacity: nil)
        water = CryoSurface(area: shieldArea, gas: .water, capacity: nil)
    }

    /// Full of air of a room.
    var openStates: [Double] {
        let amount = Self.atmosphere * volume / HeliumPanel.thermal
        return [5e-6 * amount, 0.99 * amount, 0.01 * amount, 0, 0, 0, outgassing.full]
    }

    /// The pressure in Pa.
    func pressure(_ states: ArraySlice<Double>) -> Double {
        states.prefix(Self.gasCount).reduce(0) { $0 + Gas.positive($1) } * HeliumPanel.thermal / volume
    }

    /// Writes the rates of its states, and the factors of its gaps in W/(m²·K).
    ///
    /// - Parameters:
    ///   - states: of the plant; its own are the first.
    ///   - stages: the temperatures of a node's plates in K, from warm to cold.
    ///   - pumps: the controls of each node, whose panels all pump it.
    ///   - rotations: of their turbo pumps.
    ///   - room: in K.
    ///   - leaks: what comes in besides, in mol/s.
    ///   - rates: written.
    ///   - factors: where those of the gaps begin among the outputs.
    /// - Returns: heat in W into the 50K and 4K stages by what freezes.
    func evaluate(
        _ states: Span<Double>, stages: borrowing [Double], pumps: [PlateControls], rotations: [Double],
        room: Double, leaks: (helium: Double, air: Double, water: Double), into outputs: inout MutableSpan<Double>,
        factors: Int
    ) -> (fifty: Double, four: Double) {
        let scale = HeliumPanel.thermal / volume
        let (n0, n1, n2) = (states[0], states[1], states[2])
        let (p0, p1, p2) = (n0 * scale, n1 * scale, n2 * scale)
        let total = p0 + p1 + p2
        // What pumps take a second, as a share of all that is there.
        let pressure = abs(total) + 1e-9
        var pumped = 0.0
        var open = 0.0
        var needle = 0.0
        for (index, controls) in pumps.enumerated() {
            pumped += flow(pressure, controls, rotation: rotations[index])
            if controls[valve: 18] { open += Self.vent.flow(from: Self.atmosphere, to: total) }
            if controls[valve: 22] { needle += Self.exchangeGas * (1 - total / Self.atmosphere) }
        }
        // A can that is warmer than what froze in it opens its relief valve to the room.
        let excess = total - 1.1 * Self.atmosphere
        if excess > 0 { open -= 1e-5 * excess * excess / (excess + 1e3) }
        // What leaves is of each gas in proportion, what enters is air.
        let entering = Gas.positive(open)
        let share = (pumped + entering - open) * scale / pressure
        let onHelium = helium.rate(pressure: p0, gasTemperature: room, surface: stages[1], amount: states[3])
        let onAir = air.rate(pressure: p1, gasTemperature: room, surface: stages[1], amount: states[4])
        let onWater = water.rate(pressure: p2, gasTemperature: room, surface: stages[0], amount: states[5])
        let wall = outgassing.rate(amount: states[6])
        outputs[0] = heliumLeak + leaks.helium + needle + 5e-6 * entering - share * n0 - onHelium
        outputs[1] = airLeak + leaks.air + 0.99 * entering - share * n1 - onAir
        outputs[2] = wall + leaks.water + 0.01 * entering - share * n2 - onWater
        outputs[3] = onHelium
        outputs[4] = onAir
        outputs[5] = onWater
        outputs[6] = -wall
        var warm = room
        for gap in 0..<gapCount {
            let cold = stages[gap]
            // Walls below some 2 K hold all helium that comes to them.
            let free = gap < 2 ? p0 : p0 * smoothStep((cold - 1.2) / 1.8)
            var factor = Gas.helium4.heatTransfer(pressure: free, warm: warm, cold: cold, gap: self.gap, areaRatio: 0.9)
            let (air, water) = gap < 2 ? (p1, p2) : (Self.left(p1, .nitrogen, warm), Self.left(p2, .water, warm))
            factor += Gas.nitrogen.heatTransfer(pressure: air, warm: warm, cold: cold, gap: self.gap, areaRatio: 0.9)
            factor += Gas.water.heatTransfer(pressure: water, warm: warm, cold: cold, gap: self.gap, areaRatio: 0.9)
            outputs[factors + gap] = factor
            warm = cold
        }
        return (Self.heats.water * onWater, Self.heats.helium * onHelium + Self.heats.air * onAir)
    }

    /// How much more radiation the insulation of 50K takes with ice on it: 1 + βNa, β = 5 m²/mol.
    ///
    /// - Parameters:
    ///   - ice: N, in mol.
    ///   - share: a, ``iceAtPlates`` or ``iceAlongLink``.
    /// - Source: that gas which comes through the seals freezes on the insulation and makes it reflect less is what arXiv:2604.15971,
    ///   section IV, supposes; β is assumed, small enough for the ice of a tight can to do nothing.
    func shine(ice: Double, _ share: Double) -> Double { 1 + 5 * Gas.positive(ice) * share }

    /// What is left within cold walls of a gas that freezes there, in Pa: p pₛ/(p + pₛ), with pₛ of its frost.
    private static func left(_ pressure: Double, _ frost: Frost, _ wall: Double) -> Double {
        let saturated = frost.pressure(at: wall)
        return pressure * saturated / (abs(pressure) + saturated + 1e-100)
    }

    /// What the pumps of a panel take at a pressure, in mol/s.
    private func flow(_ pressure: Double, _ controls: PlateControls, rotation: Double) -> Double {
        guard controls.scroll2 else { return 0 }
        var result = 0.0
        if controls[valve: 16] { result += Self.scroll.flow(inlet: pressure, outlet: 0, isOn: true) }
        if controls[valve: 14], controls[valve: 15] {
            let turbo = Self.turbo.flow(
                inlet: pressure, outlet: 0, rotation: rotation, temperature: HeliumPanel.room)
            // The scroll pump behind it sees the gas compressed.
            let behind =
                Self.scroll.speed * pressure * exp(rotation * log(Self.turbo.compression)) / HeliumPanel.thermal
            result += turbo * behind / max(turbo + behind, 1e-300)
        }
        return result
    }
}
