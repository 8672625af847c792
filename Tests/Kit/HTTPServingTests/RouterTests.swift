import HTTPServing
import Testing

@Suite("Router")
struct RouterTests {
    static func router() -> Router {
        var router = Router()
        router.get("/") { _ in .text("front") }
        router.get("/a/{x}/b") { .text("x=\($0.parameter("x"))") }
        router.get("/a/all/b") { _ in .text("all") }
        router.get("/a/all/{y}") { .text("y=\($0.parameter("y"))") }
        router.post("/a/{x}") { .text("posted \($0.body.count)") }
        router.get("/fails") { _ in throw Broken() }
        return router
    }

    struct Broken: Error {}

    @Test(
        "a path finds its route, literals before holes",
        arguments: [
            ("/", "front"), ("/a/1/b", "x=1"), ("/a/all/b", "all"), ("/a/all/c", "y=c"), ("/a/k%C3%A4lte/b", "x=kälte"),
            ("/a/b%20c/b?q=1", "x=b c"),
        ])
    func finds(target: String, expected: String) async throws {
        let response = await Self.router().respond(to: try HTTPRequest(.get, target))
        #expect(response.status == .ok && response.text == expected)
    }

    @Test(
        "what no route matches is 404, with nothing of the path believed",
        arguments: ["/b", "/a", "/a/1/", "/a//b", "/a/1/b/c"])
    func missing(target: String) async throws {
        guard let request = try? HTTPRequest(.get, target) else { return }
        let response = await Self.router().respond(to: request)
        #expect(response.status == .notFound && response.text.contains(#""code":"not-found""#))
    }

    @Test("a method that a path does not know is 405 with those that it knows")
    func methods() async throws {
        for (method, target, allowed) in [
            (HTTPMethod.post, "/", "GET, HEAD"), (.get, "/a/1", "POST"),
            (HTTPMethod(rawValue: "DELETE"), "/a/1", "POST"),
        ] {
            let response = await Self.router().respond(to: try HTTPRequest(method, target))
            #expect(response.status == .methodNotAllowed && response.headers["Allow"] == allowed)
        }
        #expect(await Self.router().respond(to: try HTTPRequest(.head, "/")).status == .ok)
    }

    @Test("what a handler throws becomes an answer; words of other errors stay inside")
    func errors() async throws {
        var router = Router()
        router.get("/mine") { _ in throw HTTPError.notFound("no such device", hint: "ask \"fleet\"") }
        router.get("/other") { _ in throw Broken() }
        let mine = await router.respond(to: try HTTPRequest(.get, "/mine"))
        #expect(mine.text == #"{"error":{"code":"not-found","hint":"ask \"fleet\"","message":"no such device"}}"#)
        let other = await router.respond(to: try HTTPRequest(.get, "/other"))
        #expect(other.status == .internalServerError && !other.text.contains("Broken"))
    }

    /// Says that it was there, and who was there before.
    struct Mark: Middleware {
        var name: String
        func handle(_ request: HTTPRequest, next: Handler) async throws -> HTTPResponse {
            if request.headers["stop-at"] == name { throw HTTPError(.unauthorized, code: "stop", "stopped") }
            var request = request
            request.headers["seen"] = (request.headers["seen"] ?? "") + name
            var response = try await next(request)
            response.headers["left"] = (response.headers["left"] ?? "") + name
            response.headers["route"] = request.route ?? "none"
            return response
        }
    }

    @Test("middleware is passed inwards in order and outwards in reverse, knows the route, and may refuse")
    func middleware() async throws {
        var router = Router(middleware: [Mark(name: "a"), Mark(name: "b")])
        router.get("/x/{y}") { .text($0.headers["seen"] ?? "") }
        let response = await router.respond(to: try HTTPRequest(.get, "/x/1"))
        #expect(response.text == "ab" && response.headers["left"] == "ba" && response.headers["route"] == "/x/{y}")
        let refused = await router.respond(to: try HTTPRequest(.get, "/x/1", headers: ["stop-at": "b"]))
        #expect(refused.status == .unauthorized && refused.headers["left"] == nil)
        let unknown = await router.respond(to: try HTTPRequest(.get, "/z", headers: ["stop-at": "a"]))
        #expect(unknown.status == .unauthorized)
    }

    @Test("the routes are listed in their order, each with its methods")
    func list() {
        #expect(
            Self.router().routes.map(\.template) == ["/", "/a/all/b", "/a/all/{y}", "/a/{x}", "/a/{x}/b", "/fails"])
        #expect(Self.router().routes.first { $0.template == "/a/{x}" }?.methods == [.post])
    }

    @Test("what a program must not contain ends it at once")
    func preconditions() async {
        await #expect(processExitsWith: .failure) {
            var router = Router()
            router.get("/a/{x}") { _ in .text("") }
            router.get("/a/{y}") { _ in .text("") }
        }
        await #expect(processExitsWith: .failure) {
            var router = Router()
            router.get("no-slash") { _ in .text("") }
        }
        await #expect(processExitsWith: .failure) {
            var router = Router()
            router.get("/{x}/{x}") { _ in .text("") }
        }
    }
}
