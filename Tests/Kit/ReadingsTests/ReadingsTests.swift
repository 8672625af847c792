import Foundation
import Readings
import Testing

@Suite("Qualities")
struct QualityTests {
    @Test("from best to worst they are eight words, whose maximum is the worse")
    func order() {
        let words = [
            "good", "suspect", "stale", "above-range", "below-range", "off", "disconnected", "invalid",
        ]
        #expect(Quality.allCases.map(\.rawValue) == words)
        #expect(Quality.allCases.sorted() == Quality.allCases)
        for (place, quality) in Quality.allCases.enumerated() {
            for (other, second) in Quality.allCases.enumerated() {
                #expect((quality < second) == (place < other))
                #expect(max(quality, second) == Quality.allCases[max(place, other)])
            }
        }
    }

    @Test("a stored byte gives the quality back, any other byte gives none", arguments: UInt8.min...UInt8.max)
    func code(byte: UInt8) {
        #expect(Quality(code: byte)?.code == (byte < 8 ? byte : nil))
    }

    @Test("only the good, the suspect and the stale need a number")
    func numbers() {
        #expect(Quality.allCases.filter(\.hasNumber) == [.good, .suspect, .stale])
        #expect(Quality.allCases.filter(\.isUsable) == [.good, .suspect])
    }
}

@Suite("Readings")
struct ReadingTests {
    @Test("a reading takes 24 bytes and is copied bit by bit")
    func size() {
        #expect(MemoryLayout<Reading>.stride == 24)
        #expect(_isPOD(Reading.self))
    }

    @Test("what is not finite is no number and invalid", arguments: [Double.nan, .infinity, -.infinity, .signalingNaN])
    func notFinite(value: Double) {
        let reading = Reading(time: 1, value: value, quality: .stale)
        #expect(reading.value == nil && reading.quality == .invalid && reading.usableValue == nil)
    }

    @Test("JSON gives every reading back and holds no NaN", arguments: Quality.allCases)
    func json(quality: Quality) throws {
        let with = Reading(time: .max, value: -0.1 + 0.3, quality: quality)
        var readings = [with, Reading(time: .min, value: .nan)]
        if !quality.hasNumber { readings.append(Reading(time: 0, missing: quality)) }
        let data = try JSONEncoder().encode(readings)
        #expect(try JSONDecoder().decode([Reading].self, from: data) == readings)
        #expect(!String(decoding: data, as: UTF8.self).lowercased().contains("nan"))
    }

    @Test(
        "JSON that lacks a number where there is one is refused",
        arguments: [
            #"{"time_ns": 1, "quality": "good"}"#, #"{"time_ns": 1, "value": null, "quality": "stale"}"#,
            #"{"time_ns": 1, "value": 3, "quality": "fine"}"#, #"{"time_ns": 1.5, "value": 3, "quality": "good"}"#,
            #"{"value": 3, "quality": "good"}"#,
        ])
    func refused(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Reading.self, from: Data(json.utf8)) }
    }

    @Test("lowering never improves a reading and keeps its number", arguments: Quality.allCases, Quality.allCases)
    func lowered(from: Quality, to: Quality) {
        let reading = Reading(time: 5, value: 4.2, quality: from).lowered(to: to)
        #expect(reading == Reading(time: 5, value: 4.2, quality: max(from, to)))
        guard !from.hasNumber else { return }
        #expect(Reading(time: 5, missing: from).lowered(to: to) == Reading(time: 5, missing: max(from, to)))
    }
}

@Suite("Channels")
struct ChannelTests {
    @Test("the text form reads back", arguments: ["lab-1/base", "A/P1", "a.b_c/v9", "1/still-heater"])
    func text(text: String) throws {
        let channel = try Channel(parsing: text, unit: .kelvin)
        #expect(channel.description == text)
        #expect(try JSONDecoder().decode(Channel.self, from: JSONEncoder().encode(channel)) == channel)
    }

    @Test(
        "what cannot be a path, label or address is no channel",
        arguments: [
            "", "/", "base", "a/b/c", "a//b", "/base", "fridge/", "a b/c", "a/b\n", "a/é", "a/\u{202E}",
            "a/" + String(repeating: "x", count: 65),
        ])
    func refused(text: String) throws {
        let error = #expect(throws: ChannelError.self) { try Channel(parsing: text, unit: .one) }
        #expect(error.map { !$0.description.utf8.contains { $0 < 0x20 } } == true)
    }

    @Test("JSON with a name that cannot be is refused")
    func json() {
        let json = #"{"device": "a b", "channel": "c", "unit": "K"}"#
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Channel.self, from: Data(json.utf8)) }
    }

    @Test(
        "units are written in SI symbols of ASCII and shown with a fitting prefix",
        arguments: zip(
            ChannelUnit.allCases,
            [
                "7.05 mK", "7.05 mPa", "7.05 mW", "7.05 mΩ", "7.05 mV", "7.05 mA", "7.05 mmol/s", "7.05 L/s",
                "7.05 mHz",
                "7.05 ms", "0.00705 m/s²", "7.05 mT", "0.00705",
            ]))
    func units(unit: ChannelUnit, text: String) {
        #expect(unit.rawValue.utf8.count == unit.rawValue.count && !unit.quantity.isEmpty)
        #expect(unit.formatted(0.00705, significantDigits: 3) == text)
    }
}
