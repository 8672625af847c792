/// A word for all that a value is made of: the same in every run of the program, and another where anything in it is another.
///
/// Swift's own hash begins elsewhere in each run. This one goes through the value's parts, dictionaries and sets in the order of what
/// their elements say; FNV-1a, 64 bits.
struct Fingerprint {
    private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    /// The fingerprint of a value.
    init(of value: Any) { add(value) }

    /// In sixteen digits.
    var word: String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private mutating func add(_ value: Any) {
        if let leaf = value as? any LosslessStringConvertible {
            add(text: "\(type(of: leaf))")
            return add(text: leaf.description)
        }
        let mirror = Mirror(reflecting: value)
        add(text: "\(mirror.subjectType)")
        switch mirror.displayStyle {
        case .dictionary, .set:
            for word in mirror.children.map({ Fingerprint(of: $0.value).word }).sorted() { add(text: word) }
        case _ where mirror.children.isEmpty: add(text: "\(value)")
        default:
            for child in mirror.children {
                add(text: child.label ?? "")
                add(child.value)
            }
        }
        add(text: "end")
    }

    private mutating func add(text: String) {
        for byte in text.utf8 { mix(byte) }
        // No text ends where another goes on.
        mix(0xff)
    }

    private mutating func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
}
