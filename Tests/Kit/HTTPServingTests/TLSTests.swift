import Foundation
import HTTPServing
import SubkelvinTesting
import Testing

@Suite("Server: TLS", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
struct TLSTests {
    /// A key and the certificate that it signs itself, made anew for each test.
    static func identity(in folder: TemporaryDirectory) throws -> TLSIdentity {
        let answer = try openssl(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout",
                "\(folder.path)/key.pem", "-out", "\(folder.path)/certificate.pem",
            ], input: "")
        try #require(answer.status == 0, "\(answer.words)")
        return TLSIdentity(
            certificate: try String(contentsOfFile: "\(folder.path)/certificate.pem", encoding: .utf8),
            key: try String(contentsOfFile: "\(folder.path)/key.pem", encoding: .utf8))
    }

    static func openssl(_ arguments: [String], input: String) throws -> (status: Int32, words: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = stdout
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        let words = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try stdin.fileHandleForWriting.close()
        return (process.terminationStatus, String(decoding: words, as: UTF8.self))
    }

    @Test(
        "a client that checks the certificate receives its answer, by TLS 1.2 and 1.3 alone",
        arguments: ["hello", "later"])
    func serves(path: String) throws {
        let folder = try TemporaryDirectory()
        let identity = try Self.identity(in: folder)
        let test = try TestServer { $0.tls = identity }
        #expect(test.server.url.hasPrefix("https://"))
        func ask(_ version: String) throws -> String {
            try Self.openssl(
                [
                    "s_client", "-connect", "127.0.0.1:\(test.port)", "-CAfile", "\(folder.path)/certificate.pem",
                    "-verify_return_error", "-verify_hostname", "localhost", "-ign_eof", version,
                ], input: "GET /\(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            ).words
        }
        for version in ["-tls1_2", "-tls1_3"] {
            let words = try ask(version)
            #expect(words.contains("HTTP/1.1 200 OK") && words.contains("\r\n\r\n\(path)"), "\(words.suffix(500))")
        }
        #expect(try !ask("-tls1_1").contains("HTTP/1.1 200"))
    }

    @Test("a client that speaks in clear receives nothing")
    func clear() async throws {
        let identity = try Self.identity(in: TemporaryDirectory())
        let test = try TestServer { $0.tls = identity }
        let client = RawClient(port: test.port)
        client.get("/hello")
        #expect(await client.answer() == nil)
    }

    @Test("a certificate that is none, or another key's, is refused at the start")
    func bad() throws {
        let (one, other) = (try Self.identity(in: TemporaryDirectory()), try Self.identity(in: TemporaryDirectory()))
        for identity in [
            TLSIdentity(certificate: "none", key: "none"), TLSIdentity(certificate: one.certificate, key: other.key),
        ] {
            let error = try #require(throws: ServerError.self) { _ = try TestServer { $0.tls = identity } }
            #expect(error.reason == .invalidIdentity)
        }
        #expect(!"\(one)".contains("PRIVATE KEY"))
    }
}
