import SubkelvinTesting
import Testing

@testable import HTTPServing

@Suite("Messages")
struct MessageTests {
    @Test(
        "a path is decoded once, segment by segment",
        arguments: [
            ("/", []), ("/a", ["a"]), ("/a/", ["a", ""]), ("/a%20b/%C3%A4", ["a b", "ä"]), ("/%2541", ["%41"]),
            ("/a+b", ["a+b"]), ("/...", ["..."]), ("/%7e~", ["~~"]), ("/?/../x", []), ("/a?b=%2F..", ["a"]),
        ] as [(String, [String])])
    func paths(target: String, expected: [String]) throws {
        #expect(try HTTPRequest(.get, target).path == expected)
    }

    @Test(
        "a path that could lead elsewhere is refused",
        arguments: [
            "", "*", "a", "//evil", "/a//b", "/..", "/a/../b", "/.", "/%2e%2e/x", "/%2E./x", "/.%2e", "/a%2Fb",
            "/a%2fb",
            "/a%5Cb", "/a%5c..%5cb", "/%00", "/a%00.js", "/a%0d%0ab", "/%7F", "/%", "/%4", "/%zz", "/%c0%ae%c0%ae/x",
            "/%c0%af", "/%e0%80%af", "/%f0%80%80%af", "/%ed%a0%80", "/%f4%90%80%80", "/%ff", "/a b", "/ä", "/a\n",
            "/?%00=1",
            "/?a=%00", "/?a=%zz", "/?a=%ff", "http://localhost/a",
        ])
    func escapes(target: String) {
        #expect(throws: HTTPError.self) { try HTTPRequest(.get, target) }
    }

    enum Shape: String, CaseIterable { case round, square }

    @Test("parameters are read by their types; a plus is a space, an absent one is nil")
    func query() throws {
        let query = try HTTPRequest(
            .get, "/?n=7&x=1.5e-3&t=2026-03-01T13:00:00%2B01:00&s=square&on&off=false&c=base&c=4K&q=a+b%2Bc&e=&=v"
        ).query
        #expect(try query.integer("n", in: 1...10) == 7 && query.number("x", in: 0...1) == 1.5e-3)
        #expect(try query.time("t") == 1_772_366_400_000_000_000)
        #expect(try query.choice("s", of: Shape.self) == .square)
        #expect(try query.flag("on") == true && query.flag("off") == false && query.flag("none") == nil)
        #expect(query.values("c") == ["base", "4K"] && query.values("none") == [])
        #expect(try query.text("q") == "a b+c" && query.text("e") == "" && query.integer("none", in: 1...2) == nil)
    }

    @Test("a parameter that cannot be read is refused by name, with what is expected")
    func badParameters() throws {
        let query = try HTTPRequest(
            .get, "/?n=11&x=nan&t=today&s=oval&on=maybe&c=1&c=2&long=\(String(repeating: "9", count: 500))"
        ).query
        let readers: [(String, String, () throws -> Void)] = [
            ("n", "an integer from 1 to 10", { _ = try query.integer("n", in: 1...10) }),
            ("long", "an integer", { _ = try query.integer("long", in: 1...10) }),
            ("x", "a number from 0.0 to 1.0", { _ = try query.number("x", in: 0...1) }),
            ("t", "a time as RFC 3339", { _ = try query.time("t") }),
            ("s", "one of round, square", { _ = try query.choice("s", of: Shape.self) }),
            ("on", "true or false", { _ = try query.flag("on") }),
            ("c", "once", { _ = try query.text("c") }),
        ]
        for (name, expected, read) in readers {
            let error = try #require(throws: HTTPError.self) { try read() }
            #expect(error.status == .badRequest && error.message.contains("‘\(name)’"))
            #expect(error.hint?.contains(expected) == true && error.message.count < 200)
        }
        #expect(throws: HTTPError.self) { try query.allowOnly("n", "x") }
        try query.allowOnly("n", "x", "t", "s", "on", "c", "long")
    }

    @Test(
        "what is wanted most is chosen, the first of those wanted alike",
        arguments: [
            ([], 0), (["*/*"], 0), (["text/html"], nil), (["application/json"], 1),
            (["text/*;q=0.5, application/json"], 1),
            (["text/plain;q=0.2, application/json;q=0.1"], 0), (["text/plain;q=0, */*"], 1), (["*/*;q=0"], nil),
            (["application/json;q=2"], 0), (["nonsense"], 0), (["text/plain;version=9, */*;q=0.1"], 0),
            (["text/plain;version=0.0.4;q=0.3, application/json;q=0.2"], 0), (["TEXT/PLAIN;Q=0.9"], 0),
            (["text/plain;charset=\"utf-8\";q=0.1", "application/json;q=0.2"], 1),
            (["a/b;x=\",\", application/json"], 1),
        ] as [([String], Int?)])
    func accept(fields: [String], expected: Int?) {
        let types = ["text/plain; version=0.0.4; charset=utf-8", "application/json"]
        #expect(AcceptHeader(fields).preferred(among: types) == expected, "\(fields)")
    }

    @Test("an event is what a browser reads, whatever it says")
    func events() {
        func text(_ event: ServerSentEvent) -> String { String(decoding: event.bytes, as: UTF8.self) }
        #expect(text(ServerSentEvent("a")) == "data: a\n\n")
        #expect(text(ServerSentEvent("a\nb\r\nc\rd")) == "data: a\ndata: b\ndata: c\ndata: d\n\n")
        #expect(
            text(ServerSentEvent("", event: "x\ny", id: "7\0", retry: 2_000))
                == "event: xy\nid: 7\nretry: 2000\ndata: \n\n")
    }

    @Test("a bucket lets through what it holds, and its rate in the long run", arguments: 0..<20 as Range<UInt64>)
    func bucket(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var bucket = TokenBucket(rate: 10, burst: 5, now: 0)
        var (now, passed) = (Int64(0), 0)
        for _ in 0..<2_000 {
            now += Int64.random(in: 0...40_000_000, using: &random)
            if let wait = bucket.take(now: now) {
                #expect(wait > 0 && wait <= 0.1)
                var later = bucket
                #expect(later.take(now: now + Int64(wait * 1e9) + 1) == nil)
            } else {
                passed += 1
            }
        }
        #expect(abs(Double(passed) - (5 + Double(now) * 1e-8)) <= 6)
    }
}
