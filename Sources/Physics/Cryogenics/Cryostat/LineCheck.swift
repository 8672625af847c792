import Text

/// Checks one group of lines against the cryostat that it runs through.
struct LineCheck {
    var cryostat: CryostatDescription
    var line: LineDescription
    var path: [CryostatError.Step]
    var cables: CableCatalogue

    func check() throws(CryostatError) {
        guard line.count.isFinite, line.count >= 0, line.count <= 1e6 else {
            throw CryostatError(path + [.key("count")], "\(line.count); expected 0 to a million")
        }
        try checkSpans()
        try checkParts()
        try checkAnchors()
        try notNegative(line.drivePower, "W", path + [.key("power")])
        try positive(line.driveFrequency, "Hz", path + [.key("frequency")])
        try notNegative(line.current, "A", path + [.key("current")])
        if let footprint = line.footprint { try positive(footprint, "m²", path + [.key("footprint")]) }
        if line.drivePower > 0, line.signal != .input {
            throw CryostatError(
                path + [.key("power")], "only a line whose signal is ‘input’ is driven from its warm end")
        }
        if line.current > 0, line.signal != .dc, line.drivePower > 0 {
            throw CryostatError(
                path + [.key("current")], "a line carries either microwaves or a current; expected one of both")
        }
    }

    private func checkSpans() throws(CryostatError) {
        try cryostat.require(line.to, path + [.key("to")])
        if let from = line.from { try cryostat.require(from, path + [.key("from")]) }
        let first = line.from.flatMap { cryostat.index(of: $0) } ?? -1
        guard let last = cryostat.index(of: line.to), first < last else {
            throw CryostatError(path + [.key("to")], "lies not below ‘from’; expected a colder stage")
        }
        for span in line.spans {
            let place = path + [.key("lengths"), .key(span.to.rawValue)]
            if let length = span.length { try positive(length, "m", place) }
            guard cables.names.contains(span.cable) else {
                throw CryostatError(
                    path + [.key("cable")], "no cable is called ‘\(span.cable)’\(suggestion(span.cable))")
            }
        }
    }

    private func suggestion(_ name: String) -> String {
        let near = nearestNames(to: name, among: cables.names)
        return near.isEmpty ? "" : "; the nearest are \(near.joined(separator: ", "))"
    }

    private func isOnTheWay(_ stage: Stage) -> Bool { line.spans.contains { $0.to == stage } }

    private func checkParts() throws(CryostatError) {
        for (index, part) in line.parts.enumerated() {
            let place = path + [.key("parts"), .item(index)]
            try cryostat.require(part.stage, place + [.key("at")])
            guard isOnTheWay(part.stage) else {
                let ends = "\(line.from?.rawValue ?? "room") to \(line.to.rawValue)"
                throw CryostatError(
                    place + [.key("at")],
                    "the \(part.stage.rawValue) stage lies beyond the line, which runs from \(ends)")
            }
            switch part.kind {
            case .attenuator(let decibels): try loss(decibels, place + [.key("attenuator_dB")])
            case .filter(let decibels): try loss(decibels, place + [.key("filter_dB")])
            case .amplifier(let power):
                try notNegative(power, "W", place + [.key("amplifier")])
                guard line.signal == .output else {
                    throw CryostatError(place, "only a line whose signal is ‘output’ has amplifiers")
                }
            }
        }
    }

    private func loss(_ decibels: Double, _ place: [CryostatError.Step]) throws(CryostatError) {
        guard decibels >= 0, decibels <= 200 else {
            throw CryostatError(place, "\(decibels) dB; expected 0 to 200 dB")
        }
        guard line.signal != .dc else { throw CryostatError(place, "a line without microwaves has no loss in dB") }
    }

    /// A conductor that is tied anywhere must be there in every span, or it would hang in the air.
    private func checkRole(of anchor: LineDescription.Anchor, _ place: [CryostatError.Step]) throws(CryostatError) {
        let wanted = Cable.Role.tied(to: anchor.role)
        for span in line.spans {
            guard let cable = try? cables.cable(named: span.cable), wanted.isDisjoint(with: cable.roles) else {
                continue
            }
            throw CryostatError(
                place,
                "cable \(span.cable) has no ‘\(anchor.role.rawValue)’ to be tied; it has "
                    + Cable.list(cable.roles))
        }
    }

    private func checkAnchors() throws(CryostatError) {
        var seen: Set<String> = []
        for anchor in line.anchors {
            let place = path + [.key("anchors"), .key(anchor.stage.rawValue), .key(anchor.role.rawValue)]
            guard isOnTheWay(anchor.stage) else {
                throw CryostatError(place, "the line does not reach this stage")
            }
            guard seen.insert("\(anchor.stage.rawValue) \(anchor.role.rawValue)").inserted else {
                throw CryostatError(place, "is given twice")
            }
            try notNegative(anchor.conductance, "W/K", place)
            try checkRole(of: anchor, place)
            if anchor.stage == line.to, anchor.conductance == 0 {
                throw CryostatError(
                    place, "a line without an anchor at its cold end is no line; expected a conductance")
            }
        }
        let stages = line.spans.dropLast().map(\.to)
        let loose = stages.filter { stage in
            Cable.Role.allCases.allSatisfy { role in
                line.anchors.contains { $0.stage == stage && $0.role == role && $0.conductance == 0 }
            }
        }
        guard stages.isEmpty || loose.count < stages.count || line.spans.count == 1 else {
            throw CryostatError(
                path + [.key("anchors")], "a line without an anchor anywhere on its way; expected one at some stage")
        }
    }
}
