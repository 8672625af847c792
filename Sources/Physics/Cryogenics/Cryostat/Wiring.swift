public import Configuration
import Quantities

/// What one qubit adds to a cryostat: shares of lines, and heat that its electronics give off.
public struct Wiring: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The name in words.
    public var title: String
    /// Lines, their counts those of one qubit: 1 for a line of its own, 1/8 of one that eight share.
    public var lines: [LineDescription]
    /// Heat given off, its counts those of one qubit.
    public var loads: [LoadDescription]
    /// What was assumed, with its source.
    public var assumptions: [CryostatDescription.Assumption]
    /// How well it is known what it brings, where that differs from what is usual.
    public var uncertainties: [CryostatUncertainty] = []

    /// Describes what a qubit adds.
    public init(
        name: String, title: String, lines: [LineDescription] = [], loads: [LoadDescription] = [],
        assumptions: [CryostatDescription.Assumption] = [], uncertainties: [CryostatUncertainty] = []
    ) {
        self.name = name
        self.title = title
        self.lines = lines
        self.loads = loads
        self.assumptions = assumptions
        self.uncertainties = uncertainties
    }

    /// Reads what a qubit adds to a given cryostat.
    ///
    /// - Parameters:
    ///   - path: of a file (`kind: Wiring`).
    ///   - cryostat: through whose stages the lines run.
    /// - Throws: `ConfigurationError` with the place of what is wrong.
    public static func read(_ path: String, for cryostat: CryostatDescription) throws(ConfigurationError) -> Wiring {
        var decoder = ConfigurationDecoder()
        if let key = CheckedWiring.key { decoder.userInfo[key] = cryostat }
        return try decoder.decode(CheckedWiring.self, fromFile: path).wiring
    }
}

extension CryostatDescription {
    /// The cryostat with so many qubits' wiring besides its own.
    ///
    /// - Parameters:
    ///   - wiring: of one qubit.
    ///   - qubits: how many; need not be whole.
    public func adding(_ wiring: Wiring, qubits: Double) -> CryostatDescription {
        var copy = self
        for var line in wiring.lines {
            line.name = "\(line.name) (\(wiring.name))"
            line.count *= qubits
            copy.lines.append(line)
        }
        for var load in wiring.loads {
            load.name = "\(load.name) (\(wiring.name))"
            load.count *= qubits
            copy.loads.append(load)
        }
        return copy
    }

    /// The cryostat without lines and devices: what there is before it is wired.
    public var unwired: CryostatDescription {
        var copy = self
        copy.lines = []
        copy.loads.removeAll { $0.kind == .device }
        return copy
    }

    /// The cryostat whose plates let any number of lines through.
    public var withoutLineAreas: CryostatDescription {
        var copy = self
        for index in stages.indices { copy.stages[index].plate?.lineArea = nil }
        return copy
    }

    /// The cryostat down to a stage: what is colder is left out, and lines end there.
    ///
    /// - Parameter stage: one of the stages.
    public func truncated(to stage: Stage) -> CryostatDescription {
        guard let last = index(of: stage) else { return self }
        var copy = self
        copy.stages = Array(stages[...last])
        let kept = copy.stages.map(\.stage)
        copy.coolers.removeAll { cooler in !cooler.stages(of: stages.map(\.stage)).allSatisfy { kept.contains($0) } }
        copy.supports.removeAll { !kept.contains($0.to) }
        copy.loads.removeAll { !kept.contains($0.stage) }
        copy.lines = lines.compactMap { $0.truncated(to: kept) }
        return copy
    }
}

extension Wiring {
    /// What a qubit adds where it sits at a warmer stage: lines end there, and nothing is colder.
    ///
    /// - Parameters:
    ///   - stage: where it sits.
    ///   - cryostat: through whose stages the lines run.
    public func truncated(to stage: Stage, of cryostat: CryostatDescription) -> Wiring {
        let kept = cryostat.truncated(to: stage).stages.map(\.stage)
        var copy = self
        copy.lines = lines.compactMap { $0.truncated(to: kept) }
        copy.loads.removeAll { !kept.contains($0.stage) }
        return copy
    }
}

extension LineDescription {
    /// The line as far as some stages go; nil where it only begins at the last of them.
    func truncated(to stages: [Stage]) -> LineDescription? {
        var copy = self
        copy.spans.removeAll { !stages.contains($0.to) }
        guard let end = copy.spans.last?.to else { return nil }
        copy.to = end
        copy.parts.removeAll { !stages.contains($0.stage) }
        copy.anchors.removeAll { !stages.contains($0.stage) }
        return copy
    }
}
