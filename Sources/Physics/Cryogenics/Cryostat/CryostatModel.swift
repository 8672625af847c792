import HeatTransfer
public import Materials

/// A cryostat ready to be solved: all stages at once, each pulling on the others.
///
/// ```swift
/// let state = try CryostatModel(.preset("krinner-50")).solve()
/// state.stages.last?.temperature    // of the base stage in K
/// ```
///
/// A node a stage. Lines, supports and radiation carry heat between them, by integrals of conductivities that depend on
/// temperature; coolers lift what their maps say at the temperatures of all their stages; what lines give off on the way is
/// worked out at the temperatures found, until both agree.
public struct CryostatModel: Sendable {
    /// The cryostat.
    public let description: CryostatDescription
    /// The cables that its lines are made of.
    public let cables: CableCatalogue
    let materials: LineMaterials
    let tables: CableTables

    /// Makes a model of a description.
    ///
    /// - Parameters:
    ///   - description: the cryostat.
    ///   - cables: those that its lines may name; those that come with Subkelvin, if left out.
    ///   - catalogue: the materials that cables and supports may name.
    /// - Throws: `CryostatError` where the parts make no cryostat.
    public init(
        _ description: CryostatDescription, cables: CableCatalogue? = nil,
        materials catalogue: MaterialCatalogue = .standard
    ) throws {
        let cables = try cables ?? .standard()
        try description.validate(cables: cables, materials: catalogue.names)
        self.description = description
        self.cables = cables
        materials = LineMaterials(catalogue: catalogue, laws: description.laws.map { .preferring($0) } ?? .standard)
        tables = CableTables(cables, materials)
        try requireLaws()
    }

    /// Laws that none of the materials has are a slip, for then nothing would change.
    private func requireLaws() throws {
        guard let laws = description.laws else { return }
        var names = Set(description.supports.map(\.material))
        for cable in Set(description.lines.flatMap(\.spans).map(\.cable)) {
            names.formUnion(try cables.cable(named: cable).parts.map(\.material))
        }
        var known: Set<String> = []
        for name in names {
            known.formUnion(
                try materials.material(name).properties[.thermalConductivity]?.alternatives.keys.map { $0 } ?? [])
        }
        guard names.isEmpty || known.contains(laws) else {
            let list = known.isEmpty ? "none has any" : "there are \(known.sorted().joined(separator: ", "))"
            throw CryostatError(
                [.key("laws")], "no material of its lines and supports has laws called ‘\(laws)’; \(list)")
        }
    }

    /// Makes a model of another description with the cables and integrated materials of a model that stands: where many
    /// descriptions of one machine are solved, materials are integrated once.
    ///
    /// - Parameters:
    ///   - description: the cryostat.
    ///   - other: what is shared; materials only where both follow the same laws.
    /// - Throws: `CryostatError` where the parts make no cryostat.
    public init(_ description: CryostatDescription, sharing other: CryostatModel) throws {
        try description.validate(cables: other.cables, materials: other.materials.catalogue.names)
        self.description = description
        cables = other.cables
        guard description.laws != other.description.laws else {
            (materials, tables) = (other.materials, other.tables)
            return
        }
        materials = LineMaterials(
            catalogue: other.materials.catalogue, laws: description.laws.map { .preferring($0) } ?? .standard)
        tables = CableTables(cables, materials)
        try requireLaws()
    }

    /// The network that stores heat, without coolers: for following the cryostat in time.
    ///
    /// What lines give off is that of the steady state, or at the stages' limits where there is none.
    ///
    /// - Parameter time: what stages store.
    /// - Throws: `NetworkError`, `MaterialError`, `CryostatError`.
    public func network(inTime time: CryostatNetwork.InTime) throws -> CryostatNetwork {
        var network = try CryostatNetwork(description, cables, materials, inTime: time)
        let rest = try? solve(withNoise: false, requiringMargins: false)
        let temperatures = rest?.stages.map(\.temperature) ?? description.stages.map(\.limit)
        try network.setDissipation(LineSignals(model: self).dissipation(at: temperatures))
        return network
    }

    /// The steady state.
    ///
    /// - Parameters:
    ///   - frequency: at which noise is counted, in Hz.
    ///   - withNoise: whether noise is counted; without it lines have none.
    ///   - guess: of the stages' temperatures in K, from warm to cold: near the solution it is found sooner.
    ///   - requiringMargins: whether a limit at which nothing is lifted is an error; else that stage's margin means nothing.
    ///   - tolerance: what lines give off is worked out anew until it changes by less than this part.
    /// - Throws: `NetworkError` where there is none, naming the stage that has too much heat or leaves what is known of its
    ///   cooler; `CryostatError` for a pulse tube that would rest outside of its map though no limit is exceeded, for a limit
    ///   at which nothing is lifted, for a dilution unit that needs its floor, and for a cable or support whose material is
    ///   not known at its ends.
    public func solve(
        frequency: Double = 6e9, withNoise: Bool = true, requiringMargins: Bool = true, near guess: [Double]? = nil,
        tolerance: Double = 1e-9
    ) throws -> CryostatState {
        let count = description.stages.count
        var temperatures = guess.flatMap { $0.count == count ? $0 : nil } ?? description.stages.map(\.limit)
        let state = try placing(&temperatures) { temperatures in
            var network = try CryostatNetwork(description, cables, materials, guess: temperatures)
            let signals = LineSignals(model: self)
            try network.setDissipation(signals.dissipation(at: temperatures))
            let solver = try NetworkSolver(network.network)
            var steady = try solver.steadyState()
            temperatures = network.stages.map { steady[$0] }
            // What cables turn into heat depends on their temperatures, weakly: a few rounds settle it.
            for _ in 0..<20 where !network.dissipation.isEmpty {
                guard try network.setDissipation(signals.dissipation(at: temperatures)) > tolerance else { break }
                solver.update(network.network)
                steady = try solver.steadyState(from: steady.temperatures)
                temperatures = network.stages.map { steady[$0] }
            }
            return try CryostatState(
                model: self, steady: steady, network: network, signals: signals, frequency: frequency,
                withNoise: withNoise)
        }
        try state.requireKnownCooling()
        if requiringMargins { try state.requireCapacity() }
        return state
    }

