import Glibc

/// An IPv4 or IPv6 address with its port, as the system keeps it.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private var size: socklen_t

    /// The address that a text says; `nil` if it says none.
    init?(_ text: String, port: UInt16) {
        var four = sockaddr_in()
        var six = sockaddr_in6()
        if inet_pton(AF_INET, text, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            size = socklen_t(MemoryLayout<sockaddr_in>.size)
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: four, as: sockaddr_in.self) }
        } else if inet_pton(AF_INET6, text, &six.sin6_addr) == 1 {
            six.sin6_family = sa_family_t(AF_INET6)
            six.sin6_port = port.bigEndian
            size = socklen_t(MemoryLayout<sockaddr_in6>.size)
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: six, as: sockaddr_in6.self) }
        } else {
            return nil
        }
    }

    /// A copy of an address of the system's; `nil` if it is neither IPv4 nor IPv6.
    ///
    /// Its size follows from its family: no more is there to be copied.
    init?(_ address: UnsafePointer<sockaddr>?) {
        guard let address else { return nil }
        let count: Int
        // The family comes first; the field itself belongs to whichever C module declared it to Swift first.
        switch Int32(UnsafeRawPointer(address).loadUnaligned(as: sa_family_t.self)) {
        case AF_INET: count = MemoryLayout<sockaddr_in>.size
        case AF_INET6: count = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        size = socklen_t(count)
        withUnsafeMutableBytes(of: &storage) { $0.baseAddress?.copyMemory(from: address, byteCount: count) }
    }

    /// The address that a socket is bound to.
    init?(ofSocket descriptor: Int32) {
        size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var storage = sockaddr_storage()
        var count = size
        let answer = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &count) }
        }
        guard answer == 0 else { return nil }
        self.storage = storage
        size = count
    }

    /// IPv4 or IPv6.
    var family: Int32 { Int32(storage.ss_family) }

    /// The port.
    var port: UInt16 {
        withUnsafeBytes(of: storage) { $0.load(fromByteOffset: 2, as: UInt16.self).bigEndian }
    }

    /// The address without its port; an IPv4 address that came by IPv6 as IPv4.
    var text: String {
        let bytes = addressBytes
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        var six = sockaddr_in6()
        withUnsafeMutableBytes(of: &six.sin6_addr) { $0.copyBytes(from: bytes) }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, &six.sin6_addr, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether it leads to this machine alone: of 127.0.0.0/8, or ::1.
    var isLoopback: Bool {
        let bytes = addressBytes
        return bytes.count == 4 ? bytes[0] == 127 : bytes == Array(repeating: 0, count: 15) + [1]
    }

    /// Whose address it is, as far as limits go: all of an IPv4 address, the first half of an IPv6 address, for whoever
    /// has one IPv6 address has 2⁶⁴.
    var owner: [UInt8] {
        let bytes = addressBytes
        return bytes.count == 4 ? bytes : Array(bytes.prefix(8))
    }

    private var addressBytes: [UInt8] {
        withUnsafeBytes(of: storage) { bytes in
            if family == AF_INET { return Array(bytes[4..<8]) }
            let six = Array(bytes[8..<24])
            let isMapped = six.prefix(10).allSatisfy { $0 == 0 } && six[10] == 0xFF && six[11] == 0xFF
            return isMapped ? Array(six[12...]) : six
        }
    }

    /// Calls with the address as the system's functions want it.
    mutating func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        let size = size
        return withUnsafePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
        }
    }
}
