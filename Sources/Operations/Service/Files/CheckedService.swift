internal import Configuration
internal import Cryogenics
internal import FoundationEssentials
internal import Instruments
internal import Quantities
internal import Readings
internal import Telemetry
internal import Twin

/// A fleet's file that is checked while its errors still have their place.
struct CheckedService: Decodable {
    var settings: ServiceSettings

    /// The folder of the file, with its slash.
    static let folder = CodingUserInfoKey(rawValue: "CheckedService.folder")

    /// What is wrong, and the keys that lead there.
    struct Fault: Error {
        var path: [String]
        var words: String
    }

    /// A key, or the number of an item.
    private struct Place: CodingKey {
        var stringValue: String
        var intValue: Int?
        init(stringValue: String) { self.stringValue = stringValue }
        init(intValue: Int) { (stringValue, self.intValue) = ("\(intValue)", intValue) }
        init(_ step: String) {
            stringValue = step
            intValue = Int(step)
        }
    }

    init(from decoder: any Decoder) throws {
        let file = try ServiceFile(from: decoder)
        let folder = Self.folder.flatMap { decoder.userInfo[$0] as? String } ?? ""
        do {
            settings = try ServiceReader(folder: folder).settings(file)
        } catch let fault as Fault {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath + fault.path.map { Place($0) }, debugDescription: fault.words))
        }
    }
}

/// Makes settings of a file.
struct ServiceReader {
    typealias Fault = CheckedService.Fault

    /// What relative paths begin from; empty, or with a slash at its end.
    var folder: String

    /// The most devices of a fleet: beyond, several services share them.
    static let mostDevices = 1000

    func settings(_ file: ServiceFile) throws -> ServiceSettings {
        guard !file.devices.isEmpty else { throw Fault(path: ["devices"], words: "none; expected at least one device") }
        guard file.devices.count <= Self.mostDevices else {
            throw Fault(path: ["devices"], words: "\(file.devices.count); expected at most \(Self.mostDevices)")
        }
        let speed = file.speed ?? 1
        guard FleetClock.speeds.contains(speed) else {
            throw Fault(path: ["speed"], words: "\(speed); expected 0.1 to 100000")
        }
        var devices: [DeviceSettings] = []
        var names: [String: Int] = [:]
        for (index, device) in file.devices.enumerated() {
            let path = ["devices", "\(index)"]
            if let other = names.updateValue(index, forKey: device.name) {
                throw Fault(
                    path: path + ["name"],
                    words: "devices[\(other)] is called ‘\(device.name)’ too; give each device a name of its own")
            }
            if device.bluefors != nil, speed != 1 {
                throw Fault(
                    path: path + ["bluefors"],
                    words:
                        "a live device goes by the wall's clock, and this fleet's speed is \(speed); leave ‘speed’ out")
            }
            devices.append(try self.device(device, path))
        }
        let isMixed = file.devices.contains { $0.replay != nil } && file.devices.contains { $0.bluefors != nil }
        if isMixed, let index = file.devices.firstIndex(where: { $0.replay != nil }) {
            throw Fault(
                path: ["devices", "\(index)", "replay"],
                words:
                    "the clock of a replay stands in the past, that of live devices does not; put them into files of their own"
            )
        }
        return ServiceSettings(
            title: file.title ?? "Fleet", listen: file.listen ?? .standard, store: place(file.store ?? "subkelvin.db"),
            retention: try retention(file.retention), speed: speed, devices: devices)
    }

    private func place(_ name: String) -> String { name.hasPrefix("/") ? name : folder + name }

    private func retention(_ file: ServiceFile.RetentionFile?) throws -> Retention {
        guard let file else { return .standard }
        func span(_ seconds: Double?, _ usual: Int64?) -> Int64? {
            // Longer than three centuries is for ever.
            seconds.map { $0 < 9e9 ? Int64($0 * 1e9) : .max } ?? usual
        }
        let usual = Retention.standard
        do throws(RetentionError) {
            return try Retention(
                raw: span(file.readings?.si, usual.raw), minutes: span(file.minutes?.si, usual.minutes),
                hours: span(file.hours?.si, usual.hours))
        } catch {
            throw Fault(path: ["retention"], words: error.description)
        }
    }