    /// Runs what finds a state, and blames the part of the description that its error is about.
    private func placing(
        _ temperatures: inout [Double], _ body: (inout [Double]) throws -> CryostatState
    ) throws -> CryostatState {
        do { return try body(&temperatures) } catch let error as CryostatError { throw error } catch {
            throw misplacedCable(at: temperatures) ?? misplacedSupport(at: temperatures) ?? missingFloor(error) ?? error
        }
    }

    /// Without a floor a dilution unit cools without end, past what is known of materials; nil where that is not so.
    private func missingFloor(_ error: any Error) -> (any Error)? {
        guard let network = error as? NetworkError, case .outOfRange(let range) = network.reason,
            case .outOfRange(let temperature, let known, _) = range.reason, temperature < known.lowerBound
        else { return nil }
        for (index, cooler) in description.coolers.enumerated() {
            guard case .dilutionUnit(let unit) = cooler.kind, unit.exchange == nil else { continue }
            return CryostatError(
                [.key("coolers"), .item(index)],
                "give ‘floor’, the lowest temperature with nothing on it: without one so little heat lets it cool to where "
                    + "materials are not known (\(error))")
        }
        return nil
    }

    /// The first support whose material is not known at the temperatures of its ends; nil where all are.
    private func misplacedSupport(at temperatures: [Double]) -> (any Error)? {
        for (index, support) in description.supports.enumerated() {
            guard let cold = description.index(of: support.to).map({ temperatures[$0] }) else { continue }
            let warm =
                support.from.flatMap { description.index(of: $0) }.map { temperatures[$0] } ?? description.ambient
            do {
                _ = try HeatExchange.conduction(
                    area: support.area, length: 1,
                    conductivity: try materials.conductivity(of: support.material, ratio: nil)
                ).heat(from: warm, to: cold)
            } catch { return CryostatError([.key("supports"), .item(index), .key("material")], "\(error)") }
        }
        return nil
    }

    /// The first line whose cable is not known at the temperatures of its ends; nil where all are.
    private func misplacedCable(at temperatures: [Double]) -> (any Error)? {
        for (index, line) in description.lines.enumerated() where line.count > 0 {
            var warm = line.from.flatMap { description.index(of: $0) }.map { temperatures[$0] } ?? description.ambient
            for span in line.spans {
                guard let cold = description.index(of: span.to).map({ temperatures[$0] }) else { continue }
                do {
                    _ = try cables.cable(named: span.cable).heat(
                        from: warm, to: cold, length: span.length(in: description), materials: materials)
                } catch {
                    return CryostatError(
                        [.key("lines"), .item(index), .key("cable")],
                        "cable \(span.cable) to the \(span.to.rawValue) stage: \(error)")
                }
                warm = cold
            }
        }
        return nil
    }

    /// What stages held at given temperatures receive, whatever would hold them there.
    ///
    /// - Parameters:
    ///   - temperatures: of the stages in K, from warm to cold.
    ///   - frequency: at which noise is counted, in Hz.
    /// - Throws: `CryostatError` for another number of temperatures; `NetworkError` where a material is not known there.
    public func state(at temperatures: [Double], frequency: Double = 6e9) throws -> CryostatState {
        guard temperatures.count == description.stages.count else {
            throw CryostatError(
                [], "\(temperatures.count) temperatures where there are \(description.stages.count) stages")
        }
        var held = temperatures
        let state = try placing(&held) { temperatures in
            var network = try CryostatNetwork(description, cables, materials, fixedAt: temperatures)
            let signals = LineSignals(model: self)
            try network.setDissipation(signals.dissipation(at: temperatures))
            return try CryostatState(
                model: self, steady: try network.network.steadyState(), network: network, signals: signals,
                frequency: frequency, isHeld: true)
        }
        try state.requireCapacity()
        return state
    }
}

extension CryostatNetwork {
    /// Sets what lines give off, a number for each line and stage in W.
    ///
    /// - Returns: the largest change, as a share of the largest power.
    @discardableResult
    mutating func setDissipation(_ powers: [[Double]]) throws -> Double {
        var (change, largest) = (0.0, 0.0)
        for (line, stage, flow) in dissipation {
            let power = powers[line][stage]
            change = max(change, abs(power - network.power(of: flow)))
            largest = max(largest, power)
            try network.setPower(of: flow, to: power)
        }
        return largest > 0 ? change / largest : 0
    }
}
