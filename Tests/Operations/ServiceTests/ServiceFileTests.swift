import Configuration
import Foundation
import SubkelvinTesting
import Testing

@testable import Service

@Suite("The fleet's file")
struct ServiceFileTests {
    /// Reads a file of one text in a folder of its own.
    private func read(_ text: String) throws -> ServiceSettings {
        let folder = try TemporaryDirectory()
        let path = folder.path + "/fleet.yaml"
        try Data(text.utf8).write(to: URL(filePath: path))
        return try ServiceSettings.read(path)
    }

    private func refusal(of text: String) -> ConfigurationError? {
        do { _ = try read(text) } catch { return error as? ConfigurationError }
        return nil
    }

    @Test("what is left out has its usual value, what is there counts")
    func reads() throws {
        let settings = try read(
            """
            kind: Service
            listen: "[::1]:9"
            speed: 60
            devices:
              - { name: a, preset: ld-400, thresholds: { base: 15 mK }, twin: { history: 1 d, repeat: 2 d } }
              - { name: b, preset: eth-5m, twin: {} }
            """)
        #expect(settings.listen == ListenAddress(address: "::1", port: 9))
        #expect(settings.store.hasSuffix("/subkelvin.db"))
        #expect(settings.devices.map(\.device.name) == ["a", "b"])
        #expect(settings.devices[0].device.limits.stages["base"] == 0.015)
        #expect(settings.devices[1].device.kind == .link)
    }

    @Test(
        "what is wrong is refused with its place",
        arguments: [
            ("kind: Service\ndevices: []\n", 2, "devices"),
            ("kind: Service\ndevices:\n  - { name: a, twin: {} }\n  - { name: a, twin: {} }\n", 4, "devices[1].name"),
            ("kind: Service\ndevices:\n  - { name: a/b, twin: {} }\n", 3, "devices[0].name"),
            ("kind: Service\ndevices:\n  - { name: a }\n", 3, "devices[0]"),
            ("kind: Service\nspeed: 0\ndevices:\n  - { name: a, twin: {} }\n", 2, "speed"),
            ("kind: Service\nlisten: here\ndevices:\n  - { name: a, twin: {} }\n", 2, "listen"),
            ("kind: Service\ndevices:\n  - { name: a, preset: none, twin: {} }\n", 3, "devices[0].preset"),
            (
                "kind: Service\ndevices:\n  - { name: a, bluefors: { logs: ., zone: Europe/Nowhere } }\n", 3,
                "devices[0].bluefors.zone"
            ),
            (
                "kind: Service\ndevices:\n  - { name: a, bluefors: { logs: none, zone: UTC } }\n", 3,
                "devices[0].bluefors.logs"
            ),
            (
                "kind: Service\ndevices:\n  - { name: a, bluefors: { logs: /, zone: UTC, channels: { CH3: flow } } }\n",
                3,
                "devices[0].bluefors.channels.CH3"
            ),
            (
                "kind: Service\ndevices:\n  - { name: a, bluefors: { logs: /, zone: UTC, channels: { CH3: base } } }\n",
                3,
                "devices[0].bluefors.channels.CH3"
            ),
            (
                "kind: Service\ndevices:\n  - { name: a, bluefors: { logs: /, zone: UTC, channels: { CH7: ch8 } } }\n",
                3,
                "devices[0].bluefors.channels.CH7"
            ),
            (
                "kind: Service\ndevices:\n  - { name: a, replay: { logs: /, zone: UTC, channels: { CH7: v9 } } }\n", 3,
                "devices[0].replay.channels.CH7"
            ),
            (
                "kind: Service\nretention: { readings: 9 d, minutes: 1 d }\ndevices:\n  - { name: a, twin: {} }\n", 2,
                "retention"
            ),
        ])
    func refuses(text: String, line: Int, keyPath: String) throws {
        let error = try #require(refusal(of: text))
        #expect(error.keyPath == keyPath, "\(error)")
        #expect(error.line == line, "\(error)")
    }

    @Test("thermometers may change their names with each other")
    func swapped() throws {
        let settings = try read(
            """
            kind: Service
            devices:
              - { name: a, bluefors: { logs: /, zone: UTC, channels: { CH3: base, CH6: magnet, CH7: ch7 } } }
            """)
        #expect(settings.devices.count == 1)
    }

    @Test("the schema is made of the types and lists every key")
    func schema() throws {
        let schema = try ServiceSettings.jsonSchema()
        for key in ["devices", "thresholds", "bluefors", "replay", "repeat", "cold-plate"] {
            #expect(schema.contains("\"\(key)\""))
        }
    }

    @Test("the demonstration can be made: six devices with names of their own")
    func demonstration() throws {
        let settings = try DemonstrationFleet.settings(store: "none")
        #expect(Set(settings.devices.map(\.device.name)).count == 6)
        #expect(settings.devices.last?.device.kind == .link)
    }
}
