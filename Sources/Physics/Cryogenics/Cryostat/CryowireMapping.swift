import Quantities

/// Lines of cryowire as groups of equal lines of a cryostat's file.
struct CryowireMapping {
    /// Through whose stages the lines run.
    var cryostat: CryostatDescription
    var modules: [String: CryowireFile.Module]
    var catalogue: [String: CryowireFile.Component]
    var choices: CryowireImport.Choices

    /// Equal lines.
    struct Group {
        var kind: CryowireImport.Kind
        var parts: [String]
        var names: [String]
        var qubits: [String]
    }

    /// In the order of the file.
    private(set) var groups: [Group] = []
    private var places: [String: Int] = [:]
    /// What was met that has no place, with the lines that have it.
    private var unmapped: [(what: String, lines: [String])] = []
    private var seen: Set<String> = []
    private var names: Set<String> = []

    init(
        cryostat: CryostatDescription, modules: [String: CryowireFile.Module],
        catalogue: [String: CryowireFile.Component], choices: CryowireImport.Choices
    ) {
        (self.cryostat, self.modules, self.catalogue, self.choices) = (cryostat, modules, catalogue, choices)
    }

    private static let stages: [(name: String, stage: Stage?)] = [
        ("RT", nil), ("50K", .fiftyKelvin), ("4K", .fourKelvin), ("Still", .still), ("CP", .coldPlate), ("MXC", .base),
    ]

    // MARK: Lines

    mutating func add(_ line: CryowireFile.Line, _ path: [CryostatError.Step]) throws(CryostatError) {
        let letters = line.id.prefix { $0.isLetter }
        guard let kind = CryowireImport.Kind(rawValue: String(letters)), letters.count < line.id.count else {
            throw CryostatError(
                path + [.key("line_id")], "‘\(line.id)’; expected C, RS or RR and a number, such as C00")
        }
        guard names.insert(line.id).inserted else {
            throw CryostatError(path + [.key("line_id")], "another line is called ‘\(line.id)’")
        }
        let found = try components(of: line, path)
        for name in found.keys.sorted() where !Self.stages.contains(where: { $0.name == name }) {
            throw CryostatError(
                path, "no stage is called ‘\(name)’; expected \(Self.stages.map(\.name).joined(separator: ", "))")
        }
        var parts: [String] = []
        for (name, stage) in Self.stages {
            for component in found[name] ?? [] {
                if let part = try part(component, at: stage, named: name, kind, line.id, path) { parts.append(part) }
            }
        }
        let key = kind.rawValue + parts.joined(separator: "\n")
        let qubits = (line.qubit.map { [$0] } ?? []) + (line.qubits ?? [])
        if let place = places[key] {
            groups[place].names.append(line.id)
            groups[place].qubits += qubits
        } else {
            places[key] = groups.count
            groups.append(Group(kind: kind, parts: parts, names: [line.id], qubits: qubits))
        }
    }

    private func resolve(
        _ reference: CryowireFile.Reference, _ path: [CryostatError.Step]
    ) throws(CryostatError) -> CryowireFile.Component {
        switch reference {
        case .component(let component): return component
        case .key(let key):
            guard let found = catalogue[key] else {
                throw CryostatError(path, "no component is called ‘\(key)’; give the file of components that has it")
            }
            return found
        }
    }

    private func components(
        of line: CryowireFile.Line, _ path: [CryostatError.Step]
    ) throws(CryostatError) -> [String: [CryowireFile.Component]] {
        var found: [String: [CryowireFile.Component]] = [:]
        if let name = line.module {
            guard let module = modules[name] else {
                throw CryostatError(path + [.key("module")], "no module is called ‘\(name)’")
            }
            for (stage, references) in module.stages {
                for reference in references { found[stage, default: []].append(try resolve(reference, path)) }
            }
        }
        for (stage, patch) in line.stages ?? [:] {
            let place = path + [.key("stages"), .key(stage)]
            switch patch {
            case .all(let references):
                found[stage] = []
                for reference in references { found[stage]?.append(try resolve(reference, place)) }
            case .change(let change):
                for removal in change.remove ?? [] {
                    let model: String
                    switch removal {
                    case .model(let name): model = name
                    case .key(let key): model = try resolve(.key(key), place).model
                    }
                    found[stage]?.removeAll { $0.model == model }
                }
                for reference in change.add ?? [] {
                    found[stage, default: []].append(try resolve(reference, place))
                }
            }
        }
        return found
    }

    // MARK: Components

