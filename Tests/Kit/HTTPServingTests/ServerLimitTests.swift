import HTTPServing
import Testing

@Suite("Server: limits")
struct ServerLimitTests {
    @Test("too long a target, header or body is refused by its own status, and counted")
    func sizes() async throws {
        let test = try TestServer { $0.limits.bodyBytes = 1_000 }
        let long = String(repeating: "x", count: 9_000)
        for (request, status, reason) in [
            ("GET /a/\(long) HTTP/1.1\r\nHost: localhost\r\n\r\n", 414, "target-too-long"),
            (
                "GET /hello HTTP/1.1\r\nHost: localhost\r\nx-a: \(long)\r\nx-b: \(long)\r\n\r\n", 431,
                "header-too-large"
            ),
            ("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1001\r\n\r\n", 413, "body-too-large"),
        ] {
            let client = RawClient(port: test.port)
            client.send(request)
            let answer = try #require(await client.answer())
            #expect(answer.status == status && answer.fields["content-type"] == "application/json")
            #expect(test.refused(reason) == 1)
        }
        let chunked = RawClient(port: test.port)
        chunked.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<100 { chunked.send("1000\r\n\(String(repeating: "x", count: 4_096))\r\n") }
        chunked.send("0\r\n\r\n")
        #expect(await chunked.answer()?.status == 413)
        #expect(test.refused("body-too-large") == 2)
    }

