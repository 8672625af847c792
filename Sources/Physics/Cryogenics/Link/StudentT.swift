import Glibc

/// Quantiles of Student's t distribution.
public enum StudentT {
    /// The t that a variable stays within, on both sides, with probability 95 %.
    ///
    /// - Parameter degreesOfFreedom: 1 or more.
    /// - Returns: t to 1e-12, 12.706 for one degree, towards 1.960 for many.
    /// - Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4; inverted by bisection.
    public static func twoSided95(degreesOfFreedom: Int) -> Double {
        var (low, high) = (1.0, 20.0)
        while high - low > 1e-12 * high {
            let middle = (low + high) / 2
            if probability(within: middle, degreesOfFreedom: degreesOfFreedom) < 0.95 {
                low = middle
            } else {
                high = middle
            }
        }
        return (low + high) / 2
    }

    /// The probability of −t…t: a finite sum of powers of the cosine of θ = atan(t/√ν).
    static func probability(within t: Double, degreesOfFreedom: Int) -> Double {
        let angle = atan(t / Double(degreesOfFreedom).squareRoot())
        let (sine, cosine) = (sin(angle), cos(angle))
        let isOdd = !degreesOfFreedom.isMultiple(of: 2)
        var term = isOdd ? cosine : 1
        var sum = degreesOfFreedom == 1 ? 0 : term
        var index = isOdd ? 3 : 2
        while index < degreesOfFreedom {
            term *= Double(index - 1) / Double(index) * cosine * cosine
            sum += term
            index += 2
        }
        return isOdd ? 2 / .pi * (angle + sine * sum) : sine * sum
    }
}
