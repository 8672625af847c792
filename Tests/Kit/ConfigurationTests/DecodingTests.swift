import Configuration
import Quantities
import Testing

@Suite("Decoding")
struct DecodingTests {
    @Test("a good file decodes, and words stay words")
    func whole() throws {
        let cryostat = try decode(good)
        #expect(cryostat.name == "no")
        #expect(cryostat.kind == .dilution)
        #expect(cryostat.gain == 1000)
        #expect(cryostat.channels == 16)
        #expect(cryostat.stages.map(\.temperature) == [Temperature(si: 0.8), Temperature(20, .millikelvin)])
        #expect(cryostat.stages[1].heaters == ["h1", "base"])
        #expect(cryostat.stages[1].isMonitored == true)
        #expect(cryostat.stages[0].heaters == nil)
        #expect(cryostat.tags == ["a b": "c"])
    }

    @Test("JSON is read, and a byte order mark")
    func json() throws {
        let json =
            #"{"name": "x\/y", "kind": "adiabatic", "stages": [{"name": "a", "temperature": "4 K"}], "tags": null}"#
        #expect(try decode(json).name == "x/y")
        #expect(try decode("\u{FEFF}" + json) == decode(json))
        let dense = json.filter { $0 != " " }.replacing("4K", with: "4 K")
        #expect(try decode(dense) == decode(json))
        #expect(try decode(dense.replacing(",", with: ",\r\n\t\t").replacing("{", with: "{\n\t")) == decode(json))
    }

