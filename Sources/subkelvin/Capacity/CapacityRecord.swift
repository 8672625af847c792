import Cryogenics
import Planning

/// A count of qubits as JSON.
struct CapacityRecord: Encodable {
    struct Limit: Encodable {
        var name: String
        var qubits: Double?
    }

    struct Heat: Encodable {
        var stage: String
        var conductedW: Double
        var givenOffW: Double
        var devicesW: Double

        enum CodingKeys: String, CodingKey {
            case stage
            case conductedW = "conducted_W"
            case givenOffW = "given_off_W"
            case devicesW = "devices_W"
        }
    }

    struct Contribution: Encodable {
        var input: String
        var relative: Double
        var source: String
        var qubitsLess: Double
        var qubitsMore: Double

        enum CodingKeys: String, CodingKey {
            case input, relative, source
            case qubitsLess = "qubits_if_less"
            case qubitsMore = "qubits_if_more"
        }
    }

    struct Grid: Encodable {
        var columns: String
        var rows: String
        var columnFactors: [Double]
        var rowFactors: [Double]
        var qubits: [[Double]]

        enum CodingKeys: String, CodingKey {
            case columns, rows, qubits
            case columnFactors = "column_factors"
            case rowFactors = "row_factors"
        }
    }

    struct Assumption: Encodable {
        var what: String
        var source: String
    }

    var temperatureK: Double
    var stage: String?
    var qubits: Int
    var limitedBy: String
    var qubitsLow: Int
    var qubitsHigh: Int
    var reason: String?
    var limits: [Limit]
    var perQubit: [Heat]
    var contributions: [Contribution]
    var grid: Grid?
    var state: CryostatRecord?
    var assumptions: [Assumption]

    enum CodingKeys: String, CodingKey {
        case stage, qubits, reason, limits, contributions, grid, state, assumptions
        case temperatureK = "temperature_K"
        case limitedBy = "limited_by"
        case qubitsLow = "qubits_low"
        case qubitsHigh = "qubits_high"
        case perQubit = "per_qubit"
    }

    init(_ one: CapacityCase) {
        let answer = one.answer
        temperatureK = one.temperature
        stage = one.stage?.rawValue
        qubits = answer.count.whole
        limitedBy = answer.count.limitedBy.name
        qubitsLow = whole(answer.low)
        qubitsHigh = whole(answer.high)
        reason = answer.reason
        limits = answer.limits.map { Limit(name: $0.limit.name, qubits: $0.qubits) }
        perQubit = answer.perQubit.map {
            Heat(
                stage: $0.stage.rawValue, conductedW: $0.conducted, givenOffW: $0.givenOff, devicesW: $0.devices)
        }
        contributions = answer.contributions.map {
            Contribution(
                input: $0.uncertainty.name, relative: $0.uncertainty.relative, source: $0.uncertainty.source,
                qubitsLess: $0.less, qubitsMore: $0.more)
        }
        grid = answer.grid.map {
            Grid(
                columns: $0.first.name, rows: $0.second.name, columnFactors: $0.firstFactors,
                rowFactors: $0.secondFactors, qubits: $0.counts)
        }
        state = answer.state.map(CryostatRecord.init)
        assumptions = one.assumptions.map { Assumption(what: $0.what, source: $0.source) }
    }
}
