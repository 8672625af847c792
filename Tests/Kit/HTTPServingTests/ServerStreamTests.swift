import HTTPServing
import Testing

@Suite("Server: streams and stopping")
struct ServerStreamTests {
    @Test("events arrive one by one, as they are sent")
    func events() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.get("/events")
        let head = try #require(await client.read(until: "\r\n\r\n"))
        #expect(head.contains("content-type: text/event-stream") && head.contains("cache-control: no-store"))
        for number in 0..<5 { #expect(await client.read(until: "event: tick\ndata: \(number)\n\n") != nil) }
        #expect(test.value("http_event_streams") == 1)
    }

    @Test("a stream whose handler returns ends well, and the connection goes on")
    func ends() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.get("/three")
        #expect(await client.read(until: "data: 3\n\n") != nil)
        #expect(await client.read(until: "\r\n0\r\n\r\n") != nil)
        client.get("/hello")
        #expect(await client.answer()?.body == "hello")
    }

    @Test(
        "a client that leaves is noticed, whether or not anything is sent", arguments: ["/events", "/silent", "/waits"])
    func leaving(path: String) async throws {
        let test = try TestServer()
        do {
            let client = RawClient(port: test.port)
            client.get(path)
            if path != "/waits" { #expect(await client.read(until: "\r\n\r\n") != nil) }
            #expect(try await test.eventually { test.value("http_connections") == 1 })
            if path == "/waits" {
                #expect(try await test.eventually { test.started == 1 })
                client.reset()
            }
        }
        #expect(try await test.eventually { test.value("http_connections") == 0 })
        #expect(test.value("http_event_streams") == 0)
        if path != "/silent" { #expect(try await test.eventually { test.stopped == 1 }) }
    }

    @Test("a silent stream says now and then that it is there")
    func heartbeat() async throws {
        let test = try TestServer { $0.limits.heartbeat = .milliseconds(150) }
        let client = RawClient(port: test.port)
        client.get("/silent")
        for _ in 0..<3 { #expect(await client.read(until: ":\n\n") != nil) }
    }

    @Test("a client that reads too slowly is dropped and counted; the others miss nothing")
    func slow() async throws {
        let test = try TestServer { $0.limits.eventBufferBytes = 100_000 }
        let slow = RawClient(port: test.port, receiveBuffer: 4_096)
        slow.get("/flood")
        let other = RawClient(port: test.port)
        other.get("/events")
        #expect(try await test.eventually { test.refused("slow-stream") == 1 })
        #expect(try await test.eventually { test.value("http_event_streams") == 1 })
        for number in 0..<5 { #expect(await other.read(until: "data: \(number)\n\n") != nil) }
    }

    @Test("there are only so many streams")
    func limit() async throws {
        let test = try TestServer { $0.limits.eventStreams = 2 }
        let clients = (0..<2).map { _ in RawClient(port: test.port) }
        for client in clients {
            client.get("/silent")
            #expect(await client.read(until: "\r\n\r\n") != nil)
        }
        let more = RawClient(port: test.port)
        more.get("/silent")
        let answer = try #require(await more.answer())
        #expect(answer.status == 503 && answer.fields["retry-after"] == "5")
        #expect(test.refused("too-many-streams") == 1)
    }

    @Test("stopping answers what is under way, ends streams, and closes")
    func drain() async throws {
        let test = try TestServer()
        let (working, streaming, idle) = (
            RawClient(port: test.port), RawClient(port: test.port), RawClient(port: test.port)
        )
        idle.get("/hello")
        #expect(await idle.answer()?.status == 200)
        streaming.get("/silent")
        #expect(await streaming.read(until: "\r\n\r\n") != nil)
        for _ in 0..<20 { working.get("/later") }
        #expect(await working.answer()?.body == "later")
        let start = ContinuousClock.now
        await test.server.stop(within: .seconds(300))
        #expect(ContinuousClock.now - start < .seconds(100))
        #expect(await working.answer()?.body == "later")
        #expect(await streaming.read(until: "0\r\n\r\n") != nil)
        #expect(await streaming.isClosed())
        #expect(await idle.isClosed())
        #expect(await RawClient(port: test.port).isClosed())
        #expect(test.value("http_connections") == 0 && test.value("http_event_streams") == 0)
    }

    @Test("a handler that does not return is not waited for beyond the time")
    func stubborn() async throws {
        let test = try TestServer()
        let client = RawClient(port: test.port)
        client.get("/waits")
        #expect(try await test.eventually { test.started == 1 })
        await test.server.stop(within: .milliseconds(100))
        #expect(await client.answer()?.status == 503)
        #expect(try await test.eventually { test.stopped == 1 })
    }

    @Test("a server that is let go of in the midst of everything ends without harm")
    func letGo() async throws {
        for _ in 0..<10 {
            let test = try TestServer()
            let clients = ["/waits", "/events", "/silent", "/flood", "/later", "/hello"].map { path in
                let client = RawClient(port: test.port)
                client.get(path)
                return client
            }
            try await Task.sleep(for: .milliseconds(10))
            _ = clients.count
        }
    }
}
