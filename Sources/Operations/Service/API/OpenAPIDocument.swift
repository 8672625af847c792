internal import Configuration
internal import HTTPServing

/// The description of the HTTP interface, OpenAPI 3.1; the schemas of answers are made of the types that write them.
enum OpenAPIDocument {
    /// A path of the interface.
    struct Path: Sendable {
        var template: String
        var summary: String
        /// The schema of what it answers, by name; nil for what is no JSON.
        var answer: String?
        var contentType = "application/json"
        var parameters: [Parameter] = []
        /// The schemas of what a stream's events hold, by the event's name.
        var events: [(name: String, schema: String)] = []
    }

    /// A parameter of the query.
    struct Parameter: Sendable {
        var name: String
        var words: String
        var isRequired = false
        var isRepeated = false
        /// As JSON.
        var schema: String
    }

    private static let window = [
        Parameter(
            name: "channel", words: "A channel; once for each.", isRequired: true, isRepeated: true,
            schema: #"{"type":"array","items":{"type":"string"},"maxItems":\#(FleetRoutes.mostChannels)}"#),
        Parameter(name: "from", words: "The first time; a day ago, if left out.", schema: time),
        Parameter(name: "to", words: "The time after the last; now, if left out.", schema: time),
        Parameter(
            name: "points", words: "About how many points.",
            schema: #"{"type":"integer","minimum":1,"maximum":\#(FleetRoutes.mostPoints),"default":2000}"#),
    ]
    private static let time = #"{"type":"string","format":"date-time"}"#

    /// All paths.
    static let paths = [
        Path(template: "/api/v1/fleet", summary: "How all devices are.", answer: "Fleet"),
        Path(template: "/api/v1/devices/{device}", summary: "A device with its channels and events.", answer: "Device"),
        Path(
            template: "/api/v1/devices/{device}/series", summary: "Channels in time, as stored.", answer: "Series",
            parameters: window),
        Path(
            template: "/api/v1/devices/{device}/prediction", summary: "Channels in time, as the twin expects them.",
            answer: "Series", parameters: window),
        Path(
            template: "/api/v1/devices/{device}/panel", summary: "Valves, pumps, gauges and heaters.", answer: "Panel"),
        Path(
            template: "/api/v1/devices/{device}/profile", summary: "The temperatures along a link.", answer: "Profile"),
        Path(
            template: "/api/v1/events",
            summary: "Server-sent events, once a second: `fleet`, and `readings` where there are new ones.",
            answer: nil, contentType: "text/event-stream",
            events: [("fleet", "Fleet"), ("readings", "Readings")]),
        Path(template: "/api/v1/openapi.json", summary: "This document.", answer: nil),
        Path(template: "/healthz", summary: "Whether the process lives.", answer: nil, contentType: "text/plain"),
        Path(
            template: "/readyz", summary: "Whether readings are stored.", answer: nil, contentType: "text/plain"),
        Path(template: "/metrics", summary: "Metrics for Prometheus.", answer: nil, contentType: "text/plain"),
    ]

    /// The schemas of answers, by name, each a document of its own.
    static func schemas() throws -> [(name: String, text: String)] {
        [
            ("Fleet", try JSONSchema(for: FleetAnswer.self, title: "Fleet", description: "How all devices are.").text),
            ("Device", try JSONSchema(for: DeviceDetail.self, title: "Device", description: "How a device is.").text),
            (
                "Series",
                try JSONSchema(
                    for: SeriesAnswer.self, title: "Series", description: "Channels in time; null is no number."
                )
                .text
            ),
            (
                "Panel",
                try JSONSchema(for: PanelAnswer.self, title: "Panel", description: "The gas-handling panel.").text
            ),
            (
                "Profile",
                try JSONSchema(for: ProfileAnswer.self, title: "Profile", description: "Temperatures along a link.")
                    .text
            ),
            (
                "Readings",
                try JSONSchema(
                    for: ReadingsAnswer.self, title: "Readings", description: "What channels said; null is no number."
                )
                .text
            ),
            (
                "Error",
                try JSONSchema(for: ErrorAnswer.self, title: "Error", description: "Why there is no answer.").text
            ),
        ]
    }

    /// The document as JSON in bytes.
    static let bytes: [UInt8] = {
        do { return Array(try text().utf8) } catch { preconditionFailure("no schema of an answer: \(error)") }
    }()

    /// The document as JSON.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    static func text() throws -> String {
        var paths: [String] = []
        for path in Self.paths { paths.append("\"\(path.template)\":{\"get\":\(operation(path))}") }
        let schemas = try schemas().map { "\"\($0.name)\":\($0.text)" }
        return """
            {"openapi":"3.1.0","info":{"title":"Subkelvin","version":"1","description":"Numbers are SI; times are RFC 3339 in UTC, in \
            series milliseconds since 1970."},"paths":{\(paths.joined(separator: ","))},"components":{"schemas":{\
            \(schemas.joined(separator: ","))}}}
            """
    }

    private static func operation(_ path: Path) -> String {
        var parameters = path.parameters.map { parameter in
            #"{"name":"\#(parameter.name)","in":"query","description":"\#(parameter.words)","required":"#
                + #"\#(parameter.isRequired),"schema":\#(parameter.schema)}"#
        }
        if path.template.contains("{device}") {
            parameters.append(
                #"{"name":"device","in":"path","required":true,"description":"Its name.","schema":{"type":"string"}}"#)
        }
        let schema = path.answer.map { "\"schema\":\(reference(to: $0))" } ?? ""
        let error = "\"application/json\":{\"schema\":\(reference(to: "Error"))}"
        // OpenAPI has no words for the events of a stream.
        let events = path.events.map { "\"\($0.name)\":\(reference(to: $0.schema))" }.joined(separator: ",")
        return #"{"summary":"\#(path.summary)","parameters":[\#(parameters.joined(separator: ","))],"#
            + (events.isEmpty ? "" : #""x-events":{\#(events)},"#) + #""responses":{"#
            + #""200":{"description":"The answer.","content":{"\#(path.contentType)":{\#(schema)}}},"#
            + #""default":{"description":"Why not.","content":{\#(error)}}}}"#
    }

    private static func reference(to schema: String) -> String { "{\"$ref\":\"#/components/schemas/\(schema)\"}" }
}

/// An error as clients receive it.
struct ErrorAnswer: Codable, Sendable {
    struct Words: Codable, Sendable {
        var code: String
        var message: String
        var hint: String?
    }
    var error: Words
}
