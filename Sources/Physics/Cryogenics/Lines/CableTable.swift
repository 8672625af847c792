import Glibc
import HeatTransfer
import Materials
import Synchronization

/// What a cable loses, adds and resists between any two temperatures, from stretches that are worked out once.
///
/// What ``CableRun`` adds up along a length is an integral over temperature, of which only the ends differ from one state of a
/// cryostat to the next:
///
///     loss = L/ΔΦ · ∫ α(f, T) K(T) dT,   ΔΦ = ∫ K dT,   K = Σ Aⱼ kⱼ
///
/// Stretches lie between fixed temperatures, sixteen to a factor of two, cut where something jumps. Those inside are kept; the two
/// at the ends are worked out anew.
final class CableTable: Sendable {
    /// The cable.
    let cable: Cable
    private let materials: LineMaterials
    private let conduction: HeatExchange
    /// Where the loss or a resistance jumps or bends, in K.
    private let knots: [Double]
    private let known = Mutex(Known())

    /// What does not depend on the ends of a length.
    private struct Known {
        var stretches: [Int: [Stretch]] = [:]
        var attenuation: CableAttenuation?
        var losses: [Double: [Int: Losses]] = [:]
        var resistances: [Cable.Role: [Int: Double]] = [:]
    }

    /// Between two temperatures, from warm to cold.
    private struct Stretch {
        /// Of those that are kept: a number of its own.
        var number: Int?
        /// Where it ends, in K.
        var cold: Double
        /// ∫K dT in W·m.
        var flow: Double
        /// Temperatures in K at the nodes, with their share of the flow's way, 0 to 1, and weights that add up to 1.
        var nodes: [(temperature: Double, place: Double, weight: Double)]
    }

    /// Of a stretch at one frequency.
    private struct Losses {
        /// ∫αK dT in dB·W.
        var integral: Double
        /// Photons in equilibrium at the nodes, less those at the cold end.
        var excess: [Double]
        /// Photons in equilibrium at the cold end.
        var end: Double
    }

    /// A table of a cable, empty at first.
    init(_ cable: Cable, materials: LineMaterials) throws {
        self.cable = cable
        self.materials = materials
        conduction = try cable.conduction(length: 1, materials: materials)
        let critical = try cable.parts.compactMap { try materials.material($0.material).criticalTemperature }
        let attenuation = try? CableAttenuation(cable, materials: materials)
        knots = Set(critical + (attenuation?.knots ?? [])).sorted(by: >)
    }

    private static let perOctave = 16.0
    /// Gauss–Legendre with three points on 0 to 1: over 4 % in temperature right to 1e-10.
    private static let nodes = [0.112701665379258, 0.5, 0.887298334620742]
    private static let weights = [5.0 / 18, 8.0 / 18, 5.0 / 18]

    private func edge(_ index: Int) -> Double { exp2(Double(index) / Self.perOctave) }

    // MARK: Stretches

    private func stretch(from warm: Double, to cold: Double) throws -> Stretch {
        let flow = try conduction.heat(from: warm, to: cold).heat
        var nodes: [(temperature: Double, place: Double, weight: Double)] = []
        var sum = 0.0
        for (node, weight) in zip(Self.nodes, Self.weights) {
            let temperature = warm + node * (cold - warm)
            let (beyond, slope, _) = try conduction.heat(from: temperature, to: cold)
            nodes.append((temperature, 1 - beyond / flow, weight * slope))
            sum += weight * slope
        }
        for index in nodes.indices { nodes[index].weight /= sum }
        return Stretch(cold: cold, flow: flow, nodes: nodes)
    }

    private func stretches(between warm: Double, and cold: Double) throws -> [Stretch] {
        let inside = knots.filter { $0 < warm && $0 > cold }
        return try zip([warm] + inside, inside + [cold]).map { try stretch(from: $0, to: $1) }
    }

    /// From warm to cold; those between two edges of the grid are kept.
    private func stretches(from warm: Double, to cold: Double, _ known: inout Known) throws -> [Stretch] {
        let first = Int((log2(warm) * Self.perOctave).rounded(.down))
        let last = Int((log2(cold) * Self.perOctave).rounded(.up))
        guard first > last else { return try stretches(between: warm, and: cold) }
        var found: [Stretch] = []
        if edge(first) < warm { found += try stretches(between: warm, and: edge(first)) }
        for index in stride(from: first, to: last, by: -1) {
            if known.stretches[index] == nil {
                var made = try stretches(between: edge(index), and: edge(index - 1))
                for part in made.indices { made[part].number = index * 64 + part }
                known.stretches[index] = made
            }
            found += known.stretches[index] ?? []
        }
        if edge(last) > cold { found += try stretches(between: edge(last), and: cold) }
        return found
    }

