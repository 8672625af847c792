internal import Configuration

/// What channels said within a second: the event `readings` of `/api/v1/events`.
///
/// ``Broadcaster`` writes it, by hand, for each second and every reading; this is what a client reads.
struct ReadingsAnswer: Decodable, Sendable {
    var now: String
    var readings: [Row]

    /// `[device, channel, ms, value, quality]`.
    struct Row: Decodable, Sendable, Hashable {
        var device: String
        var channel: String
        /// In ms since 1970.
        var time: Int64
        var value: Double?
        /// The code of its quality.
        var quality: UInt8

        init(device: String, channel: String, time: Int64, value: Double?, quality: UInt8) {
            self.device = device
            self.channel = channel
            self.time = time
            self.value = value
            self.quality = quality
        }

        init(from decoder: any Decoder) throws {
            var items = try decoder.unkeyedContainer()
            device = try items.decode(String.self)
            channel = try items.decode(String.self)
            time = try items.decode(Int64.self)
            value = try items.decode(Double?.self)
            quality = try items.decode(UInt8.self)
        }
    }
}

extension ReadingsAnswer.Row: SchemaDescribing, SchemaSample {
    /// A list of five.
    static var schema: SchemaNode {
        .described(
            .list(of: .anything), "device, channel, ms since 1970, value, code of the quality; null is no number")
    }
    /// Any.
    static var schemaSample: Self { Self(device: "lab-1", channel: "base", time: 0, value: 1, quality: 0) }
}
