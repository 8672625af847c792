public import Cryogenics
import HeatTransfer

/// What keeps a cryostat from carrying more.
public enum CapacityLimit: Sendable, Hashable {
    /// A stage that would exceed its temperature.
    case temperature(Stage)
    /// A plate whose area for lines would be overfull.
    case area(Stage)
    /// The stages have no rest; why.
    case noRest(String)
    /// A power that is given, whatever lifts it.
    case budget

    /// In words: `4K stage`, `line area of the base plate`.
    public var name: String {
        switch self {
        case .temperature(let stage): "\(stage.rawValue) stage"
        case .area(let stage): "line area of the \(stage.rawValue) plate"
        case .noRest: "no steady state"
        case .budget: "power"
        }
    }
}

/// How full each stage and plate is with so many qubits.
struct CapacityLoad: Sendable {
    /// Qubits.
    var qubits: Double
    /// Of the stages in K; nil where they have no rest.
    var temperatures: [Double]?
    /// Shares of limits: a stage's temperature over its limit, lines' area over what there is; nil where the stages have no rest.
    var shares: [(limit: CapacityLimit, share: Double)]?
    /// Why they have none.
    var failure: String?
    /// The stage that gets more heat than it can be rid of, where that is why.
    var overheated: Stage?
    /// What was thrown where they have none.
    var error: (any Error)?

    /// Whether an error says that stages get more heat than they can be rid of; else the question itself is at fault.
    static func isTooMuchHeat(_ error: any Error) -> Bool {
        guard let network = error as? NetworkError else { return error is CoolerError }
        // A material that is asked too warm may as well be the wrong one for its place.
        if case .outOfRange = network.reason { return false }
        return network.isOverheated
    }

    /// The fullest.
    var worst: (limit: CapacityLimit, share: Double) {
        shares?.max { $0.share < $1.share } ?? (
            overheated.map { .temperature($0) } ?? .noRest(failure ?? ""), .infinity
        )
    }

    /// Rounding is no overload.
    static let tolerance = 1e-9

    var fits: Bool { worst.share <= 1 + Self.tolerance }
}

/// How many qubits one limit alone would allow.
public struct CapacityLimitCount: Sendable, Hashable {
    /// The limit.
    public var limit: CapacityLimit
    /// Qubits; nil where it cannot be said: the stages have no rest before, or it is far beyond the others.
    public var qubits: Double?
}

/// How many qubits a cryostat carries.
public struct CapacityCount: Sendable, Hashable {
    /// A count that need not be whole.
    public var exact: Double
    /// Whole qubits.
    public var whole: Int
    /// What gives out first.
    public var limitedBy: CapacityLimit

    /// States a count.
    public init(exact: Double, whole: Int, limitedBy: CapacityLimit) {
        self.exact = exact
        self.whole = whole
        self.limitedBy = limitedBy
    }
}
