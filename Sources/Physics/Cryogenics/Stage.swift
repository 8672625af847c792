/// A temperature stage, by the name that people and files use.
public enum Stage: String, Sendable, Hashable, CaseIterable, Codable {
    /// The first stage of the pulse tube.
    case fiftyKelvin = "50K"
    /// The second stage of the pulse tube.
    case fourKelvin = "4K"
    /// The still of the dilution unit.
    case still
    /// Between still and mixing chamber.
    case coldPlate = "cold plate"
    /// The mixing chamber.
    case base
}
