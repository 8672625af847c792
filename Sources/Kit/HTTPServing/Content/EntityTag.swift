/// A short word that stands for some bytes: other bytes, another word.
///
/// - Source: RFC 9110, sections 8.8.3 and 13.1.2; the word is the 64-bit FNV-1a hash (Fowler, Noll, Vo) with the length.
struct EntityTag: Sendable, Hashable {
    /// The word in its quotes, as the header writes it.
    let text: String

    init(of bytes: [UInt8]) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        text = "\"\(String(hash, radix: 16))-\(String(bytes.count, radix: 16))\""
    }

    /// Whether the fields `If-None-Match` of a request name it: `*`, or a list, compared weakly.
    func isAmong(_ fields: [String]) -> Bool {
        fields.contains { field in
            field.split(separator: ",").contains { entry in
                var word = Substring(entry.drop { $0 == " " || $0 == "\t" })
                while let last = word.last, last == " " || last == "\t" { word.removeLast() }
                return word == "*" || word == text || word == "W/\(text)"
            }
        }
    }
}