    private func losses(of stretch: Stretch, _ frequency: Double, _ known: inout Known) throws -> Losses {
        if let number = stretch.number, let found = known.losses[frequency]?[number] { return found }
        if known.attenuation == nil { known.attenuation = try CableAttenuation(cable, materials: materials) }
        let end = ThermalPhotons.occupation(frequency: frequency, temperature: stretch.cold)
        var made = Losses(integral: 0, excess: [], end: end)
        for node in stretch.nodes {
            let loss = try known.attenuation?.decibelsPerMetre(frequency: frequency, temperature: node.temperature)
            made.integral += stretch.flow * node.weight * (loss ?? 0)
            made.excess.append(
                ThermalPhotons.occupation(frequency: frequency, temperature: node.temperature) - end)
        }
        if let number = stretch.number { known.losses[frequency, default: [:]][number] = made }
        return made
    }

    // MARK: Lengths

    /// Whether the ends are so near, or the wrong way round, that no stretch lies between them.
    static func isTooNear(_ warm: Double, _ cold: Double) -> Bool { !(warm > cold * (1 + 1e-6)) }

    /// What a signal loses on the way from warm to cold, in dB.
    ///
    /// - Parameters:
    ///   - warm: in K.
    ///   - cold: in K, below.
    ///   - length: in m.
    ///   - frequency: in Hz.
    func loss(from warm: Double, to cold: Double, length: Double, frequency: Double) throws -> Double {
        try known.withLock { known in
            var (loss, flow) = (0.0, 0.0)
            for stretch in try stretches(from: warm, to: cold, &known) {
                loss += try losses(of: stretch, frequency, &known).integral
                flow += stretch.flow
            }
            return length * loss / flow
        }
    }

    /// What becomes of photons on the way from warm to cold: so much of those that enter is left, so many are added.
    func photons(
        from warm: Double, to cold: Double, length: Double, frequency: Double
    ) throws -> (passed: Double, added: Double) {
        try known.withLock { known in
            let stretches = try stretches(from: warm, to: cold, &known)
            let scale = length * log(10) / 10 / stretches.reduce(0) { $0 + $1.flow }
            var (photons, depths) = (0.0, 0.0)
            for stretch in stretches {
                let losses = try losses(of: stretch, frequency, &known)
                guard losses.integral > 0 else { continue }
                let depth = losses.integral * scale
                depths += depth
                photons += expm1(-depth) * (photons - losses.end)
                for (node, excess) in zip(stretch.nodes, losses.excess) {
                    photons += node.weight * depth * exp(-depth * (1 - node.place)) * excess
                }
            }
            return (exp(-depths), photons)
        }
    }

    /// The resistance of one conductor from warm to cold, in Ω.
    func resistance(of role: Cable.Role, from warm: Double, to cold: Double, length: Double) throws -> Double {
        try known.withLock { known in
            var (sum, flow) = (0.0, 0.0)
            for stretch in try stretches(from: warm, to: cold, &known) {
                flow += stretch.flow
                if let number = stretch.number, let found = known.resistances[role]?[number] {
                    sum += found
                    continue
                }
                var own = 0.0
                for node in stretch.nodes {
                    own +=
                        node.weight
                        * (try cable.resistance(of: role, at: node.temperature, materials: materials))
                }
                own *= stretch.flow
                if let number = stretch.number { known.resistances[role, default: [:]][number] = own }
                sum += own
            }
            return length * sum / flow
        }
    }
}

/// The tables of the cables that a cryostat is made of.
final class CableTables: Sendable {
    private let cables: CableCatalogue
    private let materials: LineMaterials
    private let known = Mutex([String: CableTable]())

    init(_ cables: CableCatalogue, _ materials: LineMaterials) {
        self.cables = cables
        self.materials = materials
    }

    /// The table of a cable.
    func table(of name: String) throws -> CableTable {
        try known.withLock { known in
            if let found = known[name] { return found }
            let made = try CableTable(try cables.cable(named: name), materials: materials)
            known[name] = made
            return made
        }
    }
}
