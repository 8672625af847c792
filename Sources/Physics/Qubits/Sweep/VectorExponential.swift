/// The numbers that go through each instruction sequence together.
///
/// Four fill two registers of the plainest 64-bit processor; with eight the exponential runs out of registers.
typealias Lanes = SIMD4<Double>

extension Lanes {
    /// Whole numbers as wide.
    typealias Bits = SIMD4<UInt64>
}

/// e^x of several numbers at once.
///
/// x = k·ln 2 + r with |r| ≤ ½ ln 2; e^r − 1 = r + r²q(r) with q of degree 8, whose largest relative error is 7.3e-15; then
/// 2^k by the exponent's bits. Only operations that every processor has for vectors.
enum VectorExponential {
    /// The smallest argument whose exponential is a normal number.
    static let smallest = -708.0
    /// The largest argument whose exponential is finite.
    static let largest = 709.0

    private static let inverseLog2 = 1.4426950408889634
    /// ln 2 in two parts: the first has 33 bits, so that its multiples by k are exact.
    private static let log2High = 0.6931471803691238
    private static let log2Low = 1.9082149292705877e-10
    /// 1.5·2⁵²: adding it rounds to a whole number and leaves that number in the lowest bits.
    private static let rounder = 6755399441055744.0

    /// The whole multiple of ln 2 as bits, and e^r − 1 of the rest.
    @inline(__always)
    private static func reduced(_ x: Lanes) -> (bits: Lanes.Bits, rest: Lanes) {
        let shifted = x * inverseLog2 + rounder
        let k = shifted - rounder
        let r = x - k * log2High - k * log2Low
        // Even and odd powers apart: two chains half as long, and few registers.
        let r2 = r * r
        let even =
            (((2.761380686153829e-07 * r2 + 2.4801536388690766e-05) * r2 + 0.0013888888905881542) * r2
                + 0.04166666666665136) * r2 + 0.5
        let odd =
            ((2.762511557828763e-06 * r2 + 0.00019841208732536384) * r2 + 0.008333333353729397) * r2
            + 0.1666666666664829
        let q = even + r * odd
        return (unsafe unsafeBitCast(shifted, to: Lanes.Bits.self), r + r2 * q)
    }

    /// 2^k from the bits of k plus `rounder`, for −1022 ≤ k ≤ 1023.
    @inline(__always)
    private static func power(_ bits: Lanes.Bits) -> Lanes {
        unsafe unsafeBitCast((bits &+ 1023) &<< 52, to: Lanes.self)
    }

    /// e^x, to 8e-15 of its value.
    ///
    /// - Parameter x: each within −708 to 709; beyond, the result means nothing.
    @inline(__always)
    static func exp(_ x: Lanes) -> Lanes {
        let (bits, rest) = reduced(x)
        let power = power(bits)
        return power + power * rest
    }

    /// e^x for x ≤ 709, 0 where that would be no normal number.
    @inline(__always)
    static func fading(_ x: Lanes) -> Lanes { exp(x).replacing(with: 0, where: x .< smallest) }

    /// e^x − 1, to 2e-14 of its value however small x.
    ///
    /// - Parameter x: each within −708 to 709; beyond, the result means nothing.
    @inline(__always)
    static func expMinusOne(_ x: Lanes) -> Lanes {
        let (bits, rest) = reduced(x)
        let power = power(bits)
        return (power - 1) + power * rest
    }
}
