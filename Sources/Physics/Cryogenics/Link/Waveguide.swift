import Glibc

/// A rectangular waveguide in its TE10 mode, as a quantum channel.
///
///     f_c = c/2a,   λ_g = λ/√(1 − (f_c/f)²),   v_g = c √(1 − (f_c/f)²)
public struct Waveguide: Sendable, Hashable {
    /// The speed of light in m/s, exact.
    public static let speedOfLight = 299_792_458.0

    /// The broad inner side a, in m.
    public var width: Double
    /// The narrow inner side, in m.
    public var height: Double
    /// The thickness of the wall, in m.
    public var wall: Double
    /// The power loss in dB/m.
    public var loss: Double

    /// Describes a waveguide.
    ///
    /// - Parameters:
    ///   - width: broad inner side, in m.
    ///   - height: narrow inner side, in m.
    ///   - wall: thickness of the wall, in m.
    ///   - loss: in dB/m.
    /// - Throws: `LinkError` for a size that is not positive or a negative loss.
    public init(width: Double, height: Double, wall: Double, loss: Double) throws(LinkError) {
        for (quantity, value) in [("width", width), ("height", height), ("wall", wall)]
        where !(value.isFinite && value > 0) {
            throw LinkError(module: nil, reason: .notPositive(quantity: "\(quantity) of a waveguide", value: value))
        }
        guard loss.isFinite, loss >= 0 else {
            throw LinkError(module: nil, reason: .notPositive(quantity: "loss of a waveguide", value: loss))
        }
        self.width = width
        self.height = height
        self.wall = wall
        self.loss = loss
    }

    /// WR90 (EIA RS-261: 0.9 in × 0.4 in, wall 0.05 in) of superconducting aluminium with the printed upper limit of the loss,
    /// 1 dB/km (arXiv:2604.15971, section IV).
    public static func wr90(loss: Double = 1e-3) throws(LinkError) -> Waveguide {
        try Waveguide(width: 22.86e-3, height: 10.16e-3, wall: 1.27e-3, loss: loss)
    }

    /// Below this no wave travels, in Hz.
    public var cutoff: Double { Self.speedOfLight / (2 * width) }

    /// √(1 − (f_c/f)²): 0…1; nil at or below the cutoff.
    private func slowness(at frequency: Double) -> Double? {
        frequency > cutoff ? (1 - cutoff * cutoff / (frequency * frequency)).squareRoot() : nil
    }

    /// The wavelength in the guide in m; nil at or below the cutoff.
    public func wavelength(at frequency: Double) -> Double? {
        slowness(at: frequency).map { Self.speedOfLight / (frequency * $0) }
    }

    /// How long a pulse takes over a length in m, in s; nil at or below the cutoff.
    public func delay(over length: Double, at frequency: Double) -> Double? {
        slowness(at: frequency).map { length / (Self.speedOfLight * $0) }
    }

    /// The loss over a length in m, in dB.
    public func loss(over length: Double) -> Double { loss * length }

    /// The attenuation of power per metre, α = loss · ln 10/10, in 1/m.
    public var attenuation: Double { loss * M_LN10 / 10 }

    /// The cross-section of the wall in m².
    public var wallArea: Double { (width + 2 * wall) * (height + 2 * wall) - width * height }

    /// What the transfer of a photon from chip to chip loses in all, in dB: arXiv:2604.15971, section IV; the connections'
    /// rather than the waveguide's.
    public static let printedTransferLoss = 0.55...0.65

    /// The share of power that passes a loss in dB.
    public static func transmission(decibels: Double) -> Double { pow(10, -decibels / 10) }
}
