import HTTPServing
import Testing

@testable import Service

@Suite("Files of the dashboard")
struct DashboardFilesTests {
    /// Every path of an asset.
    static let assets = DashboardFiles.folders.flatMap { EmbeddedTexts.names(in: $0) }
        .filter { $0 != "index.html" }.map { "/assets/\($0)" }

    /// What a file asks its server for: addresses in quotes, and modules beside it.
    static func references(in file: DashboardFile) -> [String] {
        var found: [String] = []
        for match in file.content.matches(of: /["'(](\/assets\/[A-Za-z0-9.-]+)/) { found.append(String(match.1)) }
        for match in file.content.matches(of: /from "\.\/([A-Za-z0-9.-]+)"/) { found.append("/assets/" + match.1) }
        return found
    }

    @Test("every page answers with the document", arguments: ["/", "/on-call", "/devices/lab-1", "/links/link-30m"])
    func pagesAreTheDocument(_ path: String) throws {
        let file = try #require(DashboardFiles.file(at: path))
        #expect(file.contentType == "text/html; charset=utf-8")
        #expect(file.content.contains("<main id=\"main\""))
    }

    @Test(
        "what is no page and no asset is not there",
        arguments: [
            "", "/index.html", "/devices", "/devices/", "/devices/a/b", "/assets", "/assets/", "/assets/../index.html",
            "/assets/Dashboard/app.js", "/api/v1/fleet", "//", "/on-call/",
        ])
    func otherPathsAreNil(_ path: String) {
        #expect(DashboardFiles.file(at: path) == nil)
    }

    @Test("whatever is asked for is there", arguments: ["/"] + assets)
    func referencesResolve(_ path: String) throws {
        let file = try #require(DashboardFiles.file(at: path))
        for reference in Self.references(in: file) {
            #expect(DashboardFiles.file(at: reference) != nil, "\(path) asks for \(reference)")
        }
    }

    @Test("every module is reached from the document")
    func nothingIsLeftOver() throws {
        var reached: Set<String> = [], waiting = ["/"]
        while let path = waiting.popLast() {
            let file = try #require(DashboardFiles.file(at: path))
            waiting += Self.references(in: file).filter { reached.insert($0).inserted }
        }
        #expect(reached == Set(Self.assets))
    }

    @Test(
        "nothing comes from another origin, nothing is executed from within the document",
        arguments: ["/"] + assets)
    func filesKeepToTheOwnOrigin(_ path: String) throws {
        let file = try #require(DashboardFiles.file(at: path))
        // Names of XML's vocabularies are not fetched; the library and its licence name their authors' places.
        if !path.contains("dygraph") {
            let addresses = file.content.matches(of: /(https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}/).map { String($0.0) }
            #expect(addresses.allSatisfy { $0 == "http://www.w3.org" })
        }
        guard file.contentType.hasPrefix("text/html") else { return }
        #expect(file.content.matches(of: /<script(?![^>]*\ssrc=)/).isEmpty)
        #expect(file.content.matches(of: /<style|\sstyle=|\son[a-z]+=/).isEmpty)
    }

    @Test("who has a file is told so, also in a list and by a weak tag; who has another one is given it")
    func unchanged() async throws {
        var router = Router()
        Pages.add(to: &router)
        for path in ["/", "/devices/lab-1", "/assets/app.js"] {
            let whole = await router.respond(to: try HTTPRequest(.get, path))
            let tag = try #require(whole.headers["etag"])
            #expect(whole.status == .ok && whole.headers["cache-control"] == "no-cache")
            for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                let again = await router.respond(to: try HTTPRequest(.get, path, headers: ["if-none-match": known]))
                #expect(again.status == .notModified && again.headers["content-security-policy"] != nil, "\(known)")
            }
            let other = await router.respond(to: try HTTPRequest(.get, path, headers: ["if-none-match": "\"other\""]))
            #expect(other.status == .ok)
        }
    }

    @Test("the policy lets nothing in but the own origin")
    func policyIsStrict() throws {
        let policy = try #require(DashboardFiles.headers.first { $0.name == "Content-Security-Policy" }?.value)
        #expect(policy.contains("default-src 'self'"))
        #expect(!policy.contains("unsafe"))
    }
}
