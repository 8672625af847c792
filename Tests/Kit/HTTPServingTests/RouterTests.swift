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
}
