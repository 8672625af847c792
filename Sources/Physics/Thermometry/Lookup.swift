public import Readings

/// What a curve says of one signal or temperature: a number, or on which side of its range the question lies.
///
/// The words speak of temperature both ways: a thermistor of which a resistance is asked above its curve's is
/// *below* its range, for it is too cold.
public enum Lookup: Sendable, Hashable {
    /// The answer: a temperature in K, or a signal in the curve's unit.
    case value(Double)
    /// Colder than the curve.
    case belowRange
    /// Warmer than the curve.
    case aboveRange
    /// The question is no finite number.
    case invalid

    /// The number; nil outside the range.
    @inlinable public var value: Double? { if case .value(let value) = self { value } else { nil } }

    /// The quality that a reading with this answer has.
    public var quality: Quality {
        switch self {
        case .value: .good
        case .belowRange: .belowRange
        case .aboveRange: .aboveRange
        case .invalid: .invalid
        }
    }

    /// A reading with this answer; outside the range it has no number.
    ///
    /// - Parameters:
    ///   - time: nanoseconds since 1970 in UTC.
    ///   - quality: that of the signal; the reading's is no better.
    public func reading(time: Int64, signal quality: Quality = .good) -> Reading {
        let worse = max(quality, self.quality)
        guard let value else { return Reading(time: time, missing: worse) }
        return Reading(time: time, value: value, quality: worse)
    }
}
