import Cryogenics
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

    /// How much less pumps take from a still in K than a unit's law means to flow, but for what that is at its rated temperature.
    ///
    /// The law's flow goes on with the vapour pressure; that of pumps, of which all in order take `healthy` in mol/s, is bounded by
    /// tubes and speed. 1 of measured curves, whose circulation is that of their rest.
    func flowRatio(healthy: Double, still: Double, _ panel: HeliumPanel) -> Double {
        guard case .unit(let unit, _) = self else { return 1 }
        let meant = unit.flow(stillAt: min(still, 1.5)).flow / unit.flow
        return healthy / panel.healthy.flow(stillAt: panel.ratedStill) / meant
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
