import Glibc

/// What 1 mol/s lifts at cold plate and mixing chamber, as functions of the squares of temperatures.
///
/// All in J/mol, slopes in J/(mol·K²) by squares of temperatures; slopes by the flow are those of one mole's power
/// times the flow, so that nothing is divided by a flow that may vanish.
struct DilutionBalance {
    var base: Double
    var baseByPlate: Double
    var baseByBase: Double
    var baseByFlow: Double
    var plate: Double
    var plateByStill: Double
    var plateByPlate: Double
    var plateByBase: Double
    var plateByFlow: Double
}

/// The square of the temperature at which the concentrated stream leaves an exchanger, with slopes.
struct ExchangerOutlet {
    /// u_x in K².
    var value: Double
    /// ∂u_x/∂u_c.
    var byInlet: Double
    /// ∂u_x/∂a.
    var byCold: Double
    /// κ ∂u_x/∂κ in K².
    var byExchange: Double

    /// Solves du/dκ = −(u² − a²) from an inlet.
    ///
    ///     u_x = (u_c + a t)/(1 + u_c τ),   t = tanh aκ,   τ = t/a
    ///
    /// - Parameters:
    ///   - inlet: u_c in K².
    ///   - cold: a in K².
    ///   - exchange: κ in 1/K²; endless where it is nil or infinite.
    init(inlet: Double, cold a: Double, exchange: Double?) {
        let z = a * (exchange ?? .infinity)
        // Beyond, 1 − tanh is nothing; so is it where 0·∞ is no number.
        guard let k = exchange, z < 300 else {
            (value, byInlet, byCold, byExchange) = (a, 0, 1, 0)
            return
        }
        let t = tanh(z)
        let sech2 = 1 / (cosh(z) * cosh(z))
        // (tanh z)/z loses no digits; its derivative's difference does where z is small.
        let tau = z > 0 ? k * (t / z) : k
        let tauByCold =
            z < 0.02 ? k * k * z * (-2.0 / 3 + z * z * (8.0 / 15 - z * z * 34 / 105)) : (k * sech2 - tau) / a
        let denominator = 1 + inlet * tau
        value = (inlet + a * t) / denominator
        byInlet = sech2 / denominator / denominator
        byCold = (t + z * sech2 - value * inlet * tauByCold) / denominator
        byExchange = k * sech2 * (a * a - value * inlet) / denominator
    }
}

extension DilutionUnit {
    /// T₀² = (3R/(2·107))² in K²: where the dilute gas is no longer degenerate.
    private static let degeneracy = 0.1165578 * 0.1165578

    /// h in J/mol and dh/du, of dilute ³He at a square of temperature in K².
    ///
    /// Above 0.35 K, where no solution is accepted, it goes on along its tangent, which keeps the cold plate's power
    /// rising.
    static func diluteEnthalpy(_ u: Double) -> (value: Double, slope: Double) {
        let last = coldRange.upperBound * coldRange.upperBound
        let root = (1 + min(u, last) / degeneracy).squareRoot()
        let slope = 53.5 / root
        // 107T₀²(√(1 + x) − 1) without the loss of digits.
        return (107 * min(u, last) / (root + 1) + slope * max(0, u - last), slope)
    }

    /// What 1 mol/s lifts.
    ///
    /// - Parameters:
    ///   - s: the square of the still's temperature in K².
    ///   - c: of the cold plate's.
    ///   - a: of the mixing chamber's.
    ///   - flow: in mol/s, which sets what the exchanger is worth.
    func balance(_ s: Double, _ c: Double, _ a: Double, flow: Double) -> DilutionBalance {
        let outlet = ExchangerOutlet(inlet: c, cold: a, exchange: exchange.map { $0 / flow })
        let (warm, cold) = (Self.diluteEnthalpy(c), Self.diluteEnthalpy(a))
        let entering = c + inlet * (s - c)
        // κ falls as the flow rises: ṅ ∂/∂ṅ = −κ ∂/∂κ.
        return DilutionBalance(
            base: 95 * a - 11 * outlet.value, baseByPlate: -11 * outlet.byInlet, baseByBase: 95 - 11 * outlet.byCold,
            baseByFlow: 11 * outlet.byExchange,
            plate: warm.value - cold.value - 11 * (entering - outlet.value), plateByStill: -11 * inlet,
            plateByPlate: warm.slope - 11 * (1 - inlet) + 11 * outlet.byInlet,
            plateByBase: 11 * outlet.byCold - cold.slope, plateByFlow: -11 * outlet.byExchange)
    }

    /// The square of the temperature in K² to which a cold plate comes with nothing on it.
    ///
    /// Its balance rises with its own u, ever less so: Newton's method from 0 comes up to it from below, without a miss.
    func floatingPlate(_ s: Double, _ a: Double, flow: Double) -> Double {
        var c = 0.0
        for _ in 0..<100 {
            let balance = balance(s, c, a, flow: flow)
            let step = -balance.plate / balance.plateByPlate
            c += step
            if !(step > 1e-15 * c) { break }
        }
        return c
    }

    /// The temperatures in K of cold plate and mixing chamber with nothing on them.
    ///
    /// - Parameter still: the still's temperature in K.
    /// - Returns: for an endless exchanger 0 for the mixing chamber: what then limits it is not in this model.
    public func unloadedTemperatures(stillAt still: Double) -> (coldPlate: Double, base: Double) {
        let n = flow(stillAt: still).flow
        let s = still * still
        guard exchange != nil else { return (floatingPlate(s, 0, flow: n).squareRoot(), 0) }
        // The mixing chamber's power rises with its own temperature, the floating plate taken along.
        var (low, high) = (1e-9, still)
        while high / low > 1 + 1e-12 {
            let middle = (low * high).squareRoot()
            let a = middle * middle
            let plate = floatingPlate(s, a, flow: n)
            if balance(s, plate, a, flow: n).base > 0 { high = middle } else { low = middle }
        }
        return (floatingPlate(s, low * low, flow: n).squareRoot(), low)
    }
}
