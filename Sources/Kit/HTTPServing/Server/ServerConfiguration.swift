/// Where a server listens, under which names, within which limits.
public struct ServerConfiguration: Sendable {
    /// Where to listen.
    public enum Binding: Sendable, Hashable {
        /// On 127.0.0.1, for this machine alone. Port 0 takes one that is free.
        case loopback(port: UInt16)
        /// On an address of the network, such as `0.0.0.0`, `192.168.1.4` or `::`. Whoever reaches it may ask; until
        /// there is a middleware that knows who is asking, that is everybody.
        case network(address: String, port: UInt16)
    }

    /// Where to listen.
    public var binding: Binding
    /// Names under which the server may be asked, besides its addresses: what may stand in `Host`, without a port.
    ///
    /// A page of a foreign site whose name is made to point here is thus kept out (DNS rebinding). On loopback
    /// `localhost`, `127.0.0.1` and `[::1]` are always allowed and nothing else is unless named; on the network
    /// everything is when nothing is named, but for an address that leads to this machine alone, such as `::1`.
    public var hosts: [String] = []
    /// What the server proves itself with; without it, it speaks in clear, as is fit for loopback and behind a proxy.
    public var tls: TLSIdentity?
    /// How many threads speak with clients; handlers that wait do so elsewhere.
    public var threads = 2
    /// What a client may ask.
    public var limits = ServerLimits()

    /// Makes a configuration, by default on loopback at a port that is free.
    public init(_ binding: Binding = .loopback(port: 0)) { self.binding = binding }
}
