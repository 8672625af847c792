/// A certificate and its key: what a server proves itself with to whoever asks by `https`.
///
/// TLS 1.2 and 1.3 by GnuTLS. Who the clients are is not asked: that is a middleware's task.
public struct TLSIdentity: Sendable, Hashable {
    /// The certificate as PEM, followed by those of the authorities between it and a known one.
    public var certificate: String
    /// The key as PEM, not encrypted.
    public var key: String

    /// Makes an identity of the contents of two files.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// Versions and ciphers, in the words of GnuTLS.
    static let priorities = "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
}

extension TLSIdentity: CustomStringConvertible {
    /// Says nothing of the key, so that no log does.
    public var description: String { "TLSIdentity(certificate: \(certificate.utf8.count) bytes)" }
}
