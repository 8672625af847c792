import Glibc
import HTTPServing
import Observability
import SubkelvinTesting
import Testing

@Suite("Server")
struct ServerTests {
    @Test("answers at once and answers that wait come whole, over one connection, in the order of the requests")
    func pipelined() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        let paths = ["/hello", "/later", "/a/1", "/later", "/hello", "/a/2"]
        client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
        for expected in ["hello", "later", "1", "later", "hello", "2"] {
            let answer = try #require(await client.answer())
            #expect(answer.status == 200 && answer.body == expected)
        }
        #expect(test.value("http_requests_total{route=\"/later\",method=\"GET\",code=\"200\"}") == 2)
        #expect(test.value("http_requests_total{route=\"/a/{x}\",method=\"GET\",code=\"200\"}") == 2)
        #expect(test.value("http_request_seconds_count{route=\"/later\"}") == 2)
    }

    @Test("many clients at once all receive their own")
    func many() async throws {
        let test = try TestServer()
        await withTaskGroup(of: Int.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let client = RawClient(port: test.port)
                    var right = 0
                    for step in 0..<50 {
                        client.get(step.isMultiple(of: 2) ? "/a/\(number)-\(step)" : "/later")
                        let expected = step.isMultiple(of: 2) ? "\(number)-\(step)" : "later"
                        if await client.answer()?.body == expected { right += 1 }
                    }
                    return right
                }
            }
            for await right in group { #expect(right == 50) }
        }
    }

    @Test("HEAD is GET without its body")
    func head() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.get("/hello", method: "HEAD")
        let answer = try #require(await client.answer(hasBody: false))
        #expect(answer.status == 200 && answer.fields["content-length"] == "5")
        client.get("/hello")
        #expect(await client.answer()?.body == "hello")
    }

    @Test("a client that has closed its own side still receives its answer", arguments: ["/hello", "/later"])
    func halfClosed(path: String) async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.get(path)
        client.finish()
        #expect(await client.answer()?.status == 200)
    }

    @Test("a body comes back as it was sent, whole, in pieces or in chunks")
    func bodies() async throws {
        let test = try TestServer()
        let body = String(repeating: "0123456789", count: 10_000)
        let client = RawClient(port: test.port)
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
        for start in stride(from: 0, to: 100_000, by: 25_000) {
            client.send(Array(body.utf8)[start..<start + 25_000].map { $0 })
        }
        #expect(await client.answer()?.body == body)
        client.send(
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"
        )
        #expect(await client.answer()?.body == "hello!")
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        #expect(await client.answer(hasBody: false)?.status == 100)
        client.send("ok")
        #expect(await client.answer()?.body == "ok")
    }

    @Test("files come with their type and tag; a client that has them receives 304")
    func files() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.get("/assets/app.js")
        let first = try #require(await client.answer())
        #expect(first.body == "let a = 1" && first.fields["content-type"] == "text/javascript; charset=utf-8")
        let tag = try #require(first.fields["etag"])
        for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
            client.get("/assets/app.js", fields: "If-None-Match: \(known)\r\n")
            let again = try #require(await client.answer(hasBody: false))
            #expect(again.status == 304 && again.fields["etag"] == tag)
        }
        client.get("/assets/app.js", fields: "If-None-Match: \"other\"\r\n")
        #expect(await client.answer()?.status == 200)
    }

    @Test("every answer tells browsers what to refuse", arguments: ["/hello", "/nothing", "/fails", "/later"])
    func security(path: String) async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.get(path)
        let answer = try #require(await client.answer())
        #expect(answer.fields["content-security-policy"]?.hasPrefix("default-src 'self';") == true)
        #expect(answer.fields["x-content-type-options"] == "nosniff" && answer.fields["x-frame-options"] == "DENY")
        #expect(answer.fields["referrer-policy"] == "no-referrer")
        #expect(answer.fields["access-control-allow-origin"] == nil)
    }

    @Test("a handler that fails is a 500 without its words, which are in the log")
    func fault() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.get("/fails")
        let answer = try #require(await client.answer())
        #expect(answer.status == 500 && !answer.body.contains("Broken"))
        #expect(test.log.records.first?["error"] == "Broken()" && test.log.records.first?["route"] == "/fails")
    }

    @Test("a field with a line break is left out, and said so in the log")
    func splitting() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.get("/splits")
        let answer = try #require(await client.answer())
        #expect(answer.fields["x-bad"] == nil && answer.fields["set-cookie"] == nil)
        #expect(test.log.records.first?["field"] == "x-bad")
    }

    @Test("metrics come in the format that is asked for")
    func formats() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        for (accept, type) in [
            ("", "text/plain; version=0.0.4; charset=utf-8"),
            ("Accept: */*\r\n", "text/plain; version=0.0.4; charset=utf-8"),
            (
                "Accept: application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1\r\n",
                "application/openmetrics-text; version=1.0.0; charset=utf-8"
            ),
        ] {
            client.get("/metrics", fields: accept)
            let answer = try #require(await client.answer())
            #expect(answer.fields["content-type"] == type)
            #expect(answer.body.hasSuffix("# EOF\n") == type.contains("openmetrics"))
        }
        client.get("/metrics", fields: "Accept: image/png\r\n")
        #expect(await client.answer()?.status == 406)
    }

    @Test("a port that is taken, and an address that is none or not here, are said")
    func cannotListen() async throws {
        let test = try TestServer()
        let log = Logger(label: "http", level: .info, sink: MemorySink()) { 0 }
        func start(_ binding: ServerConfiguration.Binding) throws {
            _ = try HTTPServer(ServerConfiguration(binding), router: Router(), metrics: MetricsRegistry(), log: log)
        }
        #expect(throws: ServerError(place: "127.0.0.1:\(test.port)", reason: .system(EADDRINUSE))) {
            try start(.loopback(port: test.port))
        }
        #expect(throws: ServerError(place: "lab.example", reason: .invalidAddress)) {
            try start(.network(address: "lab.example", port: 0))
        }
        #expect(throws: ServerError(place: "192.0.2.1:1", reason: .system(EADDRNOTAVAIL))) {
            try start(.network(address: "192.0.2.1", port: 1))
        }
    }
}
