public import Configuration
import Quantities

/// What `subkelvin up` runs, as its YAML file states it (`kind: Service`), not yet checked.
///
/// ```yaml
/// kind: Service
/// title: "Cryostats of the basement"
/// listen: 127.0.0.1:8080
/// store: basement.db
/// devices:
///   - name: lab-1
///     title: "The old one"
///     preset: ld-400
///     thresholds: { base: 12 mK, vacuum: 1e-6 mbar }
///     bluefors: { logs: /srv/bluefors/lab-1, zone: Europe/Zurich }
///   - name: rehearsal
///     twin: { scenario: leak.yaml }
/// ```
struct ServiceFile: Decodable {
    enum Kind: String, Decodable, CaseIterable { case service = "Service" }

    var kind: Kind
    var title: String?
    var listen: ListenAddress?
    var store: String?
    var retention: RetentionFile?
    var speed: Double?
    var devices: [DeviceFile]

    enum CodingKeys: String, DocumentedKey {
        case kind, title, listen, store, retention, speed, devices
        var documentation: String {
            switch self {
            case .kind: "what the file describes"
            case .title: "what the fleet is, in a line"
            case .listen:
                "address and port; 127.0.0.1:8080, if left out. Any other than loopback is open to the network"
            case .store: "the file of readings, relative to this one; subkelvin.db, if left out"
            case .retention: "how long the past is kept, for each resolution"
            case .speed: "how many times as fast as the wall's clock twins and replays run; 1, if left out"
            case .devices: "the devices"
            }
        }
    }

    /// How long the past is kept.
    struct RetentionFile: Decodable {
        var readings: TimeSpan?
        var minutes: TimeSpan?
        var hours: TimeSpan?

        enum CodingKeys: String, DocumentedKey {
            case readings, minutes, hours
            var documentation: String {
                switch self {
                case .readings: "of every reading; 400 d, if left out"
                case .minutes: "of a point a minute, at least as long; 1826 d, if left out"
                case .hours: "of a point an hour, at least as long; for ever, if left out"
                }
            }
        }
    }

    /// A device.
    struct DeviceFile: Decodable {
        var name: String
        var title: String?
        var cryostat: String?
        var preset: String?
        var thresholds: ThresholdsFile?
        var twin: TwinFile?
        var bluefors: LogsFile?
        var replay: LogsFile?

        enum CodingKeys: String, DocumentedKey {
            case name, title, cryostat, preset, thresholds, twin, bluefors, replay
            var documentation: String {
                switch self {
                case .name: "its name, of letters, digits, -, _ and ."
                case .title: "what it is, in a line; the name, if left out"
                case .cryostat: "the file of its cryostat or link, relative to this one"
                case .preset: "a cryostat or link that comes with Subkelvin, instead"
                case .thresholds: "what it must keep; the limits of its cryostat, if left out"
                case .twin: "it is simulated"
                case .bluefors: "its readings come from the log files that its control software writes"
                case .replay: "log files of the past come as if live"
                }
            }
        }
    }

    /// What a device must keep.
    struct ThresholdsFile: Decodable {
        var fiftyKelvin: Temperature?
        var fourKelvin: Temperature?
        var still: Temperature?
        var coldPlate: Temperature?
        var base: Temperature?
        var vacuum: Pressure?

        enum CodingKeys: String, DocumentedKey {
            case still, base, vacuum
            case fiftyKelvin = "50K"
            case fourKelvin = "4K"
            case coldPlate = "cold-plate"
            var documentation: String {
                switch self {
                case .fiftyKelvin, .fourKelvin, .still, .coldPlate, .base: "what the stage must not exceed"
                case .vacuum: "the pressure that the can must not exceed"
                }
            }
        }

        /// The temperatures that are given, in K by the stage's name.
        var stages: [String: Double] {
            let all = [
                ("50K", fiftyKelvin), ("4K", fourKelvin), ("still", still), ("cold-plate", coldPlate), ("base", base),
            ]
            return Dictionary(uniqueKeysWithValues: all.compactMap { name, limit in limit.map { (name, $0.si) } })
        }
    }

    /// A simulated device.
    struct TwinFile: Decodable {
        var scenario: String?
        var period: TimeSpan?
        var seed: UInt64?
        var history: TimeSpan?

        enum CodingKeys: String, DocumentedKey {
            case scenario, seed, history
            case period = "repeat"
            var documentation: String {
                switch self {
                case .scenario: "the file of what happens to it, relative to this one; nothing, if left out"
                case .period: "after which time its events happen again; once, if left out"
                case .seed: "what noise and chance begin from; that of the scenario, if left out"
                case .history: "how much past it has when it begins; none, if left out"
                }
            }
        }
    }

    /// Log files of a cryostat.
    struct LogsFile: Decodable {
        var logs: String
        var zone: String
        var channels: [String: String]?

        enum CodingKeys: String, DocumentedKey {
            case logs, zone, channels
            var documentation: String {
                switch self {
                case .logs: "the folder that has a folder for each day, relative to this file"
                case .zone: "the time zone of the times in it, such as Europe/Zurich"
                case .channels: "names for thermometers by their channel, such as CH3: magnet"
                }
            }
        }
    }
}

/// An address with a port, as people write it: `127.0.0.1:8080`, `[::1]:8080`.
public struct ListenAddress: Sendable, Hashable {
    /// An address of version 4 or 6.
    public var address: String
    /// 0 for one that the system chooses.
    public var port: UInt16

    /// The usual one: this machine alone.
    public static let standard = ListenAddress(address: "127.0.0.1", port: 8080)

    /// An address.
    public init(address: String, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// An address from its text; nil for anything else than an address, a colon and a port.
    public init?(parsing text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var address = text[..<colon]
        if address.hasPrefix("["), address.hasSuffix("]") {
            address = address.dropFirst().dropLast()
            guard address.contains(":") else { return nil }
        } else if address.contains(":") {
            return nil
        }
        let isPlain = address.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) || $0 == 0x2E || $0 == 0x3A
        }
        guard !address.isEmpty, isPlain else { return nil }
        self.init(address: String(address), port: port)
    }
}

extension ListenAddress: Decodable {
    /// Reads the text.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let found = Self(parsing: text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription:
                    "‘\(text.prefix(80))’ is no address with a port; expected such as 127.0.0.1:8080 or [::1]:8080")
        }
        self = found
    }
}

extension ListenAddress: SchemaDescribing, SchemaSample {
    /// Text.
    public static var schema: SchemaNode {
        .text(pattern: "^(\\[[0-9a-fA-F:.]+\\]|[0-9.]+):[0-9]{1,5}$", examples: ["127.0.0.1:8080"])
    }
    /// The usual one.
    public static var schemaSample: Self { .standard }
}
