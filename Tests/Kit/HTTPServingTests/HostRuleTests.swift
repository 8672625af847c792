import Testing

@testable import HTTPServing

@Suite("The names of a server")
struct HostRuleTests {
    private func isAllowed(_ host: String, at binding: ServerConfiguration.Binding) throws -> Bool {
        let request = try HTTPRequest(.get, "/", headers: ["host": host])
        do throws(HTTPError) { try HostRule(ServerConfiguration(binding)).check(request) } catch { return false }
        return true
    }

    @Test(
        "at an address that leads to this machine alone no foreign name is answered",
        arguments: ["127.0.0.1", "127.0.0.2", "127.255.1.1", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"])
    func loopback(address: String) throws {
        let binding = ServerConfiguration.Binding.network(address: address, port: 8080)
        let own = address.contains(":") ? "[\(address)]" : address
        for host in ["localhost:8080", own, "\(own):8080"] { #expect(try isAllowed(host, at: binding)) }
        for host in ["evil.example", "evil.example:8080", "192.0.2.7"] { #expect(try !isAllowed(host, at: binding)) }
    }

    @Test(
        "at an address of the network any name is, unless some are named",
        arguments: ["0.0.0.0", "192.0.2.1", "::", "2001:db8::1"])
    func network(address: String) throws {
        #expect(try isAllowed("lab.example", at: .network(address: address, port: 1)))
    }
}
