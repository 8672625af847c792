import Configuration
import Foundation
import Quantities
import Testing

/// A cooler of one kind or another: which keys it has depends on the kind.
private enum Cooler: Decodable, SchemaDescribing {
    case pulseTube(power: Power)
    case dilution(flow: MolarFlow)
    enum CodingKeys: CodingKey { case kind, power, flow }

    static let schema = SchemaNode.oneOf([
        .object([.init("kind", .choice(["pulse-tube"])), .init("power", Power.schema)]),
        .object([.init("kind", .choice(["dilution"])), .init("flow", MolarFlow.schema)]),
    ])

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(String.self, forKey: .kind) {
        case "pulse-tube": self = .pulseTube(power: try container.decode(Power.self, forKey: .power))
        case "dilution": self = .dilution(flow: try container.decode(MolarFlow.self, forKey: .flow))
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: container, debugDescription: "is neither pulse-tube nor dilution")
        }
    }
}

@Suite("Schemas")
struct SchemaTests {
    @Test("the schema of a type is what one would write by hand")
    func byHand() throws {
        let schema = try JSONSchema(for: Cryostat.self, title: "Cryostat", description: "One of everything.")
        let pattern = Temperature.pattern.replacing("\\", with: "\\\\")
        #expect(
            schema.text == """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "title": "Cryostat",
                  "description": "One of everything.",
                  "type": "object",
                  "properties": {
                    "name": {
                      "type": "string"
                    },
                    "kind": {
                      "type": "string",
                      "enum": ["dilution", "adiabatic"]
                    },
                    "gain": {
                      "type": ["number", "null"]
                    },
                    "channels": {
                      "type": ["integer", "null"],
                      "minimum": 0,
                      "maximum": 255
                    },
                    "stages": {
                      "type": "array",
                      "items": {
                        "type": "object",
                        "properties": {
                          "name": {
                            "description": "what people call the stage",
                            "type": "string"
                          },
                          "temperature": {
                            "description": "the temperature it is held at; temperature in K, mK, µK, nK, °C",
                            "type": "string",
                            "pattern": "\(pattern)",
                            "examples": ["20 mK"]
                          },
                          "heaters": {
                            "description": "the heaters that sit on it",
                            "type": ["array", "null"],
                            "items": {
                              "type": "string"
                            }
                          },
                          "isMonitored": {
                            "description": "whether its readings raise alerts",
                            "type": ["boolean", "null"]
                          }
                        },
                        "required": ["name", "temperature"],
                        "additionalProperties": false
                      }
                    },
                    "tags": {
                      "type": ["object", "null"],
                      "additionalProperties": {
                        "type": "string"
                      }
                    }
                  },
                  "required": ["name", "kind", "stages"],
                  "additionalProperties": false
                }

                """)
    }

    @Test("types that read different keys for different values describe themselves")
    func describing() throws {
        struct Plant: Decodable {
            var coolers: [Cooler]
            var spare: Cooler?
            var byName: [String: Cooler]
            var byNumber: [Int: Double]
        }
        let schema = try JSONSchema(for: Plant.self, title: "Plant", description: "Coolers.")
        #expect(
            schema.root
                == .object([
                    .init("coolers", .list(of: Cooler.schema)), .init("spare", Cooler.schema, isRequired: false),
                    .init("byName", .dictionary(of: Cooler.schema)), .init("byNumber", .dictionary(of: .number)),
                ]))
        #expect(try JSONSchema(for: Cooler.self, title: "Cooler", description: "").root == Cooler.schema)
    }

    @Test("a mapping whose keys match patterns says so, and takes no others")
    func matching() throws {
        struct Valves: Decodable, SchemaDescribing {
            static let schema = SchemaNode.matching([
                SchemaProperty("^v[1-9]$", .choice(["open", "closed"]), documentation: "a valve"),
                SchemaProperty("^P[1-6]$", .number),
            ])
        }
        let schema = try JSONSchema(for: Valves.self, title: "Valves", description: "What is open.")
        #expect(
            schema.text == """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "title": "Valves",
                  "description": "What is open.",
                  "type": "object",
                  "patternProperties": {
                    "^v[1-9]$": {
                      "description": "a valve",
                      "type": "string",
                      "enum": ["open", "closed"]
                    },
                    "^P[1-6]$": {
                      "type": "number"
                    }
                  },
                  "additionalProperties": false
                }

                """)
    }

    @Test("a type that refuses samples is named, unless it has one of its own")
    func refusing() throws {
        struct Even: Decodable {
            struct Odd: Error, CustomStringConvertible { var description: String { "1 is odd" } }
            init(from decoder: any Decoder) throws {
                if try decoder.singleValueContainer().decode(Int.self) % 2 == 1 { throw Odd() }
            }
        }
        struct Sampled: Decodable, SchemaSample {
            var even: Int
            static let schemaSample = Sampled(even: 2)
            init(even: Int) { self.even = even }
            enum CodingKeys: CodingKey { case even }
            init(from decoder: any Decoder) throws {
                even = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .even)
                if even % 2 == 1 { throw Even.Odd() }
            }
        }
        struct Outer<Inner: Decodable>: Decodable { var list: [Inner] }
        let error = #expect(throws: SchemaError.self) {
            try JSONSchema(for: Outer<Even>.self, title: "", description: "")
        }
        #expect(error?.description == "Even at list[0] refuses sample values (1 is odd); conform it to SchemaSample")
        let schema = try JSONSchema(for: Outer<Sampled>.self, title: "", description: "")
        #expect(
            schema.root
                == .object([
                    .init("list", .list(of: .object([.init("even", .integer(minimum: nil, maximum: nil))])))
                ]))
    }

    @Test("a type that contains itself is refused, unless it describes itself")
    func recursive() throws {
        struct Tree: Decodable { var children: [Tree] }
        struct Described: Decodable, SchemaDescribing {
            var children: [Described]
            static var schema: SchemaNode { .object([.init("children", .list(of: .anything))]) }
        }
        let error = #expect(throws: SchemaError.self) { try JSONSchema(for: Tree.self, title: "", description: "") }
        #expect(error?.reason == .recursive)
        #expect(try JSONSchema(for: Described.self, title: "", description: "").root == Described.schema)
    }

    @Test(
        "a validator takes what the decoder takes, and refuses what it refuses",
        .enabled("needs Python with jsonschema and PyYAML") { try await run("import jsonschema, yaml", []) == 0 })
    func validator() async throws {
        let schema = try JSONSchema(for: Cryostat.self, title: "Cryostat", description: "One of everything.").text
        let documents = [
            good, replacing("0.8 K", by: "0.8"), replacing("0.8 K", by: "0.8 W"), replacing("kind: dilution\n", by: ""),
            replacing("dilution", by: "kettle"), replacing("gain", by: "owner"), replacing("16", by: "256"),
            replacing("16", by: "-1"), replacing("16", by: "1.5"), replacing("1e3", by: "1.5"),
            replacing("1e3", by: "[1]"), replacing("1e3", by: "null"), replacing("dilution", by: "null"),
            replacing("true", by: "maybe"), replacing("[h1, *base]", by: "{a: b}"),
            replacing("{a b: c}", by: "{a: [b]}"),
            replacing("{a b: c}", by: ""), replacing("20 mK", by: "20 m K"), replacing("20 mK", by: "2e-2 K"),
        ]
        // PyYAML reads YAML 1.1, where `no` and `1e3` are not what they are here.
        let script = """
            import json, sys, yaml, jsonschema
            document = yaml.safe_load(sys.argv[2].replace("name: no", "name: 'no'").replace("1e3", "1000.0"))
            jsonschema.Draft202012Validator.check_schema(json.loads(sys.argv[1]))
            sys.exit(0 if jsonschema.Draft202012Validator(json.loads(sys.argv[1])).is_valid(document) else 1)
            """
        for document in documents {
            let isDecoded = (try? decode(document)) != nil
            #expect(try await run(script, [schema, document]) == (isDecoded ? 0 : 1), "\(document)")
        }
    }
}

/// The exit status of a Python script.
@Sendable
private func run(_ script: String, _ arguments: [String]) async throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    process.standardError = FileHandle.nullDevice
    return try await withCheckedThrowingContinuation { continuation in
        process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
        do {
            try process.run()
        } catch {
            process.terminationHandler = nil
            continuation.resume(throwing: error)
        }
    }
}
