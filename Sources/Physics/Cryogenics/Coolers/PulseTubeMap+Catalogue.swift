import Configuration
import Quantities

extension PulseTubeMap {
    /// The maps that come with Subkelvin, by name.
    public static var names: [String] { EmbeddedTexts.names(in: "Coolers") }

    /// A map that comes with Subkelvin.
    ///
    /// Read and fitted anew at each call: keep it.
    ///
    /// - Parameter name: `pt415` or `pt415-to-300K`.
    /// - Throws: `CoolerError` naming those that there are; `ConfigurationError` never for embedded text that its
    ///   test has read.
    public static func named(_ name: String) throws -> PulseTubeMap {
        guard let text = EmbeddedTexts.text(name, in: "Coolers") else {
            throw CoolerError(cooler: name, reason: .unknown(known: names))
        }
        let file = try ConfigurationDecoder().decode(File.self, from: Array(text.utf8), file: "\(name).yaml")
        return try PulseTubeMap(
            name: file.name, title: file.title, source: file.source, note: file.note,
            rated: Rated(
                firstTemperature: file.rated.first.temperature.si, secondTemperature: file.rated.second.temperature.si,
                firstPower: file.rated.first.power.si, secondPower: file.rated.second.power.si),
            points: file.points.map(\.point))
    }

    /// A map as its file states it.
    private struct File: Decodable {
        enum Kind: String, Decodable { case map = "PulseTubeMap" }

        struct Stage: Decodable {
            var temperature: Temperature
            var power: Power
        }

        struct Stages: Decodable {
            var first: Stage
            var second: Stage
        }

        /// Four numbers: both temperatures in K, both powers in W.
        struct Row: Decodable {
            var point: Point

            init(from decoder: any Decoder) throws {
                var numbers = try decoder.unkeyedContainer()
                point = Point(
                    firstTemperature: try numbers.decode(Double.self),
                    secondTemperature: try numbers.decode(Double.self),
                    firstPower: try numbers.decode(Double.self), secondPower: try numbers.decode(Double.self))
            }
        }

        var kind: Kind
        var name: String
        var title: String
        var source: String
        var note: String
        var rated: Stages
        var points: [Row]
    }
}