    private mutating func part(
        _ component: CryowireFile.Component, at stage: Stage?, named stageName: String, _ kind: CryowireImport.Kind,
        _ line: String, _ path: [CryostatError.Step]
    ) throws(CryostatError) -> String? {
        let model = "\(component.manufacturer) \(component.model)"
        if let serial = component.serial, !serial.isEmpty { leaveOut("serial numbers", line) }
        guard let stage else {
            leaveOut("\(component.kind.rawValue) \(model) at room temperature", line)
            return nil
        }
        guard cryostat.index(of: stage) != nil else {
            throw CryostatError(
                path + [.key("stages"), .key(stageName)],
                "\(cryostat.name) has no \(stage.rawValue) stage for \(model); choose another preset")
        }
        var name = model
        let value: String
        switch component.kind {
        case .attenuator:
            guard let decibels = component.attenuation else {
                throw CryostatError(
                    path + [.key("stages"), .key(stageName)], "\(model): an attenuator needs ‘value_dB’")
            }
            value = "attenuator_dB: \(decibels)"
        case .filter:
            if let type = component.filterType, !type.isEmpty { name += ", \(type)" }
            assume("the loss of filters, 0 dB taken")
            value = "filter_dB: 0"
        case .isolator:
            name += ", isolator"
            let isReturn = kind == .readoutReturn
            assume(
                isReturn
                    ? "what isolators take of noise from above, \(choices.isolation) dB each"
                    : "the loss of isolators along their direction, 0 dB taken")
            value = "filter_dB: \(isReturn ? choices.isolation : 0)"
        case .amplifier:
            guard kind == .readoutReturn else {
                leaveOut("amplifier \(model) on a line down", line)
                return nil
            }
            if let type = component.amplifierType, !type.isEmpty { name += ", \(type)" }
            if let gain = component.gain { name += ", \(gain) dB" }
            let power = Power(si: choices.amplifierPower)
            assume("what amplifiers consume, \(power) each")
            value = "amplifier: \(power)"
        }
        return "{ at: \(stage.rawValue), \(value), name: \(CryowireImport.quoted(name)) }"
    }

    private mutating func leaveOut(_ what: String, _ line: String) {
        if let index = unmapped.firstIndex(where: { $0.what == what }) {
            if unmapped[index].lines.last != line { unmapped[index].lines.append(line) }
        } else {
            unmapped.append((what, [line]))
        }
    }

    private var assumed: [String] = []

    private mutating func assume(_ what: String) { if seen.insert(what).inserted { assumed.append(what) } }

    // MARK: What comes of it

    private func list(_ names: [String]) -> String {
        names.count > 6
            ? "\(names.prefix(3).joined(separator: ", ")) and \(names.count - 3) more"
            : names.joined(separator: ", ")
    }

    /// What was assumed and what was left out.
    func notes(_ file: CryowireFile) -> [String] {
        var notes = assumed.map { "assumed: \($0)" }
        for kind in CryowireImport.Kind.allCases where groups.contains(where: { $0.kind == kind }) {
            let cable = choices.cables[kind] ?? CryowireImport.defaultCable
            notes.append("assumed: \(kind.rawValue) lines are of \(cable) on every span")
        }
        notes.append("assumed: no signal power, no current")
        notes += unmapped.map { "left out: \($0.what) (\(list($0.lines)))" }
        if let chip = file.chip { notes.append("left out: the chip, \(chip.name) with \(chip.qubits) qubits") }
        if let metadata = file.metadata {
            let words = [metadata.date, metadata.operator, metadata.purpose, metadata.notes].compactMap(\.self)
            notes.append("left out: metadata: \(words.map(trimmed).filter { !$0.isEmpty }.joined(separator: "; "))")
        }
        return notes
    }

    private func trimmed(_ words: String) -> String {
        words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The lines as a cryostat's file states them.
    var lines: String {
        groups.map { group in
            let first = group.names.first ?? ""
            let name = group.names.count == 1 ? first : "\(first) to \(group.names.last ?? first)"
            var text = "  # \(group.names.joined(separator: ", "))"
            if !group.qubits.isEmpty { text += "; \(group.qubits.joined(separator: ", "))" }
            text += "\n  - name: \(CryowireImport.quoted(name))\n    count: \(group.names.count)\n"
            text += "    signal: \(group.kind == .readoutReturn ? "output" : "input")\n"
            text += "    cable: \(choices.cables[group.kind] ?? CryowireImport.defaultCable)\n"
            if !group.parts.isEmpty {
                text += "    parts:\n" + group.parts.map { "      - \($0)\n" }.joined()
            }
            return text
        }.joined()
    }
}
