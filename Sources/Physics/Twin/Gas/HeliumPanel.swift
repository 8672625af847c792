import Cryogenics
import Glibc

/// The gas-handling panel of a dilution refrigerator, and the unit it serves: volumes, tubes, pumps and what they hold.
///
/// ```
///   unit ── still line (P2) ─v1─ turbo1 ─v4─ backing (P4) ── scroll1 ── exhaust ─v10─ trap (P3) ─v7─v9─ impedance ── unit
///              │      └────── v2, v3 ──────────┘                         │  └─v11─ compressor ─v12─┘   │
///              └─v6─ tank (P5) ─────────────────────── v13, v20 ─────────┘                             │
///                      └──────────────────────────────── v21 ──────────────────────────────────────────┘
/// ```
/// v5 and v17 open still line and trap to the service manifold (P6), which scroll2 pumps through v19. Everything but the unit is
/// at room temperature. Relief valves open to the tank at 3 bar.
///
/// Sizes are those of a usual machine of 0.48 mmol/s, assumed, and in proportion for others: 3.3 mol of mixture, 27 % of it ³He, a
/// tank of 110 l. Pumping line and impedance follow from the rated flow.
struct HeliumPanel: Sendable, Hashable {
    /// Where gas is.
    enum Volume: Int, CaseIterable, Sendable {
        case stillLine, backing, exhaust, trap, tank, service, unit

        /// The one whose pressure a gauge reads, 2 to 6; nil for the others.
        init?(gauge: Int) {
            switch gauge {
            case 2: self = .stillLine
            case 3: self = .trap
            case 4: self = .backing
            case 5: self = .tank
            case 6: self = .service
            default: return nil
            }
        }
    }

    /// In m³, in the order of the volumes; the last is what gas fills in the unit.
    let volumes: [Double]
    /// How much ³He and ⁴He the machine was filled with, in mol.
    let helium3: Double
    let helium4: Double
    /// What circulates at the rated temperature of the still, in mol/s.
    let ratedFlow: Double
    /// That temperature in K.
    let ratedStill: Double

    /// From the still to the panel, at a mean temperature of 100 K.
    let pumpingLine: GasTube.Passage
    /// From the still line to scroll1 past turbo1, through valves of full and of small bore.
    let bypass: GasTube.Passage
    let narrow: GasTube.Passage
    /// Between scroll pump, trap and tank: 8 mm wide.
    let tubing: GasTube.Passage
    /// What the throttled valves of supply let through, in mol/(s·Pa).
    let supply: Double
    let turbo: TurboPump
    let scroll: ScrollPump
    let compressor: DiaphragmCompressor
    /// Through the cold impedance, which liquid fills, in mol/(s·Pa).
    let impedance: Double
    /// What is pumped with everything in order, by the still's temperature.
    let healthy: HealthyFlow

    /// Of ³He in the mixture.
    static let share = 0.9 / 3.3
    /// Of the panel in K.
    static let room = 293.0
    /// Above which pressure in Pa relief valves open.
    static let relief = 3e5
    /// How much of the mixture is liquid at work; the rest circulates.
    static let liquidShare = 0.985
    /// The molar volume times pressure of the panel's gas, RT in J/mol.
    static let thermal = HeliumMixture.gasConstant * room

    /// A panel for a unit with a rated flow in mol/s at a temperature of its still in K.
    init(ratedFlow: Double, ratedStill: Double) {
        let size = ratedFlow / 476e-6
        self.ratedFlow = ratedFlow
        self.ratedStill = ratedStill
        helium3 = Self.share * 3.3 * size
        helium4 = (1 - Self.share) * 3.3 * size
        volumes = [0.02, 0.002, 0.0005, 0.002, 0.11, 0.001, 0.0004].map { $0 * size }
        let vapour = Self.vapour(ratedStill, helium3: Self.share).pressure
        // The pump takes the rated flow at a fifth of the still's pressure.
        let inlet = 0.2 * vapour
        turbo = TurboPump(
            speed: ratedFlow * Self.thermal / inlet, compression: 1e5, startTime: 240, throughputLimit: 2 * ratedFlow)
        scroll = ScrollPump(speed: 0.0083 * size, ultimate: 1, highestOutlet: 1.5e5)
        compressor = DiaphragmCompressor(speed: 0.001 * size, ultimate: 1e3, highestOutlet: 2.2e5)
        // At work the trap stands at 0.4 bar.
        impedance = ratedFlow / 0.4e5
        // Full, the tank gives 0.6 mmol/s.
        supply = 0.6e-3 * size / (3.3 * Self.thermal / 0.11)
        bypass = GasTube(diameter: 0.025, length: 1).passage(temperature: Self.room, gas: .helium4)
        tubing = GasTube(diameter: 0.008, length: 2).passage(temperature: Self.room, gas: .helium4)
        narrow = GasTube(diameter: 0.006, length: 1).passage(temperature: Self.room, gas: .helium4)
        // The line that lets the rated flow through, from the still's pressure to the pump's.
        var (low, high) = (1e-3, 1.0)
        for _ in 0..<60 {
            let middle = (low * high).squareRoot()
            let flow = GasTube(diameter: middle, length: 1).flow(
                from: vapour, to: inlet, temperature: 100, gas: .helium3)
            if flow > ratedFlow { high = middle } else { low = middle }
        }
        pumpingLine = GasTube(diameter: high, length: 1).passage(temperature: 100, gas: .helium3)
        let (inside, outside) = (volumes[6], volumes[0])
        healthy = HealthyFlow(line: pumpingLine, turbo: turbo, scroll: scroll) { still in
            Self.between(inside, at: still, outside)
        }
    }