    @Test("a head far beyond the limit ends in a refusal, not in memory")
    func hugeHead() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n")
        let field = "x-a: \(String(repeating: "x", count: 1_000))\r\n"
        for _ in 0..<1_000 where !client.send(field) { break }
        #expect(await client.isClosed())
        #expect(try await test.eventually { test.refused("header-too-large") == 1 })
    }

    @Test(
        "what is no HTTP is refused, counted, and harms nobody",
        arguments: [
            "GARBAGE\r\n\r\n", "GET /hello HTTP/1.1\r\n\r\n", "GET /hello HTTP/9.9\r\nHost: localhost\r\n\r\n",
            "GET  HTTP/1.1\r\nHost: localhost\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "GET /../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /a/%2e%2e%2fx HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /a/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET http://localhost/hello HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /hello HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        ])
    func malformed(request: String) async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.send(request)
        client.finish()
        let status = await client.answer()?.status
        #expect(status.map { (400..<600).contains($0) } ?? true, "\(status ?? 0)")
        #expect(await client.isClosed())
        let other = RawClient(port: test.port)
        other.get("/hello")
        #expect(await other.answer()?.body == "hello")
        if let status, status != 505 {
            #expect(
                try await test.eventually { (test.refused("malformed") ?? 0) + (test.refused("foreign-host") ?? 0) > 0 }
            )
        }
    }

    @Test("what follows a NUL in the request line is never looked at")
    func nul() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.get("/hello\u{0}/../../etc/passwd")
        #expect(await client.answer()?.body == "hello")
    }

    @Test("bytes without end or sense neither crash nor block")
    func noise() async throws {
        let test = try TestServer()
        var state: UInt64 = 7
        for _ in 0..<200 {
            let client = RawClient(port: test.port)
            let bytes = (0..<300).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
            client.send(bytes)
        }
        let client = RawClient(port: test.port)
        client.get("/hello")
        #expect(await client.answer()?.body == "hello")
    }

    @Test("a head that comes byte by byte does not hold its connection beyond its time")
    func slowHead() async throws {
        let test = try TestServer { $0.limits.headTime = .milliseconds(400) }
        let client = RawClient(port: test.port)
        client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nx-a: ")
        // Half a minute if nobody ends it, and no byte comes late after the one before.
        for _ in 0..<1_500 where client.send("x") { try await Task.sleep(for: .milliseconds(20)) }
        #expect(await client.isClosed())
        #expect(test.refused("slow-head") == 1)
    }

    @Test("a body that does not come, an answer that is not read: both end")
    func slowBodyAndReader() async throws {
        let test = try TestServer {
            $0.limits.bodyTime = .milliseconds(300)
            $0.limits.answerTime = .milliseconds(300)
        }
        let sender = RawClient(port: test.port)
        sender.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc")
        #expect(await sender.isClosed())
        #expect(test.refused("slow-body") == 1)
        let reader = RawClient(port: test.port, receiveBuffer: 4_096)
        reader.get("/large")
        #expect(try await test.eventually { test.refused("slow-reader") == 1 })
        #expect(await reader.isClosed())
    }

    @Test("a connection that is idle after an answer is closed, which is no refusal")
    func idle() async throws {
        let test = try TestServer { $0.limits.headTime = .seconds(1) }
        let client = RawClient(port: test.port)
        client.get("/hello")
        #expect(await client.answer()?.status == 200)
        #expect(await client.isClosed())
        #expect(test.refused("slow-head") == 0)
    }

    @Test("a handler beyond its time is answered for, and told to stop")
    func slowHandler() async throws {
        let test = try TestServer { $0.limits.handlerTime = .milliseconds(200) }
        let client = RawClient(port: test.port)
        client.get("/waits")
        #expect(await client.answer()?.status == 504)
        #expect(test.refused("slow-handler") == 1)
        #expect(try await test.eventually { test.stopped == 1 })
        // On a busy machine any handler may take as long now and then.
        var words: [String] = []
        for _ in 0..<50 where words.last != "hello" {
            client.get("/hello")
            words.append(try #require(await client.answer()).body)
        }
        #expect(words.last == "hello")
    }

    @Test("one address may have so many connections, and all together so many")
    func connections() async throws {
        for (reason, change) in [
            ("too-many-connections", { (limits: inout ServerLimits) in limits.connections = 3 }),
            ("too-many-connections-of-address", { (limits: inout ServerLimits) in limits.connectionsPerAddress = 3 }),
        ] {
            let test = try TestServer { change(&$0.limits) }
            var clients = (0..<3).map { _ in RawClient(port: test.port) }
            for client in clients {
                client.get("/hello")
                #expect(await client.answer()?.status == 200)
            }
            let more = RawClient(port: test.port)
            more.get("/hello")
            #expect(await more.answer() == nil)
            #expect(test.refused(reason) == 1)
            clients.removeLast()
            #expect(try await test.eventually { test.value("http_connections") == 2 })
            let again = RawClient(port: test.port)
            again.get("/hello")
            #expect(await again.answer()?.status == 200)
        }
    }

    @Test("an address that asks too often is told when to come back, and is welcome then")
    func rate() async throws {
        let test = try TestServer {
            $0.limits.requestsPerSecond = 2
            $0.limits.burst = 4
        }
        let client = RawClient(port: test.port)
        var answers: [RawClient.Answer] = []
        let start = ContinuousClock.now
        for _ in 0..<20 {
            client.get("/hello")
            answers.append(try #require(await client.answer()))
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let refused = answers.filter { $0.status == 429 }
        #expect(answers.prefix(4).allSatisfy { $0.status == 200 })
        #expect(refused.count <= 16 && Double(refused.count) >= 15 - 2 * seconds)
        #expect(refused.allSatisfy { $0.fields["retry-after"] == "1" })
        #expect(test.refused("too-many-requests") == Double(refused.count))
        try await Task.sleep(for: .seconds(1))
        client.get("/hello")
        #expect(await client.answer()?.status == 200)
    }

    @Test(
        "on loopback the server answers to its own names alone",
        arguments: [
            ("localhost", 200), ("LOCALHOST:9000", 200), ("127.0.0.1:1", 200), ("[::1]:80", 200), ("evil.example", 421),
            ("localhost.evil.example", 421), ("", 421), ("127.0.0.1.evil.example", 421), ("cold.lab:80", 200),
        ])
    func hosts(host: String, status: Int) async throws {
        let test = try TestServer { $0.hosts = ["cold.lab"] }
        let client = RawClient(port: test.port)
        client.send("GET /hello HTTP/1.1\r\nHost: \(host)\r\n\r\n")
        #expect(await client.answer()?.status == status)
        #expect(test.refused("foreign-host") == (status == 421 ? 1 : 0))
    }

    @Test("a page of another site may read nothing and change nothing")
    func origins() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        func post(_ fields: String) async -> Int? {
            client.send("POST /echo HTTP/1.1\r\nHost: localhost:1\r\nContent-Length: 1\r\n\(fields)\r\nx")
            return await client.answer()?.status
        }
        #expect(await post("") == 200)
        #expect(await post("Origin: http://localhost:1\r\n") == 200)
        #expect(await post("Origin: http://evil.example\r\n") == 403)
        #expect(await post("Origin: null\r\n") == 403)
        #expect(await post("Origin: http://localhost:2\r\n") == 403)
    }
}
