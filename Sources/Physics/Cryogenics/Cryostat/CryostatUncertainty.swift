/// How well an input of a cryostat is known.
public struct CryostatUncertainty: Sendable, Hashable {
    /// What is not known exactly.
    public enum Quantity: String, Sendable, Hashable, CaseIterable, Codable {
        /// What lines conduct to the 4K stage and to warmer ones.
        case conduction
        /// What lines conduct to stages colder than the 4K stage.
        case coldConduction = "cold conduction"
        /// What supports conduct.
        case supports
        /// What shields receive by radiation.
        case radiation
        /// What coolers lift at a stage.
        case cooling
        /// The mean power that enters lines.
        case drivePower = "drive power"
        /// The current in lines, whose heat goes with its square.
        case current
        /// What amplifiers in lines give off.
        case amplifiers
        /// What devices give off.
        case devices
        /// Heat that is stated and not worked out.
        case fixedLoads = "fixed loads"
        /// The plates' area for lines.
        case lineArea = "line area"
    }

    /// What is not known exactly.
    public var quantity: Quantity
    /// Of which stage, for cooling; nil for every stage by itself.
    public var stage: Stage?
    /// Standard uncertainty r: the value lies between 1/(1 + r) and 1 + r times what is stated, in two cases of three.
    public var relative: Double
    /// Where that comes from; an assumption says so.
    public var source: String

    /// States an uncertainty.
    public init(_ quantity: Quantity, at stage: Stage? = nil, relative: Double, source: String) {
        self.quantity = quantity
        self.stage = stage
        self.relative = relative
        self.source = source
    }

    /// In words: `cooling, 4K`.
    public var name: String { stage.map { "\(quantity.rawValue), \($0.rawValue)" } ?? quantity.rawValue }

    /// What is usual where nothing better is known, for the stages of a cryostat.
    ///
    /// All but the first two are assumptions of the order that makers and papers differ by.
    ///
    /// - Parameter stages: from warm to cold.
    public static func usual(for stages: [Stage]) -> [CryostatUncertainty] {
        let assumed = "assumed"
        return [
            CryostatUncertainty(
                .coldConduction, relative: 0.3,
                source: "laws and samples of one alloy below 4 K differ by up to a factor of two"),
            CryostatUncertainty(
                .conduction, relative: 0.1, source: "fits within 5 %, cross-sections of thin cables within 10 %"),
        ]
            + stages.map {
                CryostatUncertainty(.cooling, at: $0, relative: 0.1, source: "assumed: ratings, machine by machine")
            } + [
                CryostatUncertainty(.drivePower, relative: 0.5, source: "assumed: depends on gates a second"),
                CryostatUncertainty(.current, relative: 0.5, source: "assumed: depends on the operating point"),
                CryostatUncertainty(.amplifiers, relative: 0.3, source: "assumed: bias of single amplifiers"),
                CryostatUncertainty(.devices, relative: 0.2, source: assumed),
                CryostatUncertainty(.fixedLoads, relative: 0.5, source: assumed),
                CryostatUncertainty(.supports, relative: 0.2, source: assumed),
                CryostatUncertainty(.radiation, relative: 0.3, source: "assumed: emissivity and packing of layers"),
                CryostatUncertainty(.lineArea, relative: 0.2, source: "assumed: ports and connectors"),
            ]
    }

    /// This list with others instead of those of the same quantity and stage; one without a stage stands for all.
    public static func merged(
        _ usual: [CryostatUncertainty], with others: [CryostatUncertainty]
    ) -> [CryostatUncertainty] {
        var result = usual
        for other in others {
            var isKnown = false
            for index in result.indices where result[index].quantity == other.quantity {
                guard other.stage == nil || other.stage == result[index].stage else { continue }
                result[index].relative = other.relative
                result[index].source = other.source
                isKnown = true
            }
            if !isKnown { result.append(other) }
        }
        return result
    }
}

extension CryostatDescription {
    /// The cryostat with one of its inputs multiplied; a plate never has more area for lines than it has in all.
    ///
    /// - Parameters:
    ///   - quantity: what is multiplied.
    ///   - stage: whose cooling; nil for that of all stages.
    ///   - factor: above 0.
    public func multiplying(
        _ quantity: CryostatUncertainty.Quantity, at stage: Stage? = nil, by factor: Double
    ) -> CryostatDescription {
        var copy = self
        switch quantity {
        case .conduction: copy.factors.conduction *= factor
        case .coldConduction: copy.factors.coldConduction *= factor
        case .supports: copy.factors.supports *= factor
        case .radiation: copy.factors.radiation *= factor
        case .cooling:
            for stage in stage.map({ [$0] }) ?? stages.map(\.stage) {
                copy.factors.cooling[stage, default: 1] *= factor
            }
        case .drivePower: for index in lines.indices { copy.lines[index].drivePower *= factor }
        case .current: for index in lines.indices { copy.lines[index].current *= factor }
        case .amplifiers:
            for index in lines.indices {
                copy.lines[index].parts = lines[index].parts.map { part in
                    guard case .amplifier(let power) = part.kind else { return part }
                    return LineDescription.Part(part.name, at: part.stage, .amplifier(power: power * factor))
                }
            }
        case .devices: copy.multiplyLoads(of: .device, by: factor)
        case .fixedLoads: copy.multiplyLoads(of: .fixed, by: factor)
        case .lineArea:
            for index in stages.indices {
                guard let plate = stages[index].plate, let area = plate.lineArea else { continue }
                copy.stages[index].plate?.lineArea = min(area * factor, Double.pi / 4 * plate.diameter * plate.diameter)
            }
        }
        return copy
    }

    private mutating func multiplyLoads(of kind: LoadDescription.Kind, by factor: Double) {
        for index in loads.indices where loads[index].kind == kind { loads[index].power *= factor }
    }
}
