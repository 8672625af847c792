import Configuration
import Cryogenics
import Quantities
import Qubits

extension Fleet {
    /// Reads a fleet with the cryostats, wirings and qubit that its file names.
    ///
    /// - Parameter path: of a file (`kind: Fleet`); paths in it are relative to it.
    /// - Throws: `ConfigurationError` with the place of what is wrong, in this file or in one that it names; `CryostatError`
    ///   for a preset that is not there.
    public static func read(_ path: String) throws -> Fleet {
        let file = try ConfigurationDecoder().decode(CheckedFleet.self, fromFile: path).file
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        func place(_ name: String) -> String { name.hasPrefix("/") ? name : folder + name }
        var options: [Option] = []
        for option in file.options {
            let isOwn = option.cryostat != nil || option.preset != nil
            let (own, preset) = isOwn ? (option.cryostat, option.preset) : (file.cryostat, file.preset)
            let cryostat: CryostatDescription
            if let own {
                cryostat = try .read(place(own))
            } else {
                cryostat = try .preset(preset ?? "")
            }
            let wiring = try Wiring.read(place(option.wiring ?? file.wiring ?? ""), for: cryostat)
            options.append(
                Option(
                    name: Self.name(option), devicesPerCryostat: option.devices,
                    cryostat: cryostat.unwired, wiring: wiring))
        }
        var qubit: Qubit?
        if let part = file.qubit {
            qubit = Qubit(
                file: try ConfigurationDecoder().decode(QubitFile.self, fromFile: place(part.file)),
                lines: part.lines ?? [:], largestError: part.largestError)
            try checkLines(path, options)
        }
        return Fleet(
            name: file.name, title: file.title, devices: file.devices, qubitsPerDevice: file.qubits,
            temperature: file.temperature.si, devicesCold: file.devicesCold ?? 0, options: options, qubit: qubit,
            availability: file.availability.availability, prices: file.prices?.prices ?? FleetPrices(),
            compressorPower: file.compressorPower?.si ?? 10e3, compressors: file.compressors,
            floor: file.floor?.si ?? 15,
            assumptions: (file.assumptions ?? []).map { CryostatDescription.Assumption($0.what, source: $0.source) })
    }
}

extension Fleet {
    /// What an option is called: by the devices in a cryostat, if it has no name.
    static func name(_ option: FleetFile.OptionFile) -> String {
        option.name ?? "\(option.devices) to a cryostat"
    }

    /// Reads the file again, now that the wirings are known, to refuse lines that they lack where they are named.
    private static func checkLines(_ path: String, _ options: [Option]) throws {
        var decoder = ConfigurationDecoder()
        if let key = CheckedFleet.wirings { decoder.userInfo[key] = options.map(\.wiring) }
        _ = try decoder.decode(CheckedFleet.self, fromFile: path)
    }
}

extension FleetFile.AvailabilityFile {
    var availability: Availability {
        Availability(
            cooldownDays: cooldownDays, warmupDays: warmupDays, plannedWarmups: plannedWarmups,
            warmupsPerDevice: warmupsPerDevice ?? 0, failures: failures, repairDays: repairDays)
    }
}

extension FleetFile.PricesFile {
    var prices: FleetPrices {
        var result = FleetPrices()
        if let currency { result.currency = currency }
        if let cryostat { result.cryostat = cryostat.price }
        if let line { result.line = line.price }
        if let energy { result.energy = energy.price }
        if let service { result.service = service.price }
        if let cooldown { result.cooldown = cooldown.price }
        if let space { result.space = space.price }
        if let years { result.years = years }
        if let interest { result.interest = interest }
        return result
    }
}

/// A fleet's file whose numbers are checked while its errors still have their place.
struct CheckedFleet: Decodable {
    var file: FleetFile

    /// What is wrong, and the keys that lead there.
    private struct Fault: Error {
        var path: [String]
        var words: String
    }

    /// A key, or the number of an item.
    private struct Place: CodingKey {
        var stringValue: String
        var intValue: Int?
        init(stringValue: String) { (self.stringValue, intValue) = (stringValue, Int(stringValue)) }
        init(intValue: Int) { (stringValue, self.intValue) = ("\(intValue)", intValue) }
    }

    /// The options' wirings, once they are read.
    static let wirings = CodingUserInfoKey(rawValue: "CheckedFleet.wirings")