    /// What two volumes together take up by a Pa between them, in mol/Pa: the first at a temperature of its own, the second at that
    /// of the room.
    func capacity(between first: Volume, at temperature: Double = room, and second: Volume) -> Double {
        Self.between(volumes[first.rawValue], at: temperature, volumes[second.rawValue])
    }

    private static func between(_ first: Double, at temperature: Double, _ second: Double) -> Double {
        let (a, b) = (first / max(temperature, 0.05), second / room)
        return a * b / ((a + b) * HeliumMixture.gasConstant)
    }

    /// All of the mixture in mol.
    var inventory: Double { helium3 + helium4 }

    /// The vapour pressure in Pa over the unit's liquid, and the share of ³He in the vapour.
    ///
    /// Osmotic pressure drives ³He to the still: the vapour pressure of each isotope counts until little of it is left among the
    /// other, below a tenth of ³He, a twentieth of ⁴He (assumed).
    ///
    /// - Parameters:
    ///   - temperature: of the still in K.
    ///   - share: of ³He in what the unit holds, 0 to 1; 0.27 at work.
    static func vapour(_ temperature: Double, helium3 share: Double) -> (pressure: Double, share: Double) {
        // Far above the critical point there is no liquid; the continuation only has to be high.
        let t = min(max(temperature, 1e-2), 50)
        let first = exp(HeliumMixture.vapour(t).logarithm) * smoothStep(share / 0.1)
        let second = exp(HeliumMixture.vapour4(t).logarithm) * smoothStep((1 - share) / 0.05)
        return (first + second, first / (first + second))
    }

    /// The flow in mol/s that a unit pumps with everything in order, by the temperature of its still: from 0.1 to 10 K.
    ///
    /// Line, turbo and scroll pump in series, solved beforehand; between the points cubics in logarithms.
    struct HealthyFlow: Sendable, Hashable {
        private let values: [Double]
        private static let lowest = log(0.1)
        private static let step = log(100.0) / 400

        init(line: GasTube.Passage, turbo: TurboPump, scroll: ScrollPump, capacity: (Double) -> Double) {
            values = (0...400).map { point in
                let still = exp(Self.lowest + Double(point) * Self.step)
                let between = capacity(still)
                let vapour = HeliumPanel.vapour(still, helium3: HeliumPanel.share).pressure
                var (low, high) = (0.0, vapour)
                var flow = 0.0
                for _ in 0..<80 {
                    let inlet = (low + high) / 2
                    flow = line.flow(from: vapour, to: inlet, between: between)
                    let outlet = flow * HeliumPanel.thermal / scroll.speed + 1.5 * scroll.ultimate
                    let pumped = turbo.flow(
                        inlet: inlet, outlet: outlet, rotation: 1, temperature: HeliumPanel.room)
                    if flow > pumped { low = inlet } else { high = inlet }
                }
                return log(max(flow, 1e-30))
            }
        }

        func flow(stillAt temperature: Double) -> Double {
            let place = (log(min(max(temperature, 0.1), 10)) - Self.lowest) / Self.step
            let index = min(max(Int(place), 1), values.count - 3)
            let x = place - Double(index)
            let (a, b, c, d) = (values[index - 1], values[index], values[index + 1], values[index + 2])
            // Catmull and Rom's cubic.
            let linear = (c - a) / 2
            let square = a - 2.5 * b + 2 * c - d / 2
            let cube = 1.5 * (b - c) + (d - a) / 2
            return exp(b + x * (linear + x * (square + x * cube)))
        }
    }
}

/// 0 below 0, 1 above 1, and smoothly between.
@inline(__always)
func smoothStep(_ x: Double) -> Double {
    let t = min(max(x, 0), 1)
    return t * t * (3 - 2 * t)
}
