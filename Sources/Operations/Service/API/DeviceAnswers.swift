internal import Configuration

/// A device with all its channels and what happened last: the answer of `/api/v1/devices/{device}`.
struct DeviceDetail: Codable, Sendable {
    var device: DeviceAnswer
    var channels: [ChannelAnswer]
    var events: [EventAnswer]

    private enum CodingKeys: String, CodingKey { case channels, events }

    init(_ device: DeviceAnswer, channels: [ChannelAnswer], events: [EventAnswer]) {
        self.device = device
        self.channels = channels
        self.events = events
    }

    init(from decoder: any Decoder) throws {
        device = try DeviceAnswer(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        channels = try container.decode([ChannelAnswer].self, forKey: .channels)
        events = try container.decode([EventAnswer].self, forKey: .events)
    }

    func encode(to encoder: any Encoder) throws {
        try device.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(channels, forKey: .channels)
        try container.encode(events, forKey: .events)
    }
}

/// What a channel said last.
struct ChannelAnswer: Codable, Sendable, Hashable {
    var name: String
    var unit: String
    var quantity: String
    @Nullable var value: Double?
    var quality: String
    var time: String
    var age: Double

    enum CodingKeys: String, CodingKey {
        case name, unit, quantity, value, quality, time
        case age = "age_s"
    }
}

/// Something that happened.
struct EventAnswer: Codable, Sendable, Hashable {
    var time: String
    var channel: String
    var event: String
    @Nullable var value: Double?
}

/// Channels in time: the answer of `…/series` and `…/prediction`.
struct SeriesAnswer: Codable, Sendable {
    var from: String
    var to: String
    var series: [ChannelSeries]
    /// Why a prediction is empty.
    @Nullable var reason: String?

    struct ChannelSeries: Codable, Sendable {
        var channel: String
        var unit: String
        /// How long a point is, in s; 0 where each is a reading.
        var resolution: Double
        var points: [Point]
        /// From and to in ms since 1970, where nothing was heard.
        var gaps: [[Double]]

        enum CodingKeys: String, CodingKey {
            case channel, unit, points, gaps
            case resolution = "resolution_s"
        }
    }

    /// `[ms, min, mean, max, quality]`.
    struct Point: Codable, Sendable, Hashable {
        /// In ms since 1970.
        var time: Double
        var min: Double?
        var mean: Double?
        var max: Double?
        /// The code of the worst quality.
        var quality: UInt8

        init(time: Double, min: Double?, mean: Double?, max: Double?, quality: UInt8) {
            self.time = time
            self.min = min
            self.mean = mean
            self.max = max
            self.quality = quality
        }

        init(from decoder: any Decoder) throws {
            var items = try decoder.unkeyedContainer()
            time = try items.decode(Double.self)
            min = try items.decode(Double?.self)
            mean = try items.decode(Double?.self)
            max = try items.decode(Double?.self)
            quality = try items.decode(UInt8.self)
        }

        func encode(to encoder: any Encoder) throws {
            var items = encoder.unkeyedContainer()
            try items.encode(time)
            try items.encode(min)
            try items.encode(mean)
            try items.encode(max)
            try items.encode(quality)
        }
    }
}

/// The gas-handling panel now: the answer of `…/panel`.
///
/// What was not heard of is left out of its list.
struct PanelAnswer: Codable, Sendable {
    var valves: [String: Bool]
    var pumps: [String: Bool]
    var gauges: [String: Gauge]
    @Nullable var flow: Double?
    var switches: [String: Bool]
    /// In W.
    var heaters: [String: Double]

    struct Gauge: Codable, Sendable, Hashable {
        @Nullable var pressure: Double?
        var quality: String

        enum CodingKeys: String, CodingKey {
            case quality
            case pressure = "pressure_Pa"
        }
    }

    enum CodingKeys: String, CodingKey {
        case valves, pumps, gauges, switches, heaters
        case flow = "flow_mol_per_s"
    }
}

/// The temperature along a link: the answer of `…/profile`.
struct ProfileAnswer: Codable, Sendable {
    var layers: [Layer]
    var length: Double

    struct Layer: Codable, Sendable {
        var stage: String
        /// Metres and kelvin, of the places that are known now.
        var points: [[Double]]
        var sensors: [Sensor]
    }

    struct Sensor: Codable, Sendable, Hashable {
        var name: String
        var metres: Double
        @Nullable var temperature: Double?
        var quality: String

        enum CodingKeys: String, CodingKey {
            case name, metres, quality
            case temperature = "temperature_K"
        }
    }

    enum CodingKeys: String, CodingKey {
        case layers
        case length = "length_m"
    }
}

extension SeriesAnswer.Point: SchemaDescribing, SchemaSample {
    /// A list of five.
    static var schema: SchemaNode {
        .described(.list(of: .anything), "ms since 1970, min, mean, max, code of the worst quality; null is no number")
    }
    /// Any.
    static var schemaSample: Self { Self(time: 0, min: 1, mean: 1, max: 1, quality: 0) }
}