    init(from decoder: any Decoder) throws {
        file = try FleetFile(from: decoder)
        let wirings = Self.wirings.flatMap { decoder.userInfo[$0] as? [Wiring] } ?? []
        do throws(Fault) {
            try check()
            try checkLines(wirings)
        } catch {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath + error.path.map { Place(stringValue: $0) },
                    debugDescription: error.words))
        }
    }

    /// Whether every wiring has the lines that stand for the qubit's.
    private func checkLines(_ wirings: [Wiring]) throws(Fault) {
        for (own, wired) in (file.qubit?.lines ?? [:]).sorted(by: { $0.key < $1.key }) {
            for wiring in wirings {
                let known = wiring.lines.filter { $0.signal != .dc }.map(\.name)
                guard !known.contains(wired) else { continue }
                throw Fault(
                    path: ["qubit", "lines", own],
                    words: "the wiring ‘\(wiring.name)’ has no line ‘\(wired)’ for microwaves; there "
                        + (known.isEmpty ? "is none" : "are \(known.joined(separator: ", "))"))
            }
        }
    }

    /// Whether options can be told apart.
    private func checkNames() throws(Fault) {
        for (index, option) in file.options.enumerated() {
            for (earlier, other) in file.options[..<index].enumerated() {
                guard Fleet.name(option) == Fleet.name(other) else { continue }
                throw Fault(
                    path: ["options", "\(index)"] + (option.name == nil ? [] : ["name"]),
                    words:
                        "options[\(earlier)] is called ‘\(Fleet.name(option))’ too; give one of both another ‘name’, or leave it out"
                )
            }
        }
    }

    private func check() throws(Fault) {
        func require(_ holds: Bool, _ path: [String], _ words: String) throws(Fault) {
            guard holds else { throw Fault(path: path, words: words) }
        }
        func notNegative(_ value: Double?, _ path: String...) throws(Fault) {
            guard let value, !(value.isFinite && value >= 0) else { return }
            throw Fault(path: path, words: "\(value); expected 0 or more")
        }
        try require((1...100_000).contains(file.devices), ["devices"], "\(file.devices); expected 1 to 100000")
        try require((1...1_000_000).contains(file.qubits), ["qubits"], "\(file.qubits); expected 1 to 1000000")
        try require(file.temperature.si > 0, ["temperature"], "expected above 0 K")
        try require(
            (0...file.devices).contains(file.devicesCold ?? 0), ["devices_cold"],
            "\(file.devicesCold ?? 0); expected 0 to the fleet's \(file.devices)")
        try require(!file.options.isEmpty, ["options"], "none; expected at least one way of placing devices")
        try checkNames()
        try require(
            file.cryostat == nil || file.preset == nil, ["preset"], "there is a ‘cryostat’ too; expected one of both")
        for (index, option) in file.options.enumerated() {
            let path = ["options", "\(index)"]
            try require(
                (1...file.devices).contains(option.devices), path + ["devices_per_cryostat"],
                "\(option.devices); expected 1 to the fleet's \(file.devices)")
            try require(
                option.cryostat == nil || option.preset == nil, path + ["preset"],
                "there is a ‘cryostat’ too; expected one of both")
            let names = [option.cryostat, option.preset, file.cryostat, file.preset]
            try require(
                names.contains { $0 != nil }, path, "no cryostat; expected ‘cryostat’ or ‘preset’ here or above")
            if let preset = option.preset ?? (option.cryostat == nil ? file.preset : nil) {
                let known = CryostatDescription.presets
                try require(
                    known.contains(preset), option.preset == nil ? ["preset"] : path + ["preset"],
                    "no preset is called ‘\(preset)’; there are \(known.joined(separator: ", "))")
            }
            try require((option.wiring ?? file.wiring) != nil, path, "no wiring; expected ‘wiring’ here or above")
        }
        try checkTimes(notNegative)
        let prices = file.prices
        for (name, price) in [
            ("cryostat", prices?.cryostat), ("line", prices?.line), ("energy", prices?.energy),
            ("service", prices?.service), ("cooldown", prices?.cooldown), ("space", prices?.space),
        ] {
            if let price { try notNegative(price.value, "prices", name, "value") }
        }
        try notNegative(prices?.interest, "prices", "interest")
        if let years = prices?.years {
            try require(years > 0 && years.isFinite, ["prices", "years"], "\(years); expected above 0")
        }
        try notNegative(file.qubit?.largestError, "qubit", "largest_error")
        try notNegative(file.compressors, "compressors")
        try notNegative(file.compressorPower?.si, "compressor_power")
        try notNegative(file.floor?.si, "floor")
    }

    private func checkTimes(_ notNegative: (Double?, String...) throws(Fault) -> Void) throws(Fault) {
        let times = file.availability
        try notNegative(times.cooldownDays, "availability", "cooldown_days")
        try notNegative(times.warmupDays, "availability", "warmup_days")
        try notNegative(times.plannedWarmups, "availability", "planned_warmups")
        try notNegative(times.warmupsPerDevice, "availability", "warmups_per_device")
        try notNegative(times.failures, "availability", "failures")
        try notNegative(times.repairDays, "availability", "repair_days")
    }
}