    @Test(
        "what is wrong is told with place, key path and what to do",
        arguments: [
            (
                replacing("\"20 mK\"", by: "warm"),
                "8:18: stages[1].temperature: ‘warm’ is not a temperature; expected e.g. \"20 mK\""
            ),
            (
                replacing("0.8 K", by: "0.8"),
                "6:32: stages[0].temperature: ‘0.8’ has no unit; a temperature needs one, e.g. \"20 mK\""
            ),
            (
                replacing("\"20 mK\"", by: ""),
                "8:17: stages[1].temperature: there is no value; expected text"
            ),
            (replacing("kind: dilution\n", by: ""), "1:1: missing key ‘kind’"),
            (
                replacing("temperature: \"", by: "temprature: \""),
                "7:5: stages[1]: missing key ‘temperature’; is ‘temprature’ at 8:5 meant?"
            ),
            (
                replacing("name: still, ", by: ""),
                "6:5: stages[0]: missing key ‘name’; it is what people call the stage"
            ),
            (
                replacing("heaters", by: "heater"),
                "9:5: stages[1]: unknown key ‘heater’; did you mean ‘heaters’?"
            ),
            (
                replacing("gain", by: "owner"),
                "3:1: unknown key ‘owner’; known: channels, gain, kind, name, stages, tags"
            ),
            (replacing("gain: 1e3", by: "kind: x"), "3:1: key ‘kind’ stands here a second time, first at 2:1"),
            (
                replacing("kind: dilution", by: "kind: dilutoin"),
                "2:7: kind: ‘dilutoin’ is none of: dilution, adiabatic; did you mean dilution?"
            ),
            (replacing("1e3", by: "1e999"), "3:7: gain: ‘1e999’ is beyond what a number can hold"),
            (replacing("1e3", by: "-1e-999"), "3:7: gain: ‘-1e-999’ is beyond what a number can hold"),
            (replacing("1e3", by: ".nan"), "3:7: gain: ‘.nan’ is not a finite number"),
            (replacing("1e3", by: "-inf"), "3:7: gain: ‘-inf’ is not a finite number"),
            (replacing("1e3", by: "0x10"), "3:7: gain: ‘0x10’ is not a number"),
            (replacing("1e3", by: "1_000"), "3:7: gain: ‘1_000’ is not a number"),
            (replacing("1e3", by: "20 mK"), "3:7: gain: ‘20 mK’ is not a number"),
            (
                replacing("1e3", by: "\"1\""),
                "3:7: gain: ‘1’ is quoted text, not a number; leave out the quotation marks"
            ),
            (replacing("1e3", by: "[1]"), "3:7: gain: expected a number, found a list"),
            (
                replacing("16", by: "256"),
                "4:11: channels: ‘256’ is out of range; expected a whole number from 0 to 255"
            ),
            (replacing("16", by: "1.0"), "4:11: channels: ‘1.0’ is not a whole number from 0 to 255"),
            (
                replacing("16", by: "010"),
                "4:11: channels: ‘010’ begins with a zero; write decimal digits without it"
            ),
            (replacing("true", by: "yes"), "10:18: stages[1].isMonitored: ‘yes’ is not true or false"),
            (replacing("{a b: c}", by: "[c]"), "11:7: tags: expected a mapping, found a list"),
            (replacing("{a b: c}", by: "{a b: [c]}"), "11:13: tags[‘a b’]: expected text, found a list"),
            (
                replacing("{a b: c}", by: "{a: null}"),
                "11:11: tags.a: ‘null’ means that there is no value; expected text"
            ),
            (
                replacing("{a b: c}", by: "{<<: c}"),
                "11:8: tags: merge keys (<<) are not read; write the keys where they belong"
            ),
            (replacing("{a b: c}", by: "{[a]: c}"), "11:8: tags: a key must be text"),
            (replacing("{a b: c}", by: "\n  ?\n  : c"), "12:4: tags: a key is missing before ‘:’"),
            (
                replacing("{a b: c}", by: "!!str c"),
                "11:7: tags: tag ‘tag:yaml.org,2002:str’: tags are not read, the key decides what a value is"
            ),
            (replacing("{a b: c}", by: "&t {a: *t}"), "11:14: tags.a: alias ‘t’ stands inside what it stands for"),
            (
                replacing("*base", by: "*bse"),
                "9:19: stages[1].heaters[1]: alias ‘bse’ has no anchor before it; did you mean ‘base’?"
            ),
            (replacing("*base", by: "h2"), ""),
            (good + "---\nx: 1\n", "12:1: a second document begins here; a file holds one"),
            (good + "...\n%TAG ! x\n", "13:1: tag directives are not read"),
            ("", "1:1: is empty; expected a mapping or another value"),
            ("# nothing\n", "1:1: is empty; expected a mapping or another value"),
            ("---\n", "1:1: is empty; expected a mapping or another value"),
            ("warm", "1:1: expected a mapping, found a single value"),
            (
                replacing("\"20 mK\"", by: "\"20 mK"),
                "8:18: stages[1].temperature: the quotation that begins here is never closed"
            ),
            (
                replacing("[h1, *base]", by: "[h1, *base"),
                "10:5: stages[1].heaters[2]: expected ',' or ']' in the list that begins at 9:14"
            ),
            (replacing("    heaters", by: "\theaters"), "9:1: stages[1]: a tab cannot indent; use spaces"),
            (
                replacing("kind: dilution", by: "kind: a: b"),
                "2:8: a ‘:’ cannot stand here; check the indentation, or quote the text"
            ),
            (replacing("kind: dilution", by: "kind"), "3:1: expected ‘:’ after a key"),
            (
                replacing("kind: dilution", by: "kind: @x"),
                "2:7: kind: this character cannot begin a value; quote the text"
            ),
            (replacing("dilution", by: "di\0lution"), "2:9: control character U+0000; write it as an escape in \"…\""),
            (
                replacing("dilution", by: "di\u{1B}lution"),
                "2:9: control character U+001B; write it as an escape in \"…\""
            ),
        ])
    func refusals(text: String, message: String) {
        if message.isEmpty {
            #expect(throws: Never.self) { try decode(text) }
        } else {
            let error = #expect(throws: ConfigurationError.self) { try decode(text) }
            #expect(error?.description == "file.yaml:" + message)
        }
    }

