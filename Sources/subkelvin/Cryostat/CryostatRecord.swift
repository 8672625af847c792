import Cryogenics

/// A cryostat at rest as JSON.
struct CryostatRecord: Encodable {
    struct StageRecord: Encodable {
        var name: String
        var temperatureK: Double
        var limitK: Double
        var loadW: Double
        var capacityW: Double?
        var margin: Double?

        init(_ stage: StageState) {
            name = stage.stage.rawValue
            (temperatureK, limitK, loadW) = (stage.temperature, stage.limit, stage.load)
            capacityW = finite(stage.capacity)
            margin = finite(stage.margin)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(temperatureK, forKey: .temperatureK)
            try container.encode(limitK, forKey: .limitK)
            try container.encode(loadW, forKey: .loadW)
            // null, not absent: the stage has one, and it is not known or no number.
            try container.encode(capacityW, forKey: .capacityW)
            try container.encode(margin, forKey: .margin)
        }

        enum CodingKeys: String, CodingKey {
            case name, margin
            case temperatureK = "temperature_K"
            case limitK = "limit_K"
            case loadW = "load_W"
            case capacityW = "capacity_W"
        }
    }

    struct LineRecord: Encodable {
        var name: String
        var count: Double
        var noisePhotons: Double?
        var noisePhotonsWithoutCables: Double?

        enum CodingKeys: String, CodingKey {
            case name, count
            case noisePhotons = "noise_photons"
            case noisePhotonsWithoutCables = "noise_photons_without_cables"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(count, forKey: .count)
            // null, not absent: the line is there and has no such number.
            try container.encode(noisePhotons, forKey: .noisePhotons)
            try container.encode(noisePhotonsWithoutCables, forKey: .noisePhotonsWithoutCables)
        }
    }

    struct SourceRecord: Encodable {
        var name: String
        var kind: HeatSource.Kind
        var receivedW: [Double]
        var passedOnW: [Double]

        enum CodingKeys: String, CodingKey {
            case name, kind
            case receivedW = "received_W"
            case passedOnW = "passed_on_W"
        }
    }

    var name: String
    var title: String
    var stages: [StageRecord]
    var lines: [LineRecord]
    var sources: [SourceRecord]
    var limitedBy: String?
    var faults: [String]
    var cautions: [String]
    var frequencyHz: Double
    var heatBalance: Double

    enum CodingKeys: String, CodingKey {
        case name, title, stages, lines, sources, faults, cautions
        case limitedBy = "limited_by"
        case frequencyHz = "frequency_Hz"
        case heatBalance = "heat_balance"
    }

    init(_ state: CryostatState) {
        name = state.model.description.name
        title = state.model.description.title
        stages = state.stages.map { StageRecord($0) }
        lines = state.lines.map {
            LineRecord(
                name: $0.name, count: $0.count, noisePhotons: $0.noisePhotons,
                noisePhotonsWithoutCables: $0.noisePhotonsWithoutCables)
        }
        sources = state.sources.map {
            SourceRecord(name: $0.name, kind: $0.kind, receivedW: $0.received, passedOnW: $0.passedOn)
        }
        limitedBy = state.limiting?.stage.rawValue
        faults = state.faults
        cautions = state.cautions
        frequencyHz = state.frequency
        heatBalance = state.heatBalance
    }
}

/// A number as JSON and tables have it: nothing where it is none.
func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
