/// The formats of files that hold calibration curves.
public enum CurveFormat: String, Sendable, Hashable, CaseIterable, Codable {
    /// Lake Shore `.340`, `.330`, `.cal`: a header, then numbered breakpoints.
    case breakpoints = "340"
    /// Lake Shore `.34A`: a header, then `Point n:` with two numbers.
    case commaBreakpoints = "34A"
    /// Lake Shore `.234`: a serial number, then temperatures on a fixed grid of log₁₀ Ω.
    case grid = "234"
    /// Lake Shore `.curve`: a header, then measurement, temperature and curvature of a cubic spline.
    case spline = "curve"
    /// Lake Shore `.cof`: coefficients of Chebyshev polynomials.
    case chebyshev = "cof"
    /// Columns below a header with units: Lake Shore `.tbl` and `.dat`, CSV, tables of thermistors.
    case table
}

/// How the numbers of a file with a header are meant, by its data format code.
enum DataFormat: Int, CaseIterable {
    case millivolt = 1
    case volt = 2
    case ohm = 3
    case logOhm = 4
    case logOhmLogKelvin = 5
    case ohmSpline = 7

    var unit: SignalUnit {
        switch self {
        case .millivolt, .volt: .volt
        default: .ohm
        }
    }

    var interpolation: Interpolation {
        switch self {
        case .millivolt, .volt, .ohm: .linear
        case .logOhm: .logarithmic
        case .logOhmLogKelvin: .doublyLogarithmic
        case .ohmSpline: .spline
        }
    }

    /// For messages.
    static var words: String {
        "1 (mV/K), 2 (V/K), 3 (Ω/K), 4 (log Ω/K), 5 (log Ω/log K) or 7 (Ω/K, cubic spline)"
    }
}
