internal import CHDF5

/// What a column of a ``TableFile`` can hold: `Int64`, `Double` and `UInt8`.
public protocol TableNumber: BitwiseCopyable, Sendable {
    /// Which of them it is.
    static var kind: TableNumberKind { get }
}

/// The numbers that a column can hold.
public enum TableNumberKind: Sendable, Hashable {
    /// Whole numbers of 8 bytes with a sign.
    case int64
    /// Numbers of IEEE 754 with 8 bytes.
    case double
    /// Whole numbers of one byte without a sign.
    case uint8
}

extension Int64: TableNumber {
    /// Whole numbers of 8 bytes with a sign.
    public static var kind: TableNumberKind { .int64 }
}

extension Double: TableNumber {
    /// Numbers of IEEE 754 with 8 bytes.
    public static var kind: TableNumberKind { .double }
}

extension UInt8: TableNumber {
    /// Whole numbers of one byte without a sign.
    public static var kind: TableNumberKind { .uint8 }
}

extension TableNumberKind {
    /// As it lies in memory.
    var native: hid_t {
        switch self {
        case .int64: subkelvin_h5_int64()
        case .double: subkelvin_h5_double()
        case .uint8: subkelvin_h5_uint8()
        }
    }

    /// As it lies in the file.
    var stored: hid_t {
        switch self {
        case .int64: subkelvin_h5_little_int64()
        case .double: subkelvin_h5_little_double()
        case .uint8: subkelvin_h5_little_uint8()
        }
    }
}
