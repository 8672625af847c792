/// How far a reading can be trusted, from best to worst.
///
/// Qualities compare by that order, so that the quality of what is computed from several readings is their maximum:
/// `max(.good, .stale)` is `.stale`. The words are those of files and JSON; ``code`` is a byte for storage.
///
/// The first three come with a number, ``hasNumber``. The others may have one, the last that was valid, or the end of the
/// range; or none.
public enum Quality: String, Sendable, Hashable, CaseIterable, Codable {
    /// Measured, recent, within the range.
    case good
    /// Measured, but something speaks against it: a neighbour, a rate of change, a flag of the instrument.
    case suspect
    /// It was good and is too old by now.
    case stale
    /// The quantity lies above what the sensor, or its curve, can tell.
    case aboveRange = "above-range"
    /// The quantity lies below what the sensor, or its curve, can tell.
    case belowRange = "below-range"
    /// The sensor is switched off.
    case off
    /// The sensor or the instrument does not answer.
    case disconnected
    /// What came makes no sense: not a number, a fault of the instrument.
    case invalid
}

extension Quality: Comparable {
    /// Whether the first is the better.
    public static func < (a: Self, b: Self) -> Bool { a.code < b.code }
}

extension Quality {
    /// The place in the order, from 0 for good to 7 for invalid: one byte for storage, which never changes its meaning.
    public var code: UInt8 {
        switch self {
        case .good: 0
        case .suspect: 1
        case .stale: 2
        case .aboveRange: 3
        case .belowRange: 4
        case .off: 5
        case .disconnected: 6
        case .invalid: 7
        }
    }

    /// The quality of a stored byte; nil above 7.
    public init?(code: UInt8) {
        switch code {
        case 0: self = .good
        case 1: self = .suspect
        case 2: self = .stale
        case 3: self = .aboveRange
        case 4: self = .belowRange
        case 5: self = .off
        case 6: self = .disconnected
        case 7: self = .invalid
        default: return nil
        }
    }

    /// Whether a reading of this quality must have a number.
    public var hasNumber: Bool { self <= .stale }

    /// Whether a reading of this quality may be counted on now.
    public var isUsable: Bool { self <= .suspect }
}
