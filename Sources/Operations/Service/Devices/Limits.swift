/// What a device must keep to be within its range.
public struct Limits: Sendable, Hashable {
    /// The temperature in K that a stage must not exceed, by its name: `base`, `4K`, `cold-plate`.
    public var stages: [String: Double]
    /// The pressure in Pa that the vacuum must not exceed.
    public var vacuum: Double

    /// Limits.
    ///
    /// - Parameters:
    ///   - stages: temperatures in K by the stage's name.
    ///   - vacuum: in Pa.
    public init(stages: [String: Double] = ["base": 0.02], vacuum: Double = 1e-3) {
        self.stages = stages
        self.vacuum = vacuum
    }
}
