import Glibc

/// Why a server did not start.
public struct ServerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong.
    public enum Reason: Sendable, Hashable {
        /// The text is no IPv4 or IPv6 address.
        case invalidAddress
        /// The system refused, with its number (`EADDRINUSE`: somebody listens there already).
        case system(Int32)
        /// Certificate and key cannot be read, or do not belong together.
        case invalidIdentity
    }

    /// Where it was to listen, such as `127.0.0.1:8080`.
    public var place: String
    /// What was wrong.
    public var reason: Reason

    /// Makes an error about a place.
    public init(place: String, reason: Reason) {
        self.place = place
        self.reason = reason
    }

    /// The error in words.
    public var description: String {
        switch reason {
        case .invalidAddress: "‘\(place)’ is no address to listen on; give one such as 127.0.0.1, 0.0.0.0 or ::1"
        case .invalidIdentity:
            "cannot serve \(place) by TLS: the certificate and its key must be PEM, belong together, and the key not be encrypted"
        case .system(EADDRINUSE):
            "somebody listens on \(place) already; end it, or take another port (0: any that is free)"
        case .system(EACCES): "listening on \(place) is not allowed; take a port above 1023"
        case .system(EADDRNOTAVAIL): "\(place) is no address of this machine"
        case .system(let number): "cannot listen on \(place): \(String(cString: strerror(number)))"
        }
    }
}
