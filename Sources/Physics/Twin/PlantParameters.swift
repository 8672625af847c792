/// What a cryostat has in time and not at rest: masses, heat switches, the mixture.
///
/// Masses of nodes and the conductance of their switches are free: they are set so that a single cryostat comes down in the
/// 1.5 days of arXiv:2604.15971, section IV, and stay so for every link. Those of a cooling unit are estimates.
public struct PlantParameters: Sendable, Hashable {
    /// Copper on each plate of a node with what hangs on it, 50K to base, in kg.
    public var nodeMasses: [Double]
    /// The same of a cooling unit along a link.
    public var unitMasses: [Double]
    /// The cross-section in m² of the copper ring at each end of a module's shields, which its braids are screwed to.
    public var flangeSection: Double
    /// Of the gas-gap heat switches of a node between 4K and each of still and base, in W/K.
    public var nodeSwitch: Double
    /// Of the mechanical heat switches of a cooling unit, in W/K; zero without them.
    public var unitSwitch: Double
    /// Below this temperature in K everywhere on still and base, heat switches open and precooling begins.
    public var precoolBelow: Double
    /// What the circulating mixture lifts at most from each still while it precools, in W.
    public var precoolingPower: Double
    /// How cold precooling gets a still, in K.
    public var precoolingLimit: Double
    /// Below this temperature in K of still and base plates the mixture is let in.
    public var precooledBelow: Double
    /// The highest temperature in K of a node's 4K plate at which its mixture condenses.
    public var condensationLimit: Double
    /// How long condensing all of the mixture takes with a cold 4K plate, in s.
    public var condensationTime: Double
    /// With which time constant the circulation settles afterwards, in s.
    public var settlingTime: Double

    /// The nodes and cooling unit of arXiv:2604.15971, calibrated on the single cryostat.
    public static let eth = PlantParameters(
        nodeMasses: [60, 48, 30, 36], unitMasses: [40, 30, 8, 6], flangeSection: 375e-6, nodeSwitch: 3, unitSwitch: 3,
        precoolBelow: 6.5, precoolingPower: 0.025, precoolingLimit: 0.8, precooledBelow: 1.1, condensationLimit: 5.2,
        condensationTime: 4 * 3600, settlingTime: 4 * 3600)
}
