import Glibc

/// Random numbers of instruments, each a function of seed, channel and time alone.
///
/// So what one sensor does moves no other's noise, a restored run goes on with the same bytes, and reading more often, or less,
/// changes no number. Not for secrets.
///
/// - Source: the words are finished as SplitMix64 does: Steele, Lea & Flood, OOPSLA 2014, doi:10.1145/2660193.2660195.
struct SensorNoise: Sendable, Hashable {
    /// Any number.
    let seed: UInt64

    /// 64 random bits.
    private func word(_ channel: Int, _ time: Int64) -> UInt64 {
        let place = seed &+ UInt64(truncatingIfNeeded: channel &+ 1) &* 0x9E37_79B9_7F4A_7C15
        return Self.finished(
            Self.finished(place) &+ UInt64(bitPattern: time) &* 0xD134_2543_DE82_EF95 &+ 0x9E37_79B9_7F4A_7C15)
    }

    @inline(__always)
    private static func finished(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A number above 0 and below 1.
    private func unit(_ channel: Int, _ time: Int64) -> Double {
        (Double(word(channel, time) >> 12) + 0.5) * 0x1p-52
    }

    /// A number of the normal distribution with mean 0 and deviation 1; at most 8.2 in magnitude.
    func normal(_ channel: Int, at time: Int64) -> Double { Self.quantile(unit(channel, time)) }

    /// What is fixed of a unit when it is made: a number of the normal distribution, within ±2.5.
    ///
    /// - Parameter property: tells the properties of one channel apart.
    func deviation(_ channel: Int, _ property: Property) -> Double {
        min(max(Self.quantile(unit(channel, Int64.min + property.rawValue)), -2.5), 2.5)
    }

    /// What a unit has of its own.
    enum Property: Int64, Sendable {
        case scale, calibration, offset, gain, hours
    }

    /// The value below which a share of the normal distribution lies, to seven digits.
    ///
    /// - Parameter share: above 0 and below 1.
    /// - Source: M. J. Wichura, algorithm AS 241, Appl. Statist. 37 (1988) 477, PPND7.
    static func quantile(_ share: Double) -> Double {
        let q = share - 0.5
        if abs(q) <= 0.425 {
            let r = 0.180625 - q * q
            let top = ((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
            return q * top / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1)
        }
        var r = sqrt(-log(q < 0 ? share : 1 - share))
        let size: Double
        if r <= 5 {
            r -= 1.6
            size =
                (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
                / ((0.12021132975 * r + 0.73700164250) * r + 1)
        } else {
            r -= 5
            size =
                (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
                / ((0.012258202635 * r + 0.24197894225) * r + 1)
        }
        return q < 0 ? -size : size
    }
}