    @Test("bytes that are not UTF-8 are refused with their place")
    func notUTF8() {
        let bytes = Array("name: µ\nkind: ".utf8) + [0xFF, 0x0A]
        let error = #expect(throws: ConfigurationError.self) {
            try ConfigurationDecoder().decode(Cryostat.self, from: bytes)
        }
        #expect(error?.description == "configuration:2:7: byte 0xFF is not UTF-8; save the file as UTF-8")
    }

    @Test("what a type's own initialiser throws gets the place of what it is about")
    func ownErrors() {
        struct Pair: Decodable {
            struct Negative: Error, CustomStringConvertible { var description: String { "must not be negative" } }
            var low: Double
            enum CodingKeys: CodingKey { case low, high }
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                low = try container.decode(Double.self, forKey: .low)
                let high = try container.decode(Double.self, forKey: .high)
                if low < 0 { throw Negative() }
                if high < low {
                    throw DecodingError.dataCorruptedError(
                        forKey: .high, in: container, debugDescription: "must not be below ‘low’")
                }
            }
        }
        func message(_ text: String) -> String? {
            #expect(throws: ConfigurationError.self) {
                try ConfigurationDecoder().decode([Pair].self, from: Array(text.utf8), file: "f")
            }?.description
        }
        #expect(message("- {low: 1, high: 0}") == "f:1:18: [0].high: must not be below ‘low’")
        // What a type repeats of the text cannot redraw a terminal.
        enum Unlisted: String, Decodable { case a }
        let hostile = #expect(throws: ConfigurationError.self) {
            try ConfigurationDecoder().decode([Unlisted].self, from: Array(#"["\e[2J\n"]"#.utf8), file: "f")
        }?.description
        #expect(hostile?.hasPrefix("f:1:2: [0]: ") == true)
        #expect(hostile?.utf8.contains { $0 < 0x20 } == false)
        #expect(message("- {low: -1, high: 0}") == "f:1:3: [0]: must not be negative")
    }

    @Test("nested containers, fixed lists and base classes leave nothing unread")
    func nested() throws {
        struct Point: Decodable, Equatable {
            var x: Double
            var y: Double
            var z: Int
            enum Outer: CodingKey { case at, inner }
            enum Inner: CodingKey { case z }
            init(from decoder: any Decoder) throws {
                let outer = try decoder.container(keyedBy: Outer.self)
                var list = try outer.nestedUnkeyedContainer(forKey: .at)
                x = try list.decode(Double.self)
                y = try list.decode(Double.self)
                z = try outer.nestedContainer(keyedBy: Inner.self, forKey: .inner).decode(Int.self, forKey: .z)
            }
        }
        func message(_ text: String) throws -> String {
            do {
                return "\(try ConfigurationDecoder().decode(Point.self, from: Array(text.utf8), file: "f").z)"
            } catch {
                return error.description
            }
        }
        #expect(try message("{at: [1, 2], inner: {z: 3}}") == "3")
        #expect(try message("{at: [1, 2, 4], inner: {z: 3}}") == "f:1:13: at: the list is too long: 3 where 2 can be")
        #expect(try message("{at: [1], inner: {z: 3}}") == "f:1:6: at: the list is too short: 1 where more must be")
        #expect(try message("{at: [1, 2], inner: {z: 3, q: 1}}") == "f:1:28: inner: unknown key ‘q’; known: z")
    }

    @Test("integers of every width are read to their ends and no further")
    func integers() throws {
        func ends<T: FixedWidthInteger & Decodable & Sendable>(_ type: T.Type) throws {
            for value in [T.min, T.max] {
                #expect(try ConfigurationDecoder().decode([T].self, from: Array("[\(value)]".utf8)) == [value])
            }
            #expect(throws: ConfigurationError.self) {
                try ConfigurationDecoder().decode([T].self, from: Array("[\(T.max)0]".utf8))
            }
        }
        try ends(Int.self)
        try ends(Int8.self)
        try ends(Int16.self)
        try ends(Int32.self)
        try ends(Int64.self)
        try ends(UInt.self)
        try ends(UInt8.self)
        try ends(UInt16.self)
        try ends(UInt32.self)
        try ends(UInt64.self)
    }

    @Test("doubles come back the same", arguments: [1.0, -0.5, 1e300, .leastNonzeroMagnitude, 0.1, 1e22, .pi])
    func doubles(value: Double) throws {
        #expect(try ConfigurationDecoder().decode([Double].self, from: Array("[\(value)]".utf8)) == [value])
    }

    @Test("usual spellings of numbers are read")
    func spellings() throws {
        let text = "[1, +1, 1., .5, 1.5e3, 1E+3, -0]"
        let values = try ConfigurationDecoder().decode([Double].self, from: Array(text.utf8))
        #expect(values == [1, 1, 1, 0.5, 1500, 1000, 0])
    }
}
