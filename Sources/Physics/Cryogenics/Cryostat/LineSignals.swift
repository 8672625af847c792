import HeatTransfer
import Quantities

/// What runs in the lines of a cryostat whose temperatures are known: heat given off on the way, noise at the cold end.
///
/// Equal spans are worked out once: hundreds of lines share a few cables.
final class LineSignals {
    private let model: CryostatModel
    /// The temperatures that what is kept holds for.
    private var temperatures: [Double] = []
    private var losses: [Loss: Double] = [:]
    private var photons: [Loss: (passed: Double, added: Double)] = [:]
    private var resistances: [Int: Double] = [:]
    /// The spans of each line, as numbers of ``different`` ones: hashed once, not at every look-up.
    private let spans: [[Int]]
    private let different: [Span]

    private struct Span: Hashable {
        var cable: String
        /// Of the stage at the warm end; −1 for the room.
        var from: Int
        var to: Int
        var length: Double
    }

    private struct Loss: Hashable {
        var span: Int
        var frequency: Double
    }

    init(model: CryostatModel) {
        self.model = model
        let description = model.description
        var numbers: [Span: Int] = [:]
        var different: [Span] = []
        spans = description.lines.map { line in
            var from = line.from.flatMap { description.index(of: $0) } ?? -1
            return line.spans.compactMap { span in
                guard let to = description.index(of: span.to) else { return nil }
                defer { from = to }
                let made = Span(cable: span.cable, from: from, to: to, length: span.length(in: description))
                if let known = numbers[made] { return known }
                different.append(made)
                numbers[made] = different.count - 1
                return different.count - 1
            }
        }
        self.different = different
    }

    private var description: CryostatDescription { model.description }

    private func temperature(_ stage: Int) -> Double { stage < 0 ? description.ambient : temperatures[stage] }

    private func set(_ temperatures: [Double]) {
        guard temperatures != self.temperatures else { return }
        self.temperatures = temperatures
        losses = [:]
        photons = [:]
        resistances = [:]
    }

    /// A length by itself: where its ends are too near for a table, or a colder one comes first.
    private func run(_ span: Span) throws -> CableRun {
        try CableRun(
            try model.cables.cable(named: span.cable), from: temperature(span.from), to: temperature(span.to),
            length: span.length, materials: model.materials)
    }

    private func isTooNear(_ span: Span) -> Bool {
        CableTable.isTooNear(temperature(span.from), temperature(span.to))
    }

    /// In dB.
    private func loss(_ number: Int, _ frequency: Double) throws -> Double {
        let key = Loss(span: number, frequency: frequency)
        if let known = losses[key] { return known }
        let span = different[number]
        let made =
            isTooNear(span)
            ? try run(span).loss(frequency: frequency)
            : try model.tables.table(of: span.cable).loss(
                from: temperature(span.from), to: temperature(span.to), length: span.length, frequency: frequency)
        losses[key] = made
        return made
    }

    /// What becomes of photons that enter a span.
    private func photons(_ number: Int, _ frequency: Double) throws -> (passed: Double, added: Double) {
        let key = Loss(span: number, frequency: frequency)
        if let known = photons[key] { return known }
        let span = different[number]
        let made: (passed: Double, added: Double)
        if isTooNear(span) {
            let run = try run(span)
            let added = try run.photons(entering: 0, frequency: frequency)
            made = (try run.photons(entering: 1, frequency: frequency) - added, added)
        } else {
            made = try model.tables.table(of: span.cable).photons(
                from: temperature(span.from), to: temperature(span.to), length: span.length, frequency: frequency)
        }
        photons[key] = made
        return made
    }

    /// Says of which line an error is.
    private func naming<Value>(_ index: Int, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as LineError {
            throw CryostatError([.key("lines"), .item(index)], "\(error)")
        }
    }

    // MARK: Heat

