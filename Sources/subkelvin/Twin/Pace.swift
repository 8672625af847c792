import CommandLineKit
import Text

/// How fast simulated time passes beside that of the wall.
enum Pace: ArgumentValue {
    /// As fast as it goes.
    case max
    /// So many times as fast as the wall's.
    case times(Double)

    /// `max`, or a number and an x: `60x`.
    init(argument: String) throws {
        if argument == "max" {
            self = .max
            return
        }
        guard argument.hasSuffix("x"), let factor = Double(argument.dropLast()), factor >= 0.1, factor <= 1e6 else {
            throw ArgumentError("expected max or a number from 0.1 to 1000000 and an x, such as 60x")
        }
        self = .times(factor)
    }

    /// As it was given.
    var argument: String {
        switch self {
        case .max: "max"
        case .times(let factor): formatNumber(factor, significantDigits: 6) + "x"
        }
    }

    /// `SPEED`.
    static var argumentPlaceholder: String? { "SPEED" }
}