    private func device(_ file: ServiceFile.DeviceFile, _ path: [String]) throws -> DeviceSettings {
        do throws(ChannelError) { _ = try Channel(device: file.name, name: "base", unit: .kelvin) } catch {
            throw Fault(path: path + ["name"], words: error.description)
        }
        let given: [(name: String, isThere: Bool)] = [
            ("twin", file.twin != nil), ("bluefors", file.bluefors != nil), ("replay", file.replay != nil),
        ]
        let sources = given.filter(\.isThere).map(\.name)
        guard sources.count == 1 else {
            throw Fault(
                path: path,
                words: sources.isEmpty
                    ? "it has no source; expected one of ‘twin’, ‘bluefors’ and ‘replay’"
                    : "it has \(sources.count) sources, \(sources.joined(separator: " and ")); expected one")
        }
        let plant = try plant(file, path)
        let device = try device(file, plant, path)
        if let twin = file.twin {
            return DeviceSettings(device, .twin(try self.twin(twin, plant ?? .preset("ld-400"), path + ["twin"])))
        }
        if let logs = file.bluefors {
            return DeviceSettings(device, .bluefors(try self.logs(logs, path + ["bluefors"])))
        }
        guard let logs = file.replay else { throw Fault(path: path, words: "it has no source") }
        return DeviceSettings(device, .replay(try self.logs(logs, path + ["replay"])))
    }

    private func plant(_ file: ServiceFile.DeviceFile, _ path: [String]) throws -> PlantDescription? {
        if file.cryostat != nil, file.preset != nil {
            throw Fault(path: path + ["preset"], words: "there is a ‘cryostat’ too; expected one of both")
        }
        do {
            if let name = file.cryostat {
                let description = try PlantDescription.read(place(name))
                // Whether it can be followed in time is told now, not when the service runs.
                _ = try description.model(readFrom: place(name))
                return description
            }
            return try file.preset.map { try PlantDescription.preset($0) }
        } catch let error as CryostatError {
            throw Fault(path: path + [file.preset == nil ? "cryostat" : "preset"], words: error.description)
        }
    }

    private func device(
        _ file: ServiceFile.DeviceFile, _ plant: PlantDescription?, _ path: [String]
    ) throws -> Device {
        let title = file.title ?? file.name
        var limits = plant.map(Limits.init(of:)) ?? Limits()
        for (stage, limit) in file.thresholds?.stages ?? [:] { limits.stages[stage] = limit }
        for (stage, limit) in limits.stages where !(limit > 0) {
            throw Fault(path: path + ["thresholds", stage], words: "expected above 0 K")
        }
        if let vacuum = file.thresholds?.vacuum {
            guard vacuum.si > 0 else {
                throw Fault(path: path + ["thresholds", "vacuum"], words: "expected above 0 Pa")
            }
            limits.vacuum = vacuum.si
        }
        guard case .link(let link, let parameters)? = plant, file.twin != nil else {
            return Device(cryostat: file.name, title: title, limits: limits, description: plant)
        }
        return try Device(link: file.name, title: title, limits: limits, description: .link(link, parameters))
    }

    private func twin(
        _ file: ServiceFile.TwinFile, _ plant: PlantDescription, _ path: [String]
    ) throws -> TwinSettings {
        var scenario = Scenario(name: "rest", title: "Nothing happens", start: .base)
        if let name = file.scenario {
            let plates = try plant.model().plates.map(\.name)
            scenario = try .read(place(name), plates: plates)
        }
        if let seed = file.seed { scenario.seed = seed }
        let end = scenario.events.map { $0.at + ($0.duration ?? 0) }.max() ?? 0
        if let period = file.period, !(period.si > end) {
            throw Fault(path: path + ["repeat"], words: "expected more than \(end) s, when its last event ends")
        }
        let history = file.history?.si ?? 0
        guard (0...400 * 86400).contains(history) else {
            throw Fault(path: path + ["history"], words: "expected 0 to 400 d")
        }
        return TwinSettings(plant: plant, scenario: scenario, period: file.period?.si, history: history)
    }

    private func logs(_ file: ServiceFile.LogsFile, _ path: [String]) throws -> LogSourceSettings {
        let zone: ZoneRules
        do { zone = try ZoneRules(named: file.zone) } catch {
            throw Fault(path: path + ["zone"], words: "\(error)")
        }
        var thermometers: [Int: String] = [:]
        for (channel, name) in (file.channels ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard channel.hasPrefix("CH"), let number = Int(channel.dropFirst(2)), (1...99).contains(number) else {
                throw Fault(
                    path: path + ["channels", channel],
                    words: "‘\(channel)’ is no thermometer of such files; expected CH and its number, such as CH3")
            }
            do throws(ChannelError) { _ = try Channel(device: "d", name: name, unit: .kelvin) } catch {
                throw Fault(path: path + ["channels", channel], words: error.description)
            }
            thermometers[number] = name
        }
        let folder = place(file.logs)
        var isFolder = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder else {
            throw Fault(
                path: path + ["logs"], words: "there is no folder \(folder); expected one with a folder for each day")
        }
        let settings = LogSourceSettings(folder: folder, zone: zone, thermometers: thermometers)
        for (number, name) in thermometers.sorted(by: { $0.key < $1.key }) {
            guard let other = settings.reading(folder).namesake(of: number) else { continue }
            throw Fault(
                path: path + ["channels", "CH\(number)"],
                words: "‘\(name)’ or what is made of it is the name of \(other) too; give each a name of its own")
        }
        return settings
    }
}
