/// How the fleet is: the answer of `/api/v1/fleet`.
struct FleetAnswer: Codable, Sendable {
    /// Now, by the fleet's clock.
    var now: String
    /// How many times as fast as the wall's clock that runs.
    var speed: Double
    /// Whether everything is simulated, as an example.
    var demonstration: Bool
    /// Whether the past is shown as if live.
    var replay: Bool
    /// What the fleet is.
    var title: String
    /// How much of its past a demonstration has; nil once it has all.
    @Nullable var backfill: Backfill?
    var devices: [DeviceAnswer]

    struct Backfill: Codable, Sendable, Hashable {
        /// 0 to 1.
        var done: Double
    }
}

/// How a device is, in short.
struct DeviceAnswer: Codable, Sendable, Hashable {
    var name: String
    var kind: Device.Kind
    var title: String
    var phase: Phase
    @Nullable var since: String?
    /// When its past begins; nil as long as it has none.
    @Nullable var oldest: String?
    /// Whether stages and vacuum are within their limits; nil where nobody can tell.
    @Nullable var within: Bool?
    /// For a person, in a line.
    var summary: String
    @Nullable var eta: Expected?
    @Nullable var procedure: ProcedureStep?
    var stages: [StageAnswer]
    var compressor: Compressor
    var power: Power
    var vacuum: Vacuum
    var notes: [String]
    var source: Source

    /// What is expected, and when.
    struct Expected: Codable, Sendable, Hashable {
        var event: String
        var time: String
    }

    struct ProcedureStep: Codable, Sendable, Hashable {
        var name: String
        var step: String
        var title: String
    }

    struct StageAnswer: Codable, Sendable, Hashable {
        var name: String
        var channel: String
        @Nullable var node: String?
        @Nullable var temperature: Double?
        var quality: String
        @Nullable var time: String?
        @Nullable var limit: Double?
        @Nullable var within: Bool?

        enum CodingKeys: String, CodingKey {
            case name, channel, node, quality, time, within
            case temperature = "temperature_K"
            case limit = "limit_K"
        }
    }

    struct Compressor: Codable, Sendable, Hashable {
        @Nullable var on: Bool?
        var quality: String
        @Nullable var high: Double?
        @Nullable var oil: Double?

        enum CodingKeys: String, CodingKey {
            case on, quality
            case high = "high_Pa"
            case oil = "oil_K"
        }
    }

    struct Power: Codable, Sendable, Hashable {
        @Nullable var still: Double?
        @Nullable var base: Double?

        enum CodingKeys: String, CodingKey {
            case still = "still_W"
            case base = "base_W"
        }
    }

    struct Vacuum: Codable, Sendable, Hashable {
        @Nullable var pressure: Double?
        var quality: String
        @Nullable var limit: Double?
        @Nullable var within: Bool?

        enum CodingKeys: String, CodingKey {
            case quality, within
            case pressure = "pressure_Pa"
            case limit = "limit_Pa"
        }
    }

    struct Source: Codable, Sendable, Hashable {
        var kind: String
        var state: SourceState.Name
        @Nullable var reason: String?
        @Nullable var lastReading: String?
    }
}

/// A value that is written as null where there is none, so that every answer has the same keys.
@propertyWrapper
struct Nullable<Value: Codable & Sendable & Hashable>: Codable, Sendable, Hashable {
    var wrappedValue: Value?

    init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}

extension KeyedDecodingContainer {
    /// What is null or absent is nothing; the schema then says that it may be.
    func decode<Value>(_ type: Nullable<Value>.Type, forKey key: Key) throws -> Nullable<Value> {
        Nullable(wrappedValue: try decodeIfPresent(Value.self, forKey: key))
    }
}
