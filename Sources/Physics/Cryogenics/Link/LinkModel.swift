import Glibc
public import HeatTransfer
public import Materials

/// The thermal model of a link: its layout, its parameters, and the heat that reaches its outermost shield.
///
/// Two ways to solve it: all stages coupled, or the cascade of arXiv:2604.15971, appendix C.
public struct LinkModel: Sendable {
    /// How the stages act on one another.
    public enum Coupling: String, Sendable, Hashable, CaseIterable, Codable {
        /// All at once: each stage gives up what the next receives, radiation goes both ways.
        case coupled
        /// One after the other, from hot to cold: a stage feels the warmer one and nothing else; no back radiation.
        case cascade
    }

    /// The modules in a row.
    public let description: LinkDescription
    /// How long a cell should be, in m.
    public private(set) var cellLength: Double
    /// The blocks.
    public private(set) var layout: LinkLayout
    /// The parameters.
    public let parameters: LinkParameters
    /// The flux in W/m² at a cold outermost shield.
    public private(set) var flux: Double
    /// How the stages act on one another.
    public let coupling: Coupling
    /// Θ of each stage's shield, hottest first, and of the copper of joints by residual resistance ratio.
    public let shields: [PropertyIntegral]
    private let joints: [Double: PropertyIntegral]

    /// Makes a model.
    ///
    /// - Parameters:
    ///   - description: the modules in a row.
    ///   - parameters: what they are made of.
    ///   - flux: the name of the flux on the outermost shield.
    ///   - coupling: how the stages act on one another.
    ///   - cellLength: how long a cell should be, in m.
    ///   - catalogue: where the shields' materials are looked up.
    /// - Throws: `LinkError`, `MaterialError` or `NetworkError` where the parts do not fit.
    public init(
        _ description: LinkDescription, _ parameters: LinkParameters, flux: String, coupling: Coupling = .coupled,
        cellLength: Double = 0.05, catalogue: MaterialCatalogue = .standard
    ) throws {
        self.description = description
        self.cellLength = cellLength
        layout = try LinkLayout(description, parameters, cellLength: cellLength)
        self.parameters = parameters
        self.coupling = coupling
        guard case .flux(let fluxes)? = parameters.stages.first?.load, let value = fluxes[flux] else {
            var known: [String] = []
            if case .flux(let fluxes)? = parameters.stages.first?.load { known = fluxes.keys.sorted() }
            throw LinkError(module: nil, reason: .unknown(what: "heat flux", name: flux, known: known))
        }
        self.flux = value
        shields = try parameters.stages.map { stage in
            try PropertyIntegral(
                .thermalConductivity, of: catalogue.material(named: stage.shield.material),
                Conditions(residualResistanceRatio: stage.shield.residualResistanceRatio))
        }
        var joints: [Double: PropertyIntegral] = [:]
        for stage in parameters.stages {
            for joint in [stage.node, stage.unit, stage.braid] {
                guard case .copper(let ratio) = joint.law, joints[ratio] == nil else { continue }
                joints[ratio] = try PropertyIntegral(
                    .thermalConductivity, of: catalogue.material(named: "copper"),
                    Conditions(residualResistanceRatio: ratio))
            }
        }
        self.joints = joints
    }

    /// The same link with another flux on its outermost shield.
    ///
    /// - Parameter flux: in W/m² at a cold shield; finite and positive.
    /// - Throws: `LinkError` where it is not.
    public func with(flux: Double) throws(LinkError) -> LinkModel {
        guard flux.isFinite, flux > 0 else {
            throw LinkError(module: nil, reason: .notPositive(quantity: "heat flux", value: flux))
        }
        var copy = self
        copy.flux = flux
        return copy
    }

    /// The same link in cells of another length, in m.
    ///
    /// - Throws: `LinkError` where it is not positive.
    func with(cellLength: Double) throws(LinkError) -> LinkModel {
        var copy = self
        copy.layout = try LinkLayout(description, parameters, cellLength: cellLength)
        copy.cellLength = cellLength
        return copy
    }

    /// Solves the model once; who solves it often keeps a ``LinkSolver``.
    ///
    /// - Throws: `NetworkError` naming the place and the physical reason where there is no steady state.
    public func solve() throws(NetworkError) -> LinkState { try LinkSolver(self).solve() }

    /// What each block of a stage receives from the warmer one, in W.
    ///
    /// - Parameters:
    ///   - index: the stage.
    ///   - temperatures: its own, block by block, in K; back radiation counts where the stages are coupled.
    ///   - warm: the warmer stage's; nil for the outermost.
    func load(on index: Int, temperatures: [Double], warm: [Double]?) -> [Double] {
        let back = coupling == .coupled ? 1.0 : 0
        return layout.blocks.indices.map { number in
            let block = layout.blocks[number]
            guard block.kind == .cell else { return 0 }
            guard let warm,
                case .linear(let radiation, let posts, let exponent, let reference) = parameters.stages[index].load
            else {
                let ratio = temperatures[number] / parameters.roomTemperature
                let perMetre = flux * Double.pi * parameters.stages[index].shield.diameter
                return perMetre * block.length * (1 - back * fourthPower(ratio))
            }
            let ratio = warm[number] / reference
            let ownRatio = temperatures[number] / reference
            let radiated = radiation * block.length * (fourthPower(ratio) - back * fourthPower(ownRatio))
            return block.postLength == 0 ? radiated : radiated + posts * block.postLength * pow(ratio, exponent)
        }
    }

    /// What flows through a lumped joint.
    ///
    /// - Parameter level: a temperature in K above which a contact's resistance falls no further; nil where it does.
    func exchange(
        _ joint: LinkParameters.Joint, levelAbove level: Double? = nil
    ) throws(NetworkError) -> HeatExchange {
        switch joint.law {
        case .power(let exponent):
            return try .contact(
                resistance: joint.resistance, at: joint.reference, exponent: -exponent, levelAbove: level)
        case .copper(let ratio):
            guard let copper = joints[ratio] else { preconditionFailure("every ratio of the parameters was looked up") }
            return try .resistance(joint.resistance, at: joint.reference, following: copper)
        }
    }
}

/// x⁴.
private func fourthPower(_ x: Double) -> Double { (x * x) * (x * x) }
