/// What a client would like to receive, and how much: `Accept: text/html, text/plain;q=0.5, */*;q=0.1`.
///
/// - Source: RFC 9110, section 12.5.1. Parameters other than `q` make a range more specific.
public struct AcceptHeader: Sendable, Hashable {
    struct Range: Sendable, Hashable {
        var type: String
        var subtype: String
        var parameters: [String: String]
        var quality: Double
    }

    let ranges: [Range]

    /// Reads the fields `Accept` of a request; entries that make no sense are passed over, as none at all is any type.
    public init(_ fields: [String]) {
        ranges = fields.flatMap { Self.split($0, at: 0x2C).prefix(64).compactMap(Self.range) }
    }

    /// How much a type is wanted: 0 (not at all) to 1.
    ///
    /// The most specific range that fits decides.
    ///
    /// - Parameter type: such as `text/plain; version=0.0.4`. A parameter of the type that a range does not name does
    ///   not keep the range from fitting; one that it names differently does.
    public func quality(of type: String) -> Double {
        guard let wanted = Self.range(Array(type.utf8)[...]) else { return 0 }
        if ranges.isEmpty { return 1 }
        var best = (rank: -1, quality: 0.0)
        for range in ranges {
            guard range.type == "*" || range.type == wanted.type,
                range.subtype == "*" || range.subtype == wanted.subtype,
                range.parameters.allSatisfy({ wanted.parameters[$0.key] == $0.value })
            else { continue }
            let rank = (range.type == "*" ? 0 : 1) + (range.subtype == "*" ? 0 : 1) + range.parameters.count
            if rank > best.rank || rank == best.rank && range.quality > best.quality { best = (rank, range.quality) }
        }
        return best.quality
    }

    /// The place of the type that is wanted most, the first of those that are wanted alike; `nil` if none is.
    public func preferred(among types: [String]) -> Int? {
        var best: (index: Int, quality: Double)?
        for (index, type) in types.enumerated() {
            let quality = quality(of: type)
            if quality > best?.quality ?? 0 { best = (index, quality) }
        }
        return best?.index
    }

    private static func range(_ bytes: ArraySlice<UInt8>) -> Range? {
        let parts = split(bytes, at: 0x3B)
        let names = split(trimmed(parts.first ?? []), at: 0x2F).map(text)
        guard names.count == 2, !names[0].isEmpty, !names[1].isEmpty, names[0] != "*" || names[1] == "*" else {
            return nil
        }
        var range = Range(type: names[0], subtype: names[1], parameters: [:], quality: 1)
        for part in parts.dropFirst().prefix(16) {
            let pair = split(trimmed(part), at: 0x3D)
            guard pair.count == 2 else { continue }
            let (name, value) = (text(trimmed(pair[0])), text(unquoted(trimmed(pair[1]))))
            if name == "q" {
                guard let quality = Double(value), (0...1).contains(quality) else { return nil }
                range.quality = quality
            } else if name != "charset" {
                range.parameters[name] = value
            }
        }
        return range
    }

    private static func split(_ field: String, at separator: UInt8) -> [ArraySlice<UInt8>] {
        split(Array(field.utf8)[...], at: separator)
    }

    /// Splits where the separator does not stand between quotes.
    private static func split(_ bytes: ArraySlice<UInt8>, at separator: UInt8) -> [ArraySlice<UInt8>] {
        var (isQuoted, isEscaped) = (false, false)
        return bytes.split(omittingEmptySubsequences: false) { byte in
            if isEscaped {
                isEscaped = false
            } else if byte == 0x5C {
                isEscaped = isQuoted
            } else if byte == 0x22 {
                isQuoted.toggle()
            }
            return byte == separator && !isQuoted
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return bytes
    }

    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.count >= 2 && bytes.first == 0x22 && bytes.last == 0x22 ? bytes.dropFirst().dropLast() : bytes
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).lowercased()
    }
}
