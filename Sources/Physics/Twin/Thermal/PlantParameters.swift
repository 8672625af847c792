/// What a cryostat has in time and not at rest: masses, surfaces, heat switches.
///
/// Masses of nodes are free: they are set, by one factor, so that a single cryostat comes down in the 1.5 days of
/// arXiv:2604.15971, section IV, and stay so for every link. Those of a cooling unit are estimates.
public struct PlantParameters: Sendable, Hashable {
    /// Copper on each plate of a node with what hangs on it, 50K to base, in kg.
    public var nodeMasses: [Double]
    /// The same of a cooling unit along a link.
    public var unitMasses: [Double]
    /// Of the shields of a node or cooling unit itself, 50K to base, in m².
    public var shieldAreas: [Double]
    /// What the clean insulation of its 50K shield lets through, in W/m².
    ///
    /// Cooling that was measured in place, as that of ETH nodes, is what was left beyond it; only what ice adds counts on top.
    public var insulationFlux: Double
    /// The cross-section in m² of the copper ring at each end of a module's shields, which its braids are screwed to.
    public var flangeSection: Double
    /// Whether a node has gas-gap heat switches between 4K and each of still and base.
    public var hasNodeSwitches: Bool
    /// Of the mechanical heat switches of a cooling unit, in W/K; zero without them.
    public var unitSwitch: Double
    /// What a pulse tube at rest lets through in W: from the room at 300 K to a cold 50K stage, and from one at 300 K to a cold 4K
    /// stage; convection in its tubes counted.
    public var idleLoads: [Double]

    /// The nodes and cooling unit of arXiv:2604.15971, calibrated on the single cryostat; the insulation is its appendix D's.
    public static let eth = PlantParameters(
        nodeMasses: [56.8, 45.5, 28.4, 34.1], unitMasses: [40, 30, 8, 6], shieldAreas: [2.2, 1.6, 1.1, 0.7],
        insulationFlux: 1.7, flangeSection: 375e-6, hasNodeSwitches: true, unitSwitch: 3, idleLoads: [15, 5])
}
