import Quantities

/// The equation of a fit in a material file: exactly one of its keys.
struct EquationFile: Decodable, Sendable {
    /// a·T^b.
    struct Power: Decodable, Sendable {
        var coefficient: Double
        var exponent: Double
        var term: PowerSum.Term { PowerSum.Term(coefficient: coefficient, exponent: exponent) }
    }

    /// NIST's root-rational form for one purity.
    struct ForRatio: Decodable, Sendable {
        var residualResistanceRatio: Double
        var coefficients: [Double]
        enum CodingKeys: String, CodingKey {
            case coefficients
            case residualResistanceRatio = "residual_resistance_ratio"
        }
    }

    struct Chebyshev: Decodable, Sendable {
        var coefficients: [Double]
        var lnTemperature: [Double]
        enum CodingKeys: String, CodingKey {
            case coefficients
            case lnTemperature = "ln_temperature"
        }
    }

    struct Table: Decodable, Sendable {
        var temperatures: [Double]
        var values: [Double]
        enum CodingKeys: String, CodingKey {
            case values
            case temperatures = "temperature_K"
        }
    }

    struct Superconducting: Decodable, Sendable {
        var criticalTemperature: Temperature
        var gapRatio: Double
        var normalSlope: Double?
        var normalSlopeOf: String?
        var phonons: Power
        enum CodingKeys: String, CodingKey {
            case phonons
            case criticalTemperature = "critical_temperature"
            case gapRatio = "gap_ratio"
            case normalSlope = "normal_slope"
            case normalSlopeOf = "normal_slope_of"
        }
    }

    struct Contracting: Decodable, Sendable {
        var coefficients: [Double]
        var lowest: Temperature
        var constant: Double
    }

    struct Expanding: Decodable, Sendable {
        var log10Polynomial: [Double]
        var lowest: Temperature
        enum CodingKeys: String, CodingKey {
            case lowest
            case log10Polynomial = "log10_polynomial"
        }
    }

    var log10Polynomial: [Double]?
    var lnPolynomial: [Double]?
    var rootRational: [ForRatio]?
    var constant: Double?
    var powerLaw: Power?
    var powers: [Power]?
    var chebyshev: Chebyshev?
    var table: Table?
    var superconductor: Superconducting?
    var contraction: Contracting?
    var expansion: Expanding?
    var hustLankford: HustLankfordFile?
    var residualLimitOf: String?
    var resistivity: ResistivityFile?

    enum CodingKeys: String, CodingKey {
        case constant, powers, chebyshev, table, superconductor, contraction, expansion, resistivity
        case log10Polynomial = "log10_polynomial"
        case lnPolynomial = "ln_polynomial"
        case rootRational = "root_rational"
        case powerLaw = "power_law"
        case hustLankford = "hust_lankford"
        case residualLimitOf = "residual_limit_of"
    }
}

/// The constants of the Hust–Lankford model in a material file.
struct HustLankfordFile: Decodable, Sendable {
    struct Interaction: Decodable, Sendable {
        var constant: Double?
        var coefficient: Double?
        var reference: Double?
        var exponent: Double?
    }
    struct Correction: Decodable, Sendable {
        var amplitude: Double
        var zero: Temperature?
        var centre: Temperature
        var width: Double
    }

    var p: [Double]
    var interaction: Interaction
    var iceResistivity: Double
    var lorenzNumber: Double
    var corrections: [Correction]
    var residualResistanceRatio: [Double]

    enum CodingKeys: String, CodingKey {
        case p, interaction, corrections
        case iceResistivity = "ice_resistivity"
        case lorenzNumber = "lorenz_number"
        case residualResistanceRatio = "residual_resistance_ratio"
    }

    var model: HustLankford {
        let p7: HustLankford.Interaction =
            if let coefficient = interaction.coefficient {
                .impurity(
                    coefficient: coefficient, reference: interaction.reference ?? 1,
                    exponent: interaction.exponent ?? 0)
            } else {
                .constant(interaction.constant ?? 0)
            }
        let terms = corrections.map {
            HustLankford.Correction(
                amplitude: $0.amplitude, zero: $0.zero?.si, centre: $0.centre.si, width: $0.width)
        }
        return HustLankford(
            p: p, interaction: p7, iceResistivity: iceResistivity, lorenzNumber: lorenzNumber, corrections: terms)
    }
}

/// The constants of the resistivity model in a material file.
struct ResistivityFile: Decodable, Sendable {
    var p: [Double]
    var iceResistivity: Double
    var magnetoresistance: [Double]?
    var residualResistanceRatio: [Double]

    enum CodingKeys: String, CodingKey {
        case p, magnetoresistance
        case iceResistivity = "ice_resistivity"
        case residualResistanceRatio = "residual_resistance_ratio"
    }
}