    /// What each group of lines gives off at each stage, all its lines together, in W.
    func dissipation(at temperatures: [Double]) throws -> [[Double]] {
        set(temperatures)
        return try description.lines.enumerated().map { index, line in
            try naming(index) {
                try dissipation(of: line, index).map { $0 * line.count * description.factors.dissipation }
            }
        }
    }

    private func dissipation(of line: LineDescription, _ index: Int) throws -> [Double] {
        var heat = [Double](repeating: 0, count: temperatures.count)
        /// What a cable makes flows to both ends alike; the room takes its share unseen.
        func share(_ power: Double, _ span: Span) {
            if span.from >= 0 { heat[span.from] += power / 2 }
            heat[span.to] += power / 2
        }
        var power = line.drivePower
        for number in spans[index] {
            let span = different[number]
            if power > 0 {
                let left = power * ratio(try loss(number, line.driveFrequency))
                share(power - left, span)
                power = left
            }
            if line.current > 0 { share(try ohmicHeat(line.current, number), span) }
            for part in line.parts where description.index(of: part.stage) == span.to {
                switch part.kind {
                case .attenuator(let decibels), .filter(let decibels):
                    let left = power * ratio(decibels)
                    heat[span.to] += power - left
                    power = left
                case .amplifier(let own): heat[span.to] += own
                }
            }
        }
        // What reaches the end stays there.
        if let end = description.index(of: line.to) { heat[end] += power }
        return heat
    }

    /// Of all wires of a pair or loom, each carrying the current, or of the inner conductor.
    private func ohmicHeat(_ current: Double, _ number: Int) throws -> Double {
        if let known = resistances[number] { return current * current * known }
        let span = different[number]
        let cable = try model.cables.cable(named: span.cable)
        let role: Cable.Role = cable.roles.contains(.wire) ? .wire : .inner
        let made =
            isTooNear(span)
            ? try run(span).ohmicHeat(current: 1, in: role, materials: model.materials).total
            : try model.tables.table(of: span.cable).resistance(
                of: role, from: temperature(span.from), to: temperature(span.to), length: span.length)
        let wires = role == .wire ? cable.parts.lazy.filter { $0.role == .wire }.reduce(0) { $0 + $1.count } : 1
        resistances[number] = made * Double(wires)
        return current * current * made * Double(wires)
    }

    private func ratio(_ decibels: Double) -> Double { Waveguide.transmission(decibels: decibels) }

    // MARK: Noise

    /// Photons in a mode at the cold end of each group's lines; nil for lines without microwaves.
    ///
    /// - Parameters:
    ///   - temperatures: of the stages, in K.
    ///   - frequency: in Hz.
    ///   - withCables: whether cables lose and add photons too, or attenuators and filters alone.
    func noise(at temperatures: [Double], frequency: Double, withCables: Bool) throws -> [Double?] {
        set(temperatures)
        return try description.lines.enumerated().map { index, line in
            guard line.signal != .dc else { return nil }
            return try naming(index) { try noise(of: line, index, frequency, withCables) }
        }
    }

    private func noise(of line: LineDescription, _ index: Int, _ frequency: Double, _ withCables: Bool) throws -> Double
    {
        var photons = ThermalPhotons.occupation(
            frequency: frequency, temperature: temperature(line.from.flatMap { description.index(of: $0) } ?? -1))
        for number in spans[index] {
            let span = different[number]
            if withCables {
                let (passed, added) = try self.photons(number, frequency)
                photons = photons * passed + added
            }
            for part in line.parts where description.index(of: part.stage) == span.to {
                let temperature = temperature(span.to)
                switch part.kind {
                case .attenuator(let decibels), .filter(let decibels):
                    photons = ThermalPhotons.behind(
                        entering: photons, loss: decibels, frequency: frequency, temperature: temperature)
                case .amplifier:
                    // What an amplifier sends back down is taken as thermal, at the temperature of its stage.
                    photons = ThermalPhotons.occupation(frequency: frequency, temperature: temperature)
                }
            }
        }
        return photons
    }
}
