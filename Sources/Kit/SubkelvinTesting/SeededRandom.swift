import Glibc

/// Random numbers that depend on a seed alone: the same seed gives the same numbers on every machine.
///
/// The integers and `uniform`, `element` are exact; `logUniform` and `normal` go through `exp`, `log` and `cos`, whose
/// last bit may differ between mathematical libraries. Not for secrets.
///
/// - Source: xoshiro256** 1.0, Blackman & Vigna, ACM Trans. Math. Softw. 47 (2021) 36, doi:10.1145/3460772; its state is
///   filled by SplitMix64, as the authors recommend.
public struct SeededRandom: RandomNumberGenerator, Sendable, Hashable {
    private var s0, s1, s2, s3: UInt64

    /// Makes a generator from a seed; every seed is as good as any other.
    public init(seed: UInt64) {
        var filler = SplitMix64(state: seed)
        (s0, s1, s2, s3) = (filler.next(), filler.next(), filler.next(), filler.next())
    }

    /// Makes a generator from its four words of state.
    ///
    /// - Precondition: not all of them are zero, or every number would be.
    public init(state: (UInt64, UInt64, UInt64, UInt64)) {
        precondition(state != (0, 0, 0, 0), "the state of xoshiro256** must not be all zero")
        (s0, s1, s2, s3) = state
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        let result = Self.rotated(s1 &* 5, by: 7) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = Self.rotated(s3, by: 45)
        return result
    }

    private static func rotated(_ word: UInt64, by count: UInt64) -> UInt64 { word << count | word >> (64 - count) }
}

extension SeededRandom {
    /// A number from 0 up to but not including 1, in steps of 2⁻⁵³.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number of a range, each part of it as likely as any other.
    ///
    /// - Precondition: the ends are finite.
    public mutating func uniform(in range: ClosedRange<Double>) -> Double {
        precondition(range.lowerBound.isFinite && range.upperBound.isFinite, "\(range) is not finite")
        let part = unit()
        // Weighted ends, and not low + part · width: the width of a wide range would overflow.
        return min(max(range.lowerBound * (1 - part) + range.upperBound * part, range.lowerBound), range.upperBound)
    }

    /// A whole number of a range, each as likely as any other.
    public mutating func uniform(in range: ClosedRange<Int>) -> Int {
        let width = UInt64(bitPattern: Int64(range.upperBound) &- Int64(range.lowerBound))
        guard width < .max else { return Int(truncatingIfNeeded: next()) }
        return Int(truncatingIfNeeded: UInt64(bitPattern: Int64(range.lowerBound)) &+ below(width + 1))
    }

    /// A positive number of a range, each decade of it as likely as any other.
    ///
    /// - Precondition: the ends are positive and finite.
    public mutating func logUniform(in range: ClosedRange<Double>) -> Double {
        precondition(range.lowerBound > 0 && range.upperBound.isFinite, "\(range) is not positive and finite")
        let value = exp(uniform(in: log(range.lowerBound)...log(range.upperBound)))
        return min(max(value, range.lowerBound), range.upperBound)
    }

    /// A number of the normal distribution.
    ///
    /// - Source: Box & Muller, Ann. Math. Statist. 29 (1958) 610, one number of each pair.
    public mutating func normal(mean: Double = 0, deviation: Double = 1) -> Double {
        // 1 - unit() is above 0, which the logarithm needs.
        let radius = (-2 * log(1 - unit())).squareRoot()
        return mean + deviation * radius * cos(2 * .pi * unit())
    }

    /// One of some elements, each as likely as any other; nil when there is none.
    public mutating func element<Elements: RandomAccessCollection>(of elements: Elements) -> Elements.Element? {
        guard !elements.isEmpty else { return nil }
        let offset = Int(below(UInt64(elements.count)))
        return elements[elements.index(elements.startIndex, offsetBy: offset)]
    }

    /// A whole number below a bound, without bias.
    ///
    /// - Source: Lemire, ACM Trans. Model. Comput. Simul. 29 (2019) 3, doi:10.1145/3230636. Written out here, for the
    ///   standard library does not promise to stay with one method.
    private mutating func below(_ bound: UInt64) -> UInt64 {
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return product.high
    }
}

/// A sequence of 64 random bits from one word of state.
///
/// - Source: Steele, Lea & Flood, OOPSLA 2014, doi:10.1145/2660193.2660195; Vigna's constants.
public struct SplitMix64: RandomNumberGenerator, Sendable, Hashable {
    /// The state, any number.
    public var state: UInt64

    /// Makes a generator.
    public init(state: UInt64) { self.state = state }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
