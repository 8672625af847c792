public import HeatTransfer

/// A cooler and the stages that it cools.
public struct CoolerDescription: Sendable, Hashable {
    /// What it is, with its numbers.
    public enum Kind: Sendable, Hashable {
        /// A pulse tube by its measured map, on the 50K and 4K stages.
        case pulseTube(PulseTube)
        /// A dilution unit on still, cold plate (where there is one) and base.
        case dilutionUnit(DilutionUnit)
        /// A curve of one stage alone.
        case powerLaw(Stage, PowerCoolingCurve)
        /// A straight line of one stage alone, through an unloaded temperature and a rated power.
        case rated(Stage, RatedStage)
    }

    /// Its name.
    public var name: String
    /// What it is.
    public var kind: Kind

    /// Describes a cooler.
    public init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// The stages that it cools, from warm to cold.
    ///
    /// - Parameter present: the stages of the cryostat.
    public func stages(of present: [Stage]) -> [Stage] {
        switch kind {
        case .pulseTube: [.fiftyKelvin, .fourKelvin]
        case .dilutionUnit: [.still, .coldPlate, .base].filter { present.contains($0) }
        case .powerLaw(let stage, _), .rated(let stage, _): [stage]
        }
    }
}
