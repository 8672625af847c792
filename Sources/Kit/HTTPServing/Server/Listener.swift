import Glibc

/// A socket that listens, and how it came to be.
struct Listener {
    let descriptor: Int32
    /// The port; the one that the system chose where 0 was asked for.
    let port: UInt16
    /// The address as a URL writes it: `127.0.0.1`, `[::1]`.
    let host: String

    /// Listens.
    init(_ binding: ServerConfiguration.Binding) throws(ServerError) {
        let (address, port) =
            switch binding {
            case .loopback(let port): ("127.0.0.1", port)
            case .network(let address, let port): (address, port)
            }
        host = address.contains(":") ? "[\(address)]" : address
        let place = "\(host):\(port)"
        guard var socketAddress = SocketAddress(address, port: port) else {
            throw ServerError(place: address, reason: .invalidAddress)
        }
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        descriptor = socket(socketAddress.family, Int32(kind), 0)
        guard descriptor >= 0 else { throw ServerError(place: place, reason: .system(errno)) }
        var (yes, no): (Int32, Int32) = (1, 0)
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size)
        if socketAddress.family == AF_INET6 {
            // `::` takes IPv4 as well.
            setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &no, size)
        }
        let bound = socketAddress.withPointer { [descriptor] in bind(descriptor, $0, $1) }
        guard bound == 0, listen(descriptor, 511) == 0 else {
            let number = errno
            close(descriptor)
            throw ServerError(place: place, reason: .system(number))
        }
        self.port = SocketAddress(ofSocket: descriptor)?.port ?? port
    }
}
