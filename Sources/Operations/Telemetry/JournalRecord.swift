internal import Readings

/// A row of the journal: entries of several channels as bytes.
///
/// For each channel its number, the number of the provenance, and how many readings follow, four bytes each; then for each
/// reading the time, the value's bits and the quality: 8, 8 and 1 bytes. All are little-endian. A reading without a number
/// has a NaN, which no reading with one can have.
struct JournalRecord {
    private(set) var bytes: [UInt8] = []

    var isEmpty: Bool { bytes.isEmpty }

    mutating func add(channel: Int, entries: [Entry]) {
        var rest = entries[...]
        while let provenance = rest.first?.provenance {
            let run = rest.prefix { $0.provenance == provenance }
            rest = rest[run.endIndex...]
            append(UInt32(channel))
            append(UInt32(bitPattern: provenance))
            append(UInt32(run.count))
            for entry in run {
                append(UInt64(bitPattern: entry.time))
                append((entry.reading.value ?? .nan).bitPattern)
                bytes.append(entry.reading.quality.code)
            }
        }
    }

    private mutating func append(_ number: some FixedWidthInteger) {
        for shift in stride(from: 0, to: number.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    /// Reads a row, and hands out each entry with its channel's number.
    ///
    /// - Returns: whether it could be read to its end.
    static func read(_ bytes: [UInt8], _ use: (_ channel: Int, Entry) -> Void) -> Bool {
        var place = 0
        func next<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
            let width = Number.bitWidth / 8
            guard bytes.count - place >= width else { return nil }
            var number: Number = 0
            for index in (place..<place + width).reversed() {
                number = number << 8 | Number(truncatingIfNeeded: bytes[index])
            }
            place += width
            return number
        }
        while place < bytes.count {
            guard let channel = next(UInt32.self), let provenance = next(UInt32.self), let count = next(UInt32.self)
            else { return false }
            for _ in 0..<count {
                guard let time = next(UInt64.self), let bits = next(UInt64.self), let code = next(UInt8.self),
                    let reading = Reading(
                        time: Int64(bitPattern: time), stored: Double(bitPattern: bits), quality: Int64(code))
                else { return false }
                use(Int(channel), Entry(reading: reading, provenance: Int32(bitPattern: provenance)))
            }
        }
        return true
    }
}

extension Reading {
    /// A reading as it was stored; nil where that cannot be one.
    ///
    /// A number that is not finite stands for none.
    init?(time: Int64, stored value: Double?, quality code: Int64) {
        guard let quality = UInt8(exactly: code).flatMap(Quality.init(code:)) else { return nil }
        if let value, value.isFinite {
            self.init(time: time, value: value, quality: quality)
        } else if quality.hasNumber {
            return nil
        } else {
            self.init(time: time, missing: quality)
        }
    }
}
